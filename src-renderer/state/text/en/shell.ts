import { count, f } from './words.ts'

// English texts of the bars, the palette, the help and the settings.

export const appBar = {
  findAction: 'Find an action',
  help: 'All keys',
  settings: 'Settings',
  identityHidden: 'Identity hidden',
  identityHint: 'Names, numbers and birth dates are never read onto the screen. The case code stands for them.',
  caseCode: (code: string) => `Case ${code}`,
  sample: 'Sample study',
  caseFacts: (modality: string, slices: number, mm: number | null) =>
    `${modality}, ${count(slices, 'slice', 'slices')}${mm === null ? '' : `, ${f.short(mm, 2)} mm`}`,
}

export const session = {
  usedUpTitle: 'This address was used already',
  usedUp:
    'An address of Hilum opens one time, in one browser. Take a new one: start Hilum again, or use the address it printed last.',
  expiredTitle: 'This address is too old',
  expired:
    'An address of Hilum opens within one minute. Take the new one that Hilum has just printed where it was started.',
  unreachableTitle: 'Hilum does not answer',
  unreachable: 'It may have been closed. Start it again and open the address it prints.',
}

export const status = {
  voxel: (size: string) => `Voxel ${size} mm`,
  version: (version: string) => `Hilum ${version}`,
}

export const palette = {
  title: 'Find an action',
  placeholder: 'Name of an action',
  none: 'No action has this name.',
}

export const help = {
  title: 'All keys',
  groups: {
    general: 'Everywhere',
    studies: 'Studies',
    slices: 'Slices',
    method: 'Method and results',
    view: 'View',
  },
  mouse: 'Mouse',
  mouseRows: [
    ['Left drag', 'the chosen tool'],
    ['Right drag', 'window and level'],
    ['Middle drag, Shift left drag', 'move the image'],
    ['Wheel', 'slice; Shift: 5 slices'],
    ['Ctrl wheel', 'zoom at the pointer'],
    ['Double click', 'viewport big and back; slider to its default'],
    ['3-D', 'left turns, right moves, wheel zooms'],
  ] as readonly (readonly [string, string])[],
}

export const settings = {
  title: 'Settings',
  language: 'Language',
  languages: { en: 'English', de: 'Deutsch' },
  singleKeys: 'Single-letter keys',
  singleKeysHint: 'Off: letters and digits do nothing by themselves; Ctrl, Alt and function keys go on working.',
  interpolate: 'Smooth slices',
  interpolateHint: 'Off: every voxel shows as a block, and outlines follow its edges.',
  about: (version: string, host: string, threads: number) =>
    `Hilum ${version}, ${host}, ${count(threads, 'worker thread', 'worker threads')}`,
  hosts: { electron: 'own window', web: 'browser', cli: 'command line' },
  attribution: 'Hilum stands on open libraries; their licences lie beside the program. It makes no network connection.',
}
