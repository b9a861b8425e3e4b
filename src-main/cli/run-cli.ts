import { Command, CommanderError, InvalidArgumentError } from 'commander'
import { defaultFormats, defaultName } from '../../src-shared/default-formats.ts'
import { Failure, toFailure } from '../../src-shared/failure.ts'
import { formats } from '../../src-shared/formats/registry.ts'
import { researchNotice } from '../../src-shared/run-record.ts'
import { defaultMethodId, methods } from '../../src-shared/segmentation/registry.ts'
import { phantomDefaults, phantomLimits } from '../engine/sample/phantom-limits.ts'
import { failureOf } from '../transport/typed-failures.ts'
import type { CohortOptions } from './cohort.ts'
import type { CohortPart } from './cohort-cases.ts'
import { allParameters, parameterOption } from './parameter-options.ts'
import type { SegmentOptions } from './segment.ts'
import { printJson, say, type Terminal } from './terminal.ts'
import { version } from './version.ts'

const exitHelp = `
Exit status: 0 done, 1 verify or audit found a difference or cohort left a case out, 2 usage, 3 input cannot be used, 4 no lungs found, 5 output could not be written,
70 a fault of Hilum's own, 130 cancelled.
Relative paths start at the folder the command was typed in. ${researchNotice}`

/** Names of a cohort's files, which lie in one folder. */
const cohortName = '{case}-{series}'

const jsonHelp = 'print one JSON document on standard output, {"error": …} on failure'

/** Runs a command line (without the program's name) and gives its exit status. */
export async function runCli(args: readonly string[], terminal: Terminal): Promise<number> {
  const json = args.includes('--json')
  try {
    const ended = { status: 0 }
    await createProgram(terminal, ended).parseAsync([...args], { from: 'user' })
    return ended.status
  } catch (thrown) {
    if (thrown instanceof CommanderError && thrown.exitCode === 0) return 0
    const failure = thrown instanceof CommanderError ? usageFailure(thrown) : toFailure(failureOf(thrown))
    // commander has said what is wrong with the usage
    if (!(thrown instanceof CommanderError)) say(terminal, failure.message)
    if (json) printJson(terminal, { error: failure })
    return failure.exitStatus
  }
}

function usageFailure({ message, code }: CommanderError): Failure {
  const text = code === 'commander.help' ? 'A command is needed. See hilum --help.' : message.replace(/^error: /, '')
  return new Failure('E_USAGE', text)
}

/** Of a command that came to its end; what is thrown has its own status. */
interface Ended {
  status: number
}

function createProgram(terminal: Terminal, ended: Ended): Command {
  const program = new Command('hilum')
    .description('Lungs out of CT: scans study folders, segments, saves masks and surfaces.')
    .version(version, '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .addHelpText('after', exitHelp)
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
    .showHelpAfterError('See --help.')
  for (const add of [addScan, addSegment, addCohort, addVerify, addAudit, addCompare, addPhantom, addServe])
    add(program, terminal, ended)
  return program
}

// commands are loaded when they run: help and usage errors answer without the engine
function addScan(program: Command, terminal: Terminal): void {
  subcommand(program, 'scan')
    .description(
      'List the studies and series of a folder, what is wrong with them, and why files were skipped. The list goes to standard error, as all text for people does; --json prints the same on standard output.',
    )
    .argument('<folder>', 'study folder, searched with its subfolders', notEmpty)
    .option('--json', jsonHelp)
    .action(async (folder: string, options: { json?: boolean }) => {
      const { scanCommand } = await import('./scan.ts')
      await scanCommand(terminal, folder, options)
    })
}

function addSegment(program: Command, terminal: Terminal): void {
  const command = subcommand(program, 'segment')
    .description('Extract the lungs of a CT series and save mask, surface and run.json.')
    .argument('<folder>', 'study folder, searched with its subfolders', notEmpty)
    .requiredOption(
      '--out <folder>',
      'folder to save into, made where it is not there; never inside the study folder',
      notAFlag,
    )
    .option(
      '--series <uid>',
      'SeriesInstanceUID of the series, or its fingerprint from run.json (default: the largest usable axial CT series, printed with the reason)',
      notAFlag,
    )
  addRunOptions(command, { name: defaultName, overwrite: 'replace files that are there already' })
  command.option('--json', jsonHelp).action(async (folder: string, options: SegmentOptions) => {
    const { segmentCommand } = await import('./segment.ts')
    await segmentCommand(terminal, folder, options)
  })
}

function addCohort(program: Command, terminal: Terminal, ended: Ended): void {
  const command = subcommand(program, 'cohort')
    .description(
      'Extract the lungs of every CT study of a folder, one after the other, all into one output folder. What is saved there already is not made again, so the same command goes on after an interruption; a case that fails is told, and the others go on.',
    )
    .argument('<folder>', 'folder of studies, searched with its subfolders', notEmpty)
    .requiredOption(
      '--out <folder>',
      'folder to save into, made where it is not there; never inside the study folder',
      notAFlag,
    )
    .option('--all-series', 'every usable axial CT series of a study (default: the one that segment would take)')
    .option(
      '--part <k/n>',
      'the k-th of n parts of the cohort, such as 3/64, for several processes or nodes; a series stays in its part when others join the folder',
      partOf,
    )
  addRunOptions(command, {
    name: cohortName,
    overwrite: 'replace files of other parameters or another version, of a series that changed, and damaged ones',
  })
  command.option('--json', jsonHelp).action(async (folder: string, options: CohortOptions) => {
    const { cohortCommand } = await import('./cohort.ts')
    ended.status = await cohortCommand(terminal, folder, options)
  })
}

/** What `segment` and `cohort` have in common. */
function addRunOptions(command: Command, { name, overwrite }: { name: string; overwrite: string }): void {
  command
    .option('--method <id>', `method: ${Object.keys(methods).join(', ')} (default: ${defaultMethodId})`)
    .option(
      '--params <file>',
      'parameters from JSON: a run.json of an earlier run, or its "parameters" alone; flags go before it',
      notAFlag,
    )
  for (const parameter of allParameters()) command.addOption(parameterOption(parameter))
  const ids = formats.map(({ id, fileName }) => `${id} (${fileName})`).join(', ')
  command
    .option('--allow-gaps', 'go on where slices are missing or unreadable; they stay empty and are named')
    .option('--formats <ids>', `what to save, separated by commas: ${ids}`, defaultFormats.join(','))
    .option(
      '--name <template>',
      'what the names of the files begin with; {case}, {series} and {method} stand for the case code, the number of the series and the method',
      name,
    )
    .option('--with-image', `save the CT too, on the same voxels and without identity: ${imageNames()}`)
    .option('--overwrite', overwrite)
    .option(
      '--keep-identity',
      'DICOM files keep patient, study and UIDs of the source, and the report names them; otherwise they are de-identified',
    )
}

function addVerify(program: Command, terminal: Terminal): void {
  subcommand(program, 'verify')
    .description(
      'Check that a folder still holds, byte for byte, what was saved into it, by the SHA-256 of its run.json and of comparisons.',
    )
    .argument('<folder>', 'folder that Hilum saved into', notEmpty)
    .option('--study <folder>', 'study folder the series was read from: its files are checked too', notAFlag)
    .option('--json', jsonHelp)
    .action(async (folder: string, options: { study?: string; json?: boolean }) => {
      const { verifyCommand } = await import('./verify.ts')
      await verifyCommand(terminal, folder, options)
    })
}

function addAudit(program: Command, terminal: Terminal): void {
  subcommand(program, 'audit')
    .description(
      'Print the log of what was saved and verified, and check that no line of it was changed, taken away or put elsewhere.',
    )
    .argument('[file]', 'another log than this user’s own', notEmpty)
    .option('--json', jsonHelp)
    .action(async (file: string | undefined, options: { json?: boolean }) => {
      const { auditCommand } = await import('./audit.ts')
      await auditCommand(terminal, file, options)
    })
}

function addCompare(program: Command, terminal: Terminal): void {
  subcommand(program, 'compare')
    .description(
      'Tell how far two labelmaps agree, the lungs together and label by label: Dice, Jaccard, 95 % Hausdorff distance (HD95) and mean surface distance. Both must lie on the same voxels of the patient, whatever the order of their axes; otherwise the exit status is 3 (E_GRID).',
    )
    .argument(
      '<a>',
      'labelmap file that says where its voxels lie: .nii.gz, .nii, .nrrd, .mha or a .zip of PNGs',
      notEmpty,
    )
    .argument('<b>', 'the labelmap to compare it with', notEmpty)
    .option('--json', jsonHelp)
    .action(async (a: string, b: string, options: { json?: boolean }) => {
      const { compareCommand } = await import('./compare.ts')
      await compareCommand(terminal, a, b, options)
    })
}

function addPhantom(program: Command, terminal: Terminal): void {
  const range = (name: keyof typeof phantomLimits): string => `${phantomLimits[name][0]} to ${phantomLimits[name][1]}`
  subcommand(program, 'phantom')
    .description('Write the sample study: a CT series of an analytic thorax, and its true labels beside it.')
    .argument('<folder>', 'empty or new folder; gets dicom/, truth.nii.gz and phantom.json', notEmpty)
    .option('--slices <n>', `number of slices over 300 mm, ${range('slices')}`, String(phantomDefaults.slices))
    .option('--size <n>', `rows and columns over 358.4 mm, ${range('size')}`, String(phantomDefaults.size))
    .option('--overwrite', 'replace another sample study that is there already')
    .option('--json', jsonHelp)
    .action(async (folder: string, options: { slices: string; size: string; overwrite?: boolean; json?: boolean }) => {
      const { phantomCommand } = await import('./phantom.ts')
      await phantomCommand(terminal, folder, options)
    })
}

function addServe(program: Command, terminal: Terminal): void {
  subcommand(program, 'serve')
    .description('Run the workstation in a browser of this machine, until Ctrl-C.')
    .argument('[folder]', 'study folder to open', notEmpty)
    .option('--port <n>', 'port on 127.0.0.1, 0 for any free one', '0')
    .option('--no-open', "print the address and don't start a browser")
    .action(async (folder: string | undefined, options: { port: string; open: boolean }) => {
      const { serveCommand } = await import('./serve.ts')
      await serveCommand(terminal, folder, options)
    })
}

/** Such as "ct.nii.gz beside lungs.nii.gz". */
function imageNames(): string {
  const pairs = formats.flatMap(({ fileName, beside }) => {
    const mask = formats.find(({ id }) => id === beside)
    return mask === undefined ? [] : [`${fileName} beside ${mask.fileName}`]
  })
  return pairs.join(', ')
}

/** Refuses what an unset variable of a script leaves, which would stand for the current folder. */
function notEmpty(value: string): string {
  if (value === '') throw new InvalidArgumentError('it is empty.')
  return value
}

/** Reads "3/64". */
function partOf(value: string): CohortPart {
  const [, index, count] = /^(\d{1,6})\/(\d{1,6})$/.exec(value) ?? []
  const part = { index: Number(index), count: Number(count) }
  if (part.index >= 1 && part.index <= part.count) return part
  throw new InvalidArgumentError('give k/n with k from 1 to n, such as 3/64.')
}

/** Catches a forgotten value, where the next flag would be taken for it. */
function notAFlag(value: string): string {
  notEmpty(value)
  if (value.startsWith('--')) throw new InvalidArgumentError(`a value is missing before ${value}.`)
  return value
}

/** A command whose words go where the program's go. */
function subcommand(program: Command, name: string): Command {
  return program.command(name).helpOption('-h, --help', 'print this help').addHelpText('after', exitHelp)
}
