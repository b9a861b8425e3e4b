import { Failure } from '../failure.ts'
import { ctNifti } from './ct-nifti.ts'
import { ctNrrd } from './ct-nrrd.ts'
import type { Format } from './format.ts'
import { glb } from './glb.ts'
import { measurementsCsv } from './measurements-csv.ts'
import { measurementsJson } from './measurements-json.ts'
import { mha } from './mha.ts'
import { nifti } from './nifti.ts'
import { npy } from './npy.ts'
import { nrrd } from './nrrd.ts'
import { obj } from './obj.ts'
import { ply } from './ply.ts'
import { pngStack } from './png-stack.ts'
import { reportHtml } from './report-html.ts'
import { reportPdf } from './report-pdf.ts'
import { rtstruct } from './rtstruct.ts'
import { seg } from './seg.ts'
import { stl } from './stl.ts'

/** Every export format, in the order of the menu. */
export const formats: readonly Format[] = [
  nifti,
  nrrd,
  mha,
  npy,
  pngStack,
  seg,
  rtstruct,
  stl,
  ply,
  obj,
  glb,
  ctNifti,
  ctNrrd,
  measurementsCsv,
  measurementsJson,
  reportHtml,
  reportPdf,
]

/** The formats of these ids, each once and in the registry's order. Throws `E_USAGE` for an id that is not there. */
export function pickFormats(ids: readonly string[]): Format[] {
  const unknown = ids.find((id) => !formats.some((format) => format.id === id))
  if (unknown !== undefined) {
    const known = formats.map((format) => format.id)
    throw new Failure('E_USAGE', `There is no format "${unknown}". Choose from ${known.join(', ')}.`, {
      format: unknown,
      known,
    })
  }
  return formats.filter((format) => ids.includes(format.id))
}

/** These ids and those of the CT in the same format, for each that has one. Throws `E_USAGE` where none has. */
export function withImages(ids: readonly string[]): string[] {
  const images = formats.filter(({ beside }) => beside !== undefined && ids.includes(beside)).map(({ id }) => id)
  if (images.length > 0) return [...new Set([...ids, ...images])]
  const known = formats.flatMap(({ beside }) => (beside === undefined ? [] : [beside]))
  throw new Failure(
    'E_USAGE',
    `The CT is written beside a mask of the same format, and none of ${known.join(', ')} is to be saved. Add one of them.`,
    { known },
  )
}
