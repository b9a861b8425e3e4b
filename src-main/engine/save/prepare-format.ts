import { Failure, failureFromJson } from '../../../src-shared/failure.ts'
import { fileNameOf } from '../../../src-shared/formats/file-name.ts'
import type { ExportInput, Format } from '../../../src-shared/formats/format.ts'
import { readPatientWords } from '../read-source-identity.ts'
import { describeSource } from './describe-source.ts'
import type { SaveJob } from './save-job.ts'
import type { Content } from './stage-file.ts'

/**
 * One format as a file to be staged. Throws `E_NO_LUNGS` where it needs a surface and there is none, what kept the report from
 * being printed, and what reading a header of the series throws.
 */
export function prepareFormat(
  format: Format,
  { labels, grid, mesh, surfaces, hu, print, series, record, name: base }: SaveJob,
): Content {
  const name = fileNameOf(format, base)
  const none = (format.needs === 'mesh' && mesh === null) || (format.needs === 'surfaces' && surfaces === undefined)
  if (none) {
    throw new Failure('E_NO_LUNGS', `${name} was not written: the mask is empty, so there is no surface.`)
  }
  const printed = print instanceof Uint8Array ? print : undefined
  if (format.needs === 'print' && printed === undefined) throw failureFromJson(print)
  const input: ExportInput = {
    labels,
    grid,
    mesh,
    surfaces,
    hu,
    print: printed,
    source: format.needs === 'source' && series !== undefined ? describeSource({ labels, record }, series) : undefined,
    patient: format.holdsIdentity && series?.identity === 'kept' ? readPatientWords(series.source) : undefined,
    text: headerText(record),
    run: record,
    same: (a, b) => Buffer.compare(a, b) === 0,
  }
  const maskVoxels = Object.values(record.volumes).reduce((sum, { voxels }) => sum + voxels, 0)
  const triangles = countTriangles(mesh, surfaces)
  return {
    format: format.id,
    name,
    estimate: format.estimateBytes({ grid, maskVoxels, triangles }),
    compression: format.compression,
    provesEveryByte: format.provesEveryByte ?? false,
    encode: (report) => format.encode(input, report),
    verify: (report) => format.verify(input, report),
  }
}

/** Of all labels where they are there, else of the lungs. */
function countTriangles(mesh: SaveJob['mesh'], surfaces: SaveJob['surfaces']): number | null {
  if (surfaces !== undefined) return surfaces.reduce((sum, one) => sum + one.mesh.indices.length / 3, 0)
  return mesh === null ? null : mesh.indices.length / 3
}

/** For the text fields of headers, 79 characters at least being kept: program, method and its parameters. */
function headerText({ version, method, parameters }: SaveJob['record']): string {
  const values = Object.entries(parameters).map(([name, value]) => `${name}=${value}`)
  return [`Hilum ${version}`, method, ...values].join(' ')
}
