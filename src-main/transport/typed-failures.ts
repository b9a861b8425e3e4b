import { ORPCError } from '@orpc/server'
import { Failure, failureFromJson, toFailure } from '../../src-shared/failure.ts'
import { logFault } from './log-fault.ts'

/** Around every call: whatever is thrown, by a handler, a stream or the schemas, leaves as the contract's error `FAILURE`. */
export async function typedFailures<Output>(options: { next(): Promise<Output> }): Promise<Output> {
  try {
    const output = await options.next()
    return isStream(output) ? (streamWithTypedFailures(output) as Output) : output
  } catch (error) {
    throw typedError(error)
  }
}

/** The Failure inside an error that a client of the contract threw. */
export function failureOf(error: unknown): Failure {
  return error instanceof ORPCError && error.code === 'FAILURE' ? failureFromJson(error.data) : toFailure(error)
}

function typedError(error: unknown): Error {
  if (error instanceof ORPCError && error.code === 'FAILURE') return error
  const failure = error instanceof ORPCError ? fromRpcError(error) : toFailure(error)
  if (failure.kind === 'internal') logFault(failure)
  return new ORPCError('FAILURE', { defined: true, status: 422, message: failure.message, data: failure.toJSON() })
}

function fromRpcError(error: ORPCError<string, unknown>): Failure {
  if (error.code !== 'BAD_REQUEST') return toFailure(error)
  return new Failure('E_PARAMETER', `The call was not understood: ${describeIssues(error.data)}.`, {}, { cause: error })
}

interface Issue {
  readonly message: string
  readonly path?: readonly (string | number)[]
}

function describeIssues(data: unknown): string {
  const issues =
    typeof data === 'object' && data !== null && 'issues' in data && Array.isArray(data.issues)
      ? (data.issues as Issue[])
      : []
  const texts = issues.slice(0, 3).map(({ path, message }) => [path?.join('.'), message].filter(Boolean).join(': '))
  return texts.join('; ') || 'its values have the wrong form'
}

function isStream(value: unknown): value is AsyncIterableIterator<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value && 'next' in value
}

function streamWithTypedFailures(stream: AsyncIterableIterator<unknown>): AsyncIterableIterator<unknown> {
  const typed: AsyncIterableIterator<unknown> = {
    next: () =>
      stream.next().catch((error: unknown) => {
        throw typedError(error)
      }),
    return: async (value?: unknown) => {
      await stream.return?.()
      return { done: true, value }
    },
    [Symbol.asyncIterator]: () => typed,
  }
  return typed
}
