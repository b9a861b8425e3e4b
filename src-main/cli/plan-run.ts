import { Failure } from '../../src-shared/failure.ts'
import { fileNameOf } from '../../src-shared/formats/file-name.ts'
import type { Format } from '../../src-shared/formats/format.ts'
import { formats, pickFormats, withImages } from '../../src-shared/formats/registry.ts'
import type { ParameterValues } from '../../src-shared/parameters.ts'
import { defaultMethodId } from '../../src-shared/segmentation/registry.ts'
import { checkOutputs } from '../engine/save/check-outputs.ts'
import { recordNameOf } from '../engine/save/record-name.ts'
import { chosenParameters } from './parameter-options.ts'
import { readParameters } from './read-parameters.ts'
import { type Terminal, typedPath } from './terminal.ts'

/** The flags that `segment` and `cohort` share. */
export interface RunOptions {
  readonly out: string
  readonly method?: string
  readonly params?: string
  readonly formats: string
  readonly withImage?: boolean
  readonly name: string
  readonly allowGaps?: boolean
  readonly overwrite?: boolean
  readonly keepIdentity?: boolean
  readonly json?: boolean
}

/** What is to be done with each series: the flags, checked and with their defaults. */
export interface RunPlan {
  /** Absolute. */
  readonly source: string
  /** Absolute. */
  readonly out: string
  readonly formats: readonly Format[]
  readonly method: string
  readonly parameters: ParameterValues
  readonly identity: 'removed' | 'kept'
  readonly allowGaps: boolean
  readonly overwrite: boolean
}

/** Throws `E_USAGE` and `E_PARAMETER` for flags that can't be followed. */
export async function planRun(terminal: Terminal, folder: string, options: RunOptions): Promise<RunPlan> {
  const wanted = wantedFormats(options)
  const file = options.params === undefined ? null : await readParameters(typedPath(terminal, options.params))
  const method = options.method ?? file?.method ?? defaultMethodId
  return {
    source: typedPath(terminal, folder),
    out: typedPath(terminal, options.out),
    formats: wanted,
    method,
    parameters: chosenParameters(method, { ...options }, file),
    identity: options.keepIdentity ? 'kept' : 'removed',
    allowGaps: options.allowGaps ?? false,
    overwrite: options.overwrite ?? false,
  }
}

/** Says before the work what would keep files of this name, null where it is not known yet, from being written. */
export async function checkPlan(plan: RunPlan, base: string | null): Promise<void> {
  const names = base === null ? [] : [...plan.formats.map((format) => fileNameOf(format, base)), recordNameOf(base)]
  await checkOutputs(plan.out, names, { sourceFolders: [plan.source], overwrite: plan.overwrite, run: plan })
}

function wantedFormats({ formats: text, withImage = false }: RunOptions): Format[] {
  const ids = text.split(',').map((id) => id.trim())
  const wanted = pickFormats(ids.filter(Boolean))
  if (wanted.length > 0 && withImage) return pickFormats(withImages(wanted.map(({ id }) => id)))
  if (wanted.length > 0) return wanted
  const known = formats.map(({ id }) => id)
  throw new Failure('E_USAGE', `--formats is empty. Name one or more of: ${known.join(', ')}.`, { known })
}
