import { type PictureJob, type SavedPicture, savePicture } from '../save/save-picture.ts'
import type { TaskContext } from '../task-context.ts'

/** Saves a picture in a thread. */
export const savePictureTask = (job: PictureJob, context: TaskContext): Promise<SavedPicture> =>
  savePicture(job, context.report('save'))
