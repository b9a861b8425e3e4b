import { count } from './words.ts'

// English texts of the start page and the folder dialog.

export const start = {
  title: 'Open a CT study',
  lead: 'Hilum reads a folder of DICOM files, finds the lungs and shows you each step. Nothing leaves this computer, and the folder is never changed.',
  drop: 'Drop a folder here',
  choose: 'Choose a folder',
  dropHint: 'Any file names, any depth, also a CD with DICOMDIR',
  openFolder: 'Open folder',
  sampleTitle: 'Open the sample study',
  sampleText:
    'A built-in chest with known lungs, 120 slices. Move V on it, turn the lungs, save them: nothing of it is a patient.',
  openSample: 'Open sample',
  recent: 'Recent folders',
  clearList: 'Clear list',
  noRecent: 'None yet. Folders you open are listed here.',
  notConnected: 'Not connected',
  studies: (n: number) => count(n, 'study', 'studies'),
  notice: 'For research and teaching. Not a medical device.',
  noticeText:
    'Do not use Hilum for diagnosis, treatment or triage. Every result needs a trained reader’s eye; findings on screen tell you where to look first.',
  dropInBrowser: 'A browser does not say where a dropped folder lies. Choose it here.',
  surfacePicture: 'Surface of the sample study’s lungs',
}

export const folder = {
  openTitle: 'Open folder',
  saveTitle: 'Choose a folder to save into',
  path: 'Path of the folder',
  up: 'One level up',
  none: 'No folders in here.',
  absent: 'There is no folder of this path.',
  maskTitle: 'Load a mask file',
  maskPath: 'Path of the mask file',
  maskList: 'Folders and mask files',
  maskNone: 'No folders and no mask files in here.',
  maskHint: (endings: string) =>
    `A mask of this series, made with Hilum or elsewhere: ${endings}. It must lie on the same voxels.`,
  maskDropped: 'A browser does not say where a dropped file lies. Choose it here.',
  maskOpen: 'Load this mask',
  open: 'Open this folder',
  choose: 'Save into this folder',
  newFolder: 'New folder',
  newName: 'Name of the new folder',
  create: 'Make folder',
  list: 'Folders',
  reading: 'Reading the folder',
  hint: 'Go to the folder, or type its path and press Enter.',
}
