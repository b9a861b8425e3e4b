import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Finding } from '../../../src-shared/finding.ts'
import type { SliceSource } from './series-source.ts'

export interface Settled {
  readonly slices: readonly SliceSource[]
  /** Copies of another file, byte for byte. */
  readonly copies: readonly SliceSource[]
  readonly findings: readonly Finding[]
}

/** Drops files that are exact copies of another; two images of one SOPInstanceUID that differ block the series. */
export function settleDuplicates(slices: readonly SliceSource[]): Settled {
  const byUid = new Map<string, SliceSource[]>()
  for (const slice of slices) {
    const uid = slice.sopInstanceUid === '' ? `\0${slice.relativeFile}` : slice.sopInstanceUid
    byUid.set(uid, [...(byUid.get(uid) ?? []), slice])
  }
  const kept: SliceSource[] = []
  const copies: SliceSource[] = []
  let differing = 0
  for (const same of byUid.values()) {
    const [first, ...others] = same as [SliceSource, ...SliceSource[]]
    kept.push(first)
    if (others.length === 0) continue
    const digest = digestOf(first)
    for (const other of others) {
      if (other.fileBytes === first.fileBytes && digestOf(other) === digest) copies.push(other)
      else differing++
    }
  }
  return { slices: kept, copies, findings: [...copyFindings(copies.length), ...differenceFindings(differing)] }
}

const digestOf = (slice: SliceSource): string =>
  createHash('sha256')
    .update(readFileSync(Buffer.from(slice.path)))
    .digest('hex')

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

function differenceFindings(differing: number): Finding[] {
  if (differing === 0) return []
  const message = `${differing} ${differing === 1 ? 'image claims' : 'images claim'} to be another one and differ from it. Hilum does not choose between them.`
  return [{ code: 'E_DUP_SOP_DIFF', severity: 'error', message, details: { images: differing } }]
}
