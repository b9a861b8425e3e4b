import { createHash } from 'node:crypto'
import { counted } from '../../../src-shared/counted.ts'
import { toFailure } from '../../../src-shared/failure.ts'
import type { Finding } from '../../../src-shared/finding.ts'
import { withFile } from './file-source.ts'
import type { SliceSource } from './series-source.ts'

export interface Settled {
  readonly slices: readonly SliceSource[]
  /** Copies of another file, byte for byte. */
  readonly copies: readonly SliceSource[]
  /** Images that have the SOPInstanceUID of another one and differ from it. */
  readonly rivals: readonly SliceSource[]
  readonly findings: readonly Finding[]
}

/** Drops files that are exact copies of another; two images of one SOPInstanceUID that differ block the series. */
export function settleDuplicates(slices: readonly SliceSource[]): Settled {
  const byUid = new Map<string, SliceSource[]>()
  for (const slice of slices) {
    const uid = slice.sopInstanceUid === '' ? `\0${slice.relativeFile}` : slice.sopInstanceUid
    const same = byUid.get(uid)
    if (same === undefined) byUid.set(uid, [slice])
    else same.push(slice)
  }
  const kept: SliceSource[] = []
  const copies: SliceSource[] = []
  const rivals: SliceSource[] = []
  for (const same of byUid.values()) {
    const [first, ...others] = same as [SliceSource, ...SliceSource[]]
    kept.push(first)
    if (others.length === 0) continue
    const digest = digestOf(first)
    for (const other of others) {
      const isCopy = digest !== null && other.fileBytes === first.fileBytes && digestOf(other) === digest
      if (isCopy) copies.push(other)
      else rivals.push(other)
    }
  }
  return { slices: kept, copies, rivals, findings: [...copyFindings(copies.length), ...rivalFindings(rivals)] }
}

/** Null where the file can't be read any more: what can't be shown to be a copy is none. */
function digestOf(slice: SliceSource): string | null {
  try {
    return withFile(Buffer.from(slice.path), (file) =>
      createHash('sha256').update(file.read(0, file.size)).digest('hex'),
    )
  } catch (thrown) {
    if (toFailure(thrown).code === 'E_READ') return null
    throw thrown
  }
}

function copyFindings(copies: number): Finding[] {
  if (copies === 0) return []
  return [
    {
      code: 'W_DUP_SOP',
      severity: 'warning',
      message: `${copies} duplicate ${copies === 1 ? 'file was' : 'files were'} left out.`,
      details: { copies },
    },
  ]
}

function rivalFindings(rivals: readonly SliceSource[]): Finding[] {
  const [first] = rivals
  if (first === undefined) return []
  const count = rivals.length
  const message = `${counted(count, 'image claims', 'images claim')} to be another one and ${count === 1 ? 'differs' : 'differ'} from it, such as ${first.relativeFile}. Hilum does not choose between them: take the wrong ones out of the folder.`
  return [
    {
      code: 'E_DUP_SOP_DIFF',
      severity: 'error',
      message,
      where: { file: first.relativeFile },
      details: { images: count },
    },
  ]
}
