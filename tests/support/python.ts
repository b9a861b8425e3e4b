import { spawnSync } from 'node:child_process'

const python = '/usr/bin/python3'

/** Why the reference programs can't run here; null where scikit-image and numpy are those the article's method follows. */
export function referenceMissing(): string | null {
  const code = 'import skimage, numpy, pydicom; print(skimage.__version__, numpy.__version__)'
  const { status, stdout } = spawnSync(python, ['-c', code], { encoding: 'utf8' })
  if (status !== 0) return 'no Python with scikit-image, numpy and pydicom'
  const [image, numeric] = stdout.trim().split(' ')
  if (image === '0.19.3' && numeric?.startsWith('1.24.')) return null
  return `scikit-image ${image} with numpy ${numeric} instead of 0.19.3 with 1.24`
}

/** Runs a Python script; throws with what it wrote where it fails. */
export function runPython(args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(python, args, { encoding: 'utf8', maxBuffer: 2 ** 28 })
  if (status !== 0) throw new Error(`python3 ${args.join(' ')} failed: ${error?.message ?? ''}\n${stderr}`)
  return stdout
}
