type Task<Input, Context, Output> = (input: Input, context: Context) => Output | Promise<Output>

/** A task whose code is loaded when it is first run: a thread starts at once and holds only what it needs. */
function later<Input, Context, Output>(
  load: () => Promise<Task<Input, Context, Output>>,
): (input: Input, context: Context) => Promise<Output> {
  let loaded: Promise<Task<Input, Context, Output>> | null = null
  return async (input, context) => {
    loaded ??= load()
    return (await loaded)(input, context)
  }
}

/** Everything that runs in worker threads. */
export const tasks = {
  scan: later(async () => (await import('./scan-task.ts')).scanTask),
  phantom: later(async () => (await import('./phantom-task.ts')).phantomTask),
  plan: later(async () => (await import('./load-tasks.ts')).planTask),
  allocate: later(async () => (await import('./load-tasks.ts')).allocateTask),
  loadSlices: later(async () => (await import('./load-tasks.ts')).loadSlicesTask),
  preview: later(async () => (await import('./preview-task.ts')).previewTask),
  patient: later(async () => (await import('./patient-task.ts')).patientTask),
  segment: later(async () => (await import('./segment-task.ts')).segmentTask),
  assist: later(async () => (await import('./assist-task.ts')).assistTask),
  surface: later(async () => (await import('./surface-task.ts')).surfaceTask),
  compare: later(async () => (await import('./compare-task.ts')).compareTask),
  openLabelmap: later(async () => (await import('./open-labelmap-task.ts')).openLabelmapTask),
  compareFiles: later(async () => (await import('./compare-files-task.ts')).compareFilesTask),
  report: later(async () => (await import('./report-task.ts')).reportTask),
  save: later(async () => (await import('./save-task.ts')).saveTask),
  saveComparison: later(async () => (await import('./save-comparison-task.ts')).saveComparisonTask),
  savePicture: later(async () => (await import('./save-picture-task.ts')).savePictureTask),
}

export type Tasks = typeof tasks
