import type { PhantomOptions, WrittenPhantom } from '../sample/write-phantom.ts'
import type { TaskContext } from '../task-context.ts'

/** Writes the sample study into a folder, where it is not there yet. */
export async function phantomTask(
  input: { folder: string } & PhantomOptions,
  context: TaskContext,
): Promise<WrittenPhantom> {
  // its DICOM library is needed by no other task, so threads start without it
  const { writePhantom } = await import('../sample/write-phantom.ts')
  return writePhantom(input.folder, { slices: input.slices, size: input.size }, context.report('sample'))
}
