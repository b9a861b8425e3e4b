import { setTimeout as wait } from 'node:timers/promises'
import { answerTasks } from '../../src-main/engine/answer-tasks.ts'
import type { TaskContext } from '../../src-main/engine/task-context.ts'
import { Failure } from '../../src-shared/failure.ts'

/** Tasks that do to a worker thread what real ones should never do. */
export const poolTasks = {
  add: ({ a, b }: { a: number; b: number }): number => a + b,
  fill: ({ shared, value }: { shared: Uint8Array; value: number }): number => shared.fill(value).length,
  count: ({ to }: { to: number }, context: TaskContext): number => {
    const report = context.report('count')
    for (let n = 0; n <= to; n++) report(n, to)
    return to
  },
  tell: ({ words }: { words: string[] }, context: TaskContext<{ type: 'word'; word: string }>): void => {
    for (const word of words) context.emit({ type: 'word', word })
  },
  heedful: async (input: { everyMs: number }, context: TaskContext): Promise<void> => {
    for (;;) {
      context.report('heedful')(0, 1)
      await wait(input.everyMs)
    }
  },
  deaf: (): void => {
    for (;;);
  },
  print: async ({ text }: { text: string }): Promise<void> => {
    console.log(text)
    await wait(50)
  },
  refuse: (): void => {
    throw new Failure('E_GAP', 'Slice 4 is missing.', { slice: 4 })
  },
  fault: (): void => {
    throw new TypeError('Doe^Jane is not a function')
  },
  exit: (): void => process.exit(3),
  crash: (): Promise<void> =>
    new Promise(() => {
      setTimeout(() => {
        throw new Error('thrown outside the task')
      })
    }),
  exhaust: (): number => {
    const kept: unknown[] = []
    for (;;) kept.push(Array.from({ length: 1000 }, (_, n) => ({ n })))
  },
}

answerTasks(poolTasks)
