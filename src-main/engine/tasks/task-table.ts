import { allocateTask, loadSlicesTask, planTask } from './load-tasks.ts'
import { phantomTask } from './phantom-task.ts'
import { previewTask } from './preview-task.ts'
import { saveTask } from './save-task.ts'
import { scanTask } from './scan-task.ts'
import { segmentTask } from './segment-task.ts'
import { describeRunTask, joinPiecesTask, pieceTask, preparePiecesTask, stageTask } from './stage-tasks.ts'
import { surfaceTask } from './surface-task.ts'

/** Everything that runs in worker threads. */
export const tasks = {
  scan: scanTask,
  phantom: phantomTask,
  plan: planTask,
  allocate: allocateTask,
  loadSlices: loadSlicesTask,
  preview: previewTask,
  segment: segmentTask,
  stage: stageTask,
  preparePieces: preparePiecesTask,
  piece: pieceTask,
  joinPieces: joinPiecesTask,
  describeRun: describeRunTask,
  surface: surfaceTask,
  save: saveTask,
}

export type Tasks = typeof tasks
