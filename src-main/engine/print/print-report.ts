import { type Failure, toFailure } from '../../../src-shared/failure.ts'
import { fileNameOf } from '../../../src-shared/formats/file-name.ts'
import { pickFormats } from '../../../src-shared/formats/registry.ts'
import type { SaveJob } from '../save/save-job.ts'
import type { Services } from '../services.ts'

/**
 * The report printed, where a format of the job needs it; what went wrong where printing failed, for the row of that file alone.
 * Throws `E_CANCELLED`.
 */
export async function printReport(
  { pool, printPdf }: Pick<Services, 'pool' | 'printPdf'>,
  { formats, only, name, labels, grid, hu, series, record: run }: Omit<SaveJob, 'mesh'>,
  signal: AbortSignal,
): Promise<Uint8Array | ReturnType<Failure['toJSON']> | undefined> {
  const isWanted = pickFormats(formats).some(
    (format) => format.needs === 'print' && (only?.includes(fileNameOf(format, name)) ?? true),
  )
  if (!isWanted || hu === undefined) return undefined
  try {
    return await printPdf(await pool.run('report', { labels, grid, hu, run, series }, { signal }), signal)
  } catch (thrown) {
    const failure = toFailure(thrown)
    if (failure.code === 'E_CANCELLED') throw failure
    return failure.toJSON()
  }
}
