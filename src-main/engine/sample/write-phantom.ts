import { createHash } from 'node:crypto'
import { open, readdir, readFile, rename, rm, rmdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { Failure } from '../../../src-shared/failure.ts'
import { encodeLabelmap } from '../../../src-shared/formats/nifti.ts'
import { labels } from '../../../src-shared/labels.ts'
import { createPhantom, phantomVersion } from '../../../src-shared/phantom/phantom.ts'
import { noReport, type Report } from '../../../src-shared/report.ts'
import { errorCode } from '../save/error-code.ts'
import { gzip } from '../save/gzip.ts'
import { makeFolder } from '../save/make-folder.ts'
import { saveFailure } from '../save/save-failure.ts'
import { isStaleTemporary, isTemporaryName, temporaryPath } from '../save/temporary-file.ts'
import { phantomInstance } from './phantom-instance.ts'
import { phantomDefaults, phantomLimits } from './phantom-limits.ts'

export interface PhantomOptions {
  readonly slices: number
  readonly size: number
  /** False refuses to replace a sample study of other options, or one that was changed; true where left out. */
  readonly overwrite?: boolean
}

export interface WrittenPhantom {
  /** DICOM files. */
  readonly files: number
  readonly folder: string
  readonly dicomFolder: string
  readonly truthFile: string
  /** False where the same phantom was there already. */
  readonly written: boolean
}

const dicomFolder = 'dicom'
const truthFile = 'truth.nii.gz'
const manifestFile = 'phantom.json'
const ourFile = /^(?:dicom\/IM\d{4}\.dcm|truth\.nii\.gz)$/

const manifestSchema = z.object({
  program: z.literal('Hilum'),
  notice: z.string(),
  phantomVersion: z.number(),
  slices: z.number(),
  size: z.number(),
  marker: z.object({ centre: z.array(z.number()), radiusMm: z.number(), hu: z.number() }),
  labels: z.record(z.string(), z.number()),
  files: z.array(z.object({ file: z.string().regex(ourFile), bytes: z.number(), sha256: z.string() })),
})
type Manifest = z.infer<typeof manifestSchema>

/**
 * Writes the sample study: `dicom/IM0001.dcm` and on (1 is the topmost slice), `truth.nii.gz` with the true labels, and
 * `phantom.json`, which lists both. The same options give the same bytes. Everything is made in a temporary folder first
 * and moved when it is whole; a study whose files are not all there as listed is made again. Throws `E_PARAMETER`,
 * `E_OUTPUT_EXISTS` where the folder holds anything else or must not be overwritten, `E_OUTPUT_NOT_WRITABLE`, `E_NO_SPACE` and `E_CANCELLED`.
 */
export async function writePhantom(
  folder: string,
  { slices, size, overwrite = true }: PhantomOptions = phantomDefaults,
  report: Report = noReport,
): Promise<WrittenPhantom> {
  requireRange('slices', slices)
  requireRange('size', size)
  const result = { files: slices, folder, dicomFolder: join(folder, dicomFolder), truthFile: join(folder, truthFile) }
  try {
    await makeFolder(folder)
    const before = await readManifest(folder)
    if (before !== null && (await isWhole(folder, before, { slices, size }))) return { ...result, written: false }
    await requireOurs(folder, before)
    if (before !== null && !overwrite) throw otherSample(folder, before)
    await sweepStale(folder)
    const temporary = temporaryPath(folder)
    try {
      await makeFolder(join(temporary, dicomFolder))
      await fill(temporary, { slices, size }, report)
      if (before !== null) await removeOld(folder, before)
      for (const name of [manifestFile, dicomFolder, truthFile]) await rename(join(temporary, name), join(folder, name))
    } finally {
      await rm(temporary, { recursive: true, force: true })
    }
    return { ...result, written: true }
  } catch (error) {
    throw saveFailure(error, folder, null)
  }
}

function requireRange(name: 'slices' | 'size', value: number): void {
  const [least, most] = phantomLimits[name]
  if (Number.isInteger(value) && value >= least && value <= most) return
  throw new Failure('E_PARAMETER', `${name} must be a whole number from ${least} to ${most}, not ${value}.`, {
    parameter: name,
    value,
    minimum: least,
    maximum: most,
  })
}

async function fill(folder: string, { slices, size }: PhantomOptions, report: Report): Promise<void> {
  const phantom = createPhantom({ slices, size })
  const files: Manifest['files'] = []
  const write = async (file: string, bytes: Uint8Array): Promise<void> => {
    const handle = await open(join(folder, file), 'wx')
    try {
      await handle.writeFile(bytes)
      await handle.sync()
    } finally {
      await handle.close()
    }
    files.push({ file, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') })
  }
  const truth: Uint8Array[] = []
  for (let k = 0; k < slices; k++) {
    report(k, slices)
    const slice = phantom.slice(k)
    truth.push(slice.truth)
    const number = String(slices - k).padStart(4, '0')
    await write(`${dicomFolder}/IM${number}.dcm`, phantomInstance(phantom.grid, k, slice.hu))
  }
  const labelmap: Uint8Array[] = []
  const chunks = encodeLabelmap(
    {
      grid: phantom.grid,
      slice: (k) => truth[k] as Uint8Array,
      text: `Hilum phantom ${phantomVersion}: 1 right lung, 2 left lung, 3 airways`,
      largestLabel: labels.airways,
    },
    () => report(slices, slices),
  )
  for await (const chunk of gzip(chunks)) labelmap.push(chunk)
  await write(truthFile, Buffer.concat(labelmap))
  const manifest: Manifest = {
    program: 'Hilum',
    notice: 'An analytic phantom, not a patient.',
    phantomVersion,
    slices,
    size,
    marker: { ...phantom.marker, centre: [...phantom.marker.centre] },
    labels,
    files: files.toSorted((a, b) => (a.file < b.file ? -1 : 1)),
  }
  await write(manifestFile, new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`))
  report(slices, slices)
}

/** Null where there is none, or one that is not ours. */
async function readManifest(folder: string): Promise<Manifest | null> {
  try {
    return manifestSchema.safeParse(JSON.parse(await readFile(join(folder, manifestFile), 'utf8'))).data ?? null
  } catch (error) {
    if (error instanceof SyntaxError || errorCode(error) === 'ENOENT' || errorCode(error) === 'EISDIR') return null
    throw error
  }
}

async function isWhole(folder: string, manifest: Manifest, { slices, size }: PhantomOptions): Promise<boolean> {
  if (manifest.phantomVersion !== phantomVersion || manifest.slices !== slices || manifest.size !== size) return false
  if (manifest.files.length !== slices + 1) return false
  for (const { file, bytes } of manifest.files) {
    // one that can't be looked at counts as missing: making it anew tells what is wrong
    const info = await stat(join(folder, file)).catch(() => null)
    if (info === null || !info.isFile() || info.size !== bytes) return false
  }
  return true
}

/** Throws `E_OUTPUT_EXISTS` where the folder holds a file that no phantom of ours put there. */
async function requireOurs(folder: string, manifest: Manifest | null): Promise<void> {
  const ours = new Set(manifest === null ? [] : [manifestFile, dicomFolder, truthFile])
  const listed = new Set(manifest?.files.map(({ file }) => file))
  const names = (await readdir(folder)).filter((name) => !isTemporaryName(name))
  const inDicom = ours.has(dicomFolder) && names.includes(dicomFolder) ? await readdir(join(folder, dicomFolder)) : []
  const foreign = names.find((name) => !ours.has(name)) ?? inDicom.find((name) => !listed.has(`${dicomFolder}/${name}`))
  if (foreign === undefined) return
  throw new Failure(
    'E_OUTPUT_EXISTS',
    `${folder} holds files that are no sample study, such as ${foreign}. Choose an empty or new folder.`,
    { folder, name: foreign },
  )
}

function otherSample(folder: string, { slices, size }: Manifest): Failure {
  return new Failure(
    'E_OUTPUT_EXISTS',
    `${folder} holds another sample study (${slices} slices of ${size} x ${size}), or one that was changed. It was left as it is. Add --overwrite to replace it, or choose another folder.`,
    { folder, name: manifestFile },
  )
}

async function sweepStale(folder: string): Promise<void> {
  for (const name of (await readdir(folder)).filter(isTemporaryName)) {
    // gone meanwhile, or somebody else's: not ours to sweep
    const info = await stat(join(folder, name)).catch(() => null)
    if (info !== null && isStaleTemporary(name, info.mtimeMs))
      await rm(join(folder, name), { recursive: true, force: true })
  }
}

/** Takes away what the manifest lists, the manifest last, so that a half-removed study is still known as ours. */
async function removeOld(folder: string, manifest: Manifest): Promise<void> {
  for (const { file } of manifest.files) await rm(join(folder, file), { force: true })
  await rmdir(join(folder, dicomFolder)).catch((error: unknown) => {
    if (errorCode(error) !== 'ENOENT') throw error
  })
  await rm(join(folder, manifestFile), { force: true })
}
