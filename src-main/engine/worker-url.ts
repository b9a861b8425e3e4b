/**
 * Where the worker threads' file lies: `worker.ts` beside this one when Hilum runs from its sources, `out/main/worker.js` when it
 * was bundled, whichever chunk this code landed in.
 */
export function workerUrl(moduleUrl: string = import.meta.url): URL {
  if (moduleUrl.endsWith('.ts')) return new URL('worker.ts', moduleUrl)
  const bundle = '/out/main/'
  const at = moduleUrl.lastIndexOf(bundle)
  return new URL('worker.js', at < 0 ? moduleUrl : moduleUrl.slice(0, at + bundle.length))
}
