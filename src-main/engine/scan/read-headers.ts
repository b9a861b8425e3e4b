import { failureFromJson } from '../../../src-shared/failure.ts'
import type { Report } from '../../../src-shared/report.ts'
import { type Crew, shareWork } from '../lead-crew.ts'
import { readToSend, type SentFile } from './read-to-send.ts'
import { type ScannedFile, scanFile } from './scan-file.ts'
import type { FoundFile } from './walk-folder.ts'

/** Reads the headers of files and gives what became of each, in order; `report` is called every few dozen files. */
export type ReadHeaders = (files: readonly FoundFile[], report: Report) => ScannedFile[]

const reportEvery = 64
/** Some milliseconds of work. */
const filesOfPiece = 32

/** In this thread. */
export const readHere: ReadHeaders = (files, report) =>
  files.map((file, done) => {
    if (done % reportEvery === 0) report(done, files.length)
    return scanFile(file)
  })

/** In this thread and in those of a crew; a file comes out the same. */
export const readWithCrew =
  (crew: Crew): ReadHeaders =>
  (files, report) => {
    const own = (from: number, to: number): SentFile[] => readToSend(files.slice(from, to))
    const work = { input: { files }, count: files.length, size: filesOfPiece }
    return shareWork(crew, 'readHeaders', work, own, report).flatMap((sent) => sent.map(receive))
  }

const receive = (sent: SentFile): ScannedFile =>
  'instance' in sent ? sent : { ...sent, failure: failureFromJson(sent.failure) }
