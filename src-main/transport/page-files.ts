import type { Dirent } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'
import { logFault } from './log-fault.ts'

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
}

/** A path of the page itself. Each part ends with its slash or the path, so that a long name can be read in one way only. */
const isRoute = /^\/(?:[\w-]+(?:\/|$))*$/

/**
 * Serves the built page: only regular files that a listing of `folder` found, by their exact URL path, so that no spelling of
 * a path leads elsewhere. Paths without an extension get `index.html`; the listing is made anew with it, so a new build shows.
 */
export function createPageFiles(folder: string): (pathname: string) => Promise<Response> {
  let files: Promise<ReadonlyMap<string, string>> | null = null
  return async (pathname) => {
    const path = isRoute.test(pathname) ? '/index.html' : pathname
    if (files === null || path === '/index.html') files = listFiles(folder)
    const file = (await files).get(path)
    const type = types[extname(path)]
    if (file === undefined || type === undefined) return new Response(null, { status: 404 })
    const cache = path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'
    return new Response(await readFile(file), { headers: { 'content-type': type, 'cache-control': cache } })
  }
}

async function listFiles(folder: string): Promise<ReadonlyMap<string, string>> {
  let entries: Dirent[]
  try {
    entries = await readdir(folder, { recursive: true, withFileTypes: true })
  } catch (error) {
    // every path is answered with 404 then; why is told where the page is served from
    logFault(error)
    return new Map()
  }
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return new Map(files.map((file) => [`/${relative(folder, file).split(sep).join('/')}`, file]))
}
