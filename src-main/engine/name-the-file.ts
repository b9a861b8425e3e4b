import { basename } from 'node:path'
import { Failure } from '../../src-shared/failure.ts'

/** Does work on a file; a failure of it starts with the file's name. */
export async function nameTheFile<Result>(path: string, work: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (thrown) {
    if (!(thrown instanceof Failure)) throw thrown
    const file = basename(path)
    throw new Failure(thrown.code, `${file}: ${thrown.message}`, { ...thrown.details, file }, { cause: thrown })
  }
}
