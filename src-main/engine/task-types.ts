import type { TaskContext } from './task-context.ts'

/** Tasks by name: `(input, context) => output`, what goes in and out structured-clonable, big arrays in shared memory. */
export type TaskTable = Readonly<Record<string, (input: never, context: never) => unknown>>

export type NameOf<Tasks extends TaskTable> = keyof Tasks & string
export type InputOf<Tasks extends TaskTable, Name extends NameOf<Tasks>> = Parameters<Tasks[Name]>[0]
export type OutputOf<Tasks extends TaskTable, Name extends NameOf<Tasks>> = Awaited<ReturnType<Tasks[Name]>>
/** What a task emits besides its progress. */
export type EventOf<Tasks extends TaskTable, Name extends NameOf<Tasks>> =
  Parameters<Tasks[Name]>[1] extends TaskContext<infer Event> ? Event : never
