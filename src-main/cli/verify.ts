import { counted } from '../../src-shared/counted.ts'
import { cancelled, Failure } from '../../src-shared/failure.ts'
import { english } from '../../src-shared/number-format.ts'
import { createAuditLog } from '../engine/audit/audit-log.ts'
import { verifiedEvent } from '../engine/audit/describe-save.ts'
import { type FolderCheck, verifyFolder } from '../engine/save/verify-folder.ts'
import { createProgressBar } from './progress-bar.ts'
import { printJson, say, type Terminal, tellFinding, typedPath } from './terminal.ts'
import { build, version } from './version.ts'

/** `hilum verify`: whether a folder still holds what was saved into it. Throws `E_MISMATCH`, exit status 1, where it does not. */
export async function verifyCommand(
  terminal: Terminal,
  folder: string,
  options: { study?: string; json?: boolean },
): Promise<void> {
  const bar = createProgressBar(terminal)
  const study = options.study === undefined ? null : typedPath(terminal, options.study)
  let check: FolderCheck
  try {
    check = await verifyFolder({ folder: typedPath(terminal, folder), study }, (done, total) => {
      if (terminal.signal.aborted) throw cancelled()
      bar.show('Checking', total > 0 ? done / total : 1)
    })
  } finally {
    bar.clear()
  }
  const audit = createAuditLog(async () => ({ host: 'cli', version, commit: (await build()).commit }))
  const notLogged = await audit.note(verifiedEvent(check))
  if (notLogged !== null) tellFinding(terminal, notLogged)
  const wrong = check.files.filter(({ state }) => state !== 'same')
  const elsewhere = isElsewhere(check.files)
  for (const { kind, file, message } of wrong)
    if (!(elsewhere && kind === 'input')) say(terminal, `${file}: ${message}`)
  for (const name of check.leftOver)
    say(terminal, `${name}: left over from a save that was cut short; the next save removes it.`)
  if (check.unlisted.length > 0)
    say(
      terminal,
      `Not checked, as no record lists ${check.unlisted.length === 1 ? 'it' : 'them'}: ${listed(check.unlisted)}.`,
    )
  if (study !== null && check.records.length === 0)
    say(terminal, 'The study was not checked: a comparison lists no files of it.')
  if (wrong.length > 0) throw mismatch(check, wrong, study)
  say(terminal, `${check.folder}: ${told(check)}.`)
  if (options.json) printJson(terminal, { version, ...check })
}

function told({ records, comparisons, files }: FolderCheck): string {
  const count = (kind: string, of: readonly string[]): number => {
    const those = new Set(of)
    return files.filter((file) => file.kind === kind && those.has(file.record)).length
  }
  const asListed = (what: string, by: readonly string[]): string =>
    `${what} as ${listed(by)} ${by.length === 1 ? 'lists' : 'list'} them`
  const inputs = count('input', records)
  const ofRuns = counted(count('output', records), 'saved file')
  const ofComparisons = `${counted(count('output', comparisons), 'file')} of ${counted(comparisons.length, 'comparison')}`
  return [
    ...(records.length === 0
      ? []
      : [asListed(inputs > 0 ? `${ofRuns} and ${counted(inputs, 'input file')}` : ofRuns, records)]),
    ...(comparisons.length === 0 ? [] : [asListed(ofComparisons, comparisons)]),
  ].join('; ')
}

type Files = FolderCheck['files']

function mismatch({ folder, files, comparisons }: FolderCheck, wrong: Files, study: string | null): Failure {
  const saved = wrong.filter(({ kind }) => kind !== 'input')
  const inputs = wrong.filter(({ kind }) => kind === 'input')
  const sentences = [
    ...(saved.length === 0 ? [] : [savedDiffer(folder, files, saved, comparisons)]),
    ...(inputs.length === 0 ? [] : [inputsDiffer(study ?? '', files, inputs)]),
  ]
  return new Failure('E_MISMATCH', sentences.join(' '), {
    folder,
    files: namesOf(wrong),
    reasons: wrong.map(({ state }) => state),
  })
}

function savedDiffer(folder: string, files: Files, wrong: Files, comparisons: readonly string[]): string {
  const total = files.filter(({ kind }) => kind !== 'input').length
  const [are, them] = namesOf(wrong).length === 1 ? ['is', 'it'] : ['are', 'them']
  const ofComparison = wrong.filter(({ record }) => comparisons.includes(record)).length
  const again =
    ofComparison === 0
      ? 'Run the segmentation'
      : ofComparison === wrong.length
        ? 'Save the comparison'
        : 'Run the segmentation and save the comparison'
  return `${english.number(wrong.length)} of ${counted(total, 'file')} in ${folder} ${are} not as saved: ${listed(namesOf(wrong))}. ${again} again to make ${them} anew.`
}

function inputsDiffer(study: string, files: Files, wrong: Files): string {
  const total = counted(files.filter(({ kind }) => kind === 'input').length, 'input file')
  if (isElsewhere(files)) return `None of the ${total} is in ${study}. Name the folder that was segmented (--study).`
  const are = namesOf(wrong).length === 1 ? 'is' : 'are'
  return `${english.number(wrong.length)} of ${total} in ${study} ${are} not as the record lists: ${listed(namesOf(wrong))}. The study was changed since, or is another one.`
}

/** True where the study folder holds none of the inputs: it is another folder, and a list of names would tell nothing. */
function isElsewhere(files: Files): boolean {
  const inputs = files.filter(({ kind }) => kind === 'input')
  return inputs.length > 0 && inputs.every(({ state }) => state === 'missing')
}

const mostNames = 8
const namesOf = (wrong: Files): string[] => [...new Set(wrong.map(({ file }) => file))]

function listed(names: readonly string[]): string {
  const more = names.length - mostNames
  return names.slice(0, mostNames).join(', ') + (more > 0 ? ` and ${counted(more, 'other')}` : '')
}
