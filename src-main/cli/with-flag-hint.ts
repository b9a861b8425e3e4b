import { Failure } from '../../src-shared/failure.ts'
import type { RunOptions } from './plan-run.ts'

/** Names the flag that helps, which the engine, as it knows no flags, words in general. */
export function withFlagHint(
  failure: Failure,
  { allowGaps, overwrite }: Pick<RunOptions, 'allowGaps' | 'overwrite'>,
): Failure {
  const { code, message, details } = failure
  let text = message
  if (code === 'E_OUTPUT_EXISTS' && !overwrite) {
    text = message
      .replace(/(Keep both, allow|Allow) replacing it/, 'Add --overwrite to replace it')
      .replace(/, or choose another folder\.$/, ', or choose another --out or --name.')
  } else if ((code === 'E_GAP' || code === 'E_TRUNCATED') && !allowGaps && !message.includes('--allow-gaps')) {
    text = `${message} Add --allow-gaps to go on all the same.`
  }
  return text === message ? failure : new Failure(code, text, details, { cause: failure })
}
