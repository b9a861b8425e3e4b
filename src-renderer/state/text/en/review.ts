import { count, f } from './words.ts'

// English texts of Review.

export const review = {
  study: 'Study',
  collapse: 'Fold the panel',
  expand: 'Open the panel',
  slices: (n: number, mm: number | null) =>
    `${count(n, 'slice', 'slices')}${mm === null ? '' : `, ${f.short(mm, 2)} mm`}`,
  findings: (n: number) => count(n, 'finding', 'findings'),
  seriesList: 'Series',
  layers: 'Layers',
  spaceHides: 'Space hides all',
  layersLater: 'Layers appear when the method is done.',
  labels: { lungs: 'Lungs', right: 'Right lung', left: 'Left lung', airways: 'Airways' },
  labelsInSentence: { lungs: 'lungs', right: 'right lung', left: 'left lung', airways: 'airways' },
  removed: 'Removed by V',
  removedInSentence: 'parts removed by V',
  stageInSentence: (stage: string) => `result of ${stage}`,
  showLayer: (name: string) => `Show ${name}`,
  fill: 'Fill',
  outline: 'Outline',
  px: (value: number) => `${f.number(value, 1)} px`,
  viewports: 'Viewports',
  splitAcross: 'Width of the left viewports',
  splitDown: 'Height of the upper viewports',
  splitMain: 'Width of the big viewport',
  toolbar: 'Viewport toolbar',
  presets: 'Window',
  preset: { lung: 'Lung', mediastinum: 'Mediastinum', bone: 'Bone', full: 'Full' },
  ownWindow: 'Own window',
  surfaceFollows: 'The surface follows the mask',
  surfaceStarts: 'Making the surface',
  noSurface: 'No surface: the mask is empty',
  surfaceStale: 'Surface of the mask before',
  surfaceFailed: 'The surface could not be made.',
  loading: 'Reading the slices',
  notRead: 'The series was not read.',
  opening: (code: string, number: number | null) =>
    `Opening case ${code}${number === null ? '' : `, series ${number}`}`,
}

export const method = {
  label: 'Method',
  names: { standard: 'Standard', article: 'Article' } as Readonly<Record<string, string>>,
  waiting: 'waiting',
  reset: 'Reset to default',
  changed: 'changed',
  openStage: (title: string) => `Show the result of ${title}`,
  /** Names and reasons of stages, by method, and of parameters where they are not the method's own English ones. */
  stageTexts: {} as Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly title: string
            readonly why: string
            /** Left out where the source reads the same in every language. */
            readonly source?: string
          }
        >
      >
    >
  >,
  parameterTexts: {} as Readonly<
    Record<
      string,
      {
        readonly title: string
        readonly description: string
        readonly unit?: string
        readonly choices?: Readonly<Record<string, string>>
      }
    >
  >,
  figures: {
    otsu: (hu: number) => `Otsu ${f.plain(hu)} HU`,
    parts: (n: number) => `${count(n, 'part', 'parts')} left`,
    removes: (n: number) => `removes ${f.number(n)}`,
    ml: (ml: number) => `${f.number(ml, 1)} mL`,
    added: (ml: number) => `${ml < 0 ? '−' : '+'}${f.number(Math.abs(ml), 1)} mL`,
    range: (low: number, high: number) => `${f.plain(low)} to ${f.plain(high)}`,
    triangles: (n: number) => `${f.number(n)} triangles`,
    changed: (change: {
      readonly volumePercent: number
      readonly meanDistanceMm: number
      readonly maxDistanceMm: number
    }) =>
      `Volume ${change.volumePercent < 0 ? '−' : '+'}${f.number(Math.abs(change.volumePercent), 2)} %, moved ${f.number(change.meanDistanceMm, 2)} mm on average, ${f.number(change.maxDistanceMm, 1)} mm at most.`,
    hu: (hu: number) => `${f.plain(hu)} HU`,
    noPadding: 'no padding',
    padding: (percent: number) => `${f.number(percent)} % padding`,
    litres: (litres: number) => `${f.number(litres, 1)} L`,
    notFound: 'not found',
    lungs: (n: number) => (n === 0 ? 'none found' : count(n, 'large part', 'large parts')),
    apart: 'lie apart',
    cut: (n: number) => `cut apart in ${count(n, 'slice', 'slices')}`,
    done: 'done',
    empty: 'empty',
  },
  histogram: 'How many voxels have which HU',
  histogramNotes: {
    standard: 'All voxels; inside the body, those below the threshold are air.',
    article: 'The article’s threshold is found, not set: voxels below it go on.',
  } as Readonly<Record<string, string>>,
  showTable: 'Show as table',
  showChart: 'Show as chart',
  tableFrom: 'HU from',
  tableTo: 'to',
  tableCount: 'Voxels',
  removeUnder: 'Remove under',
  vSlider: 'V, smallest part kept',
  vInPx: 'V in pixels',
  vInMeasure: (unit: string) => `V in ${unit}`,
  vValue: (px: number, measure: number, unit: string, removed: number, total: number) =>
    `${f.number(px)} pixels, ${f.number(measure)} ${unit}, removes ${f.number(removed)} of ${f.number(total)} parts`,
  rug: (removed: number, total: number) =>
    `Sizes of ${f.number(total)} parts, ${f.number(removed)} of them smaller than V`,
  removedParts: (removed: number, total: number) => `${f.number(removed)} of ${count(total, 'part', 'parts')}`,
  removedMl: (ml: number) => `, ${f.number(ml, ml < 10 ? 2 : 1)} mL removed`,
  resetV: (value: number) => `Reset to ${f.number(value)}`,
  vLimited: (typed: number, taken: number) => `${f.short(typed, 2)} is out of range: ${f.number(taken)} was taken.`,
  vRounded: (typed: number, taken: number) => `Whole pixels only: ${f.short(typed, 2)} became ${f.number(taken)}.`,
  runAgain: 'Run now',
  updating: 'Updating',
}

export const results = {
  title: 'Results',
  lungs: 'Lungs',
  right: 'Right',
  left: 'Left',
  both: 'Both',
  meanHU: 'Mean density, HU',
  perc15: '15th percentile, HU',
  laa950: 'LAA-950, %',
  laa910: 'LAA-910, %',
  airways: 'Airways, mL',
  volume: 'Volume, mL',
  partsKept: 'Parts kept',
  slices: 'Slices with lung',
  surface: 'Surface volume, mL',
  range: (first: number, last: number) => `${f.number(first)}–${f.number(last)}`,
  stale: 'Of the parameters before',
}

export const findings = {
  title: 'Findings',
  slice: (n: number) => `Slice ${f.number(n)}`,
  stage: 'Stage',
  none: 'No findings yet.',
  count: (n: number) => count(n, 'finding', 'findings'),
  nextSlice: (n: number) => `Next, slice ${f.number(n)}`,
  severity: { error: 'Severe', warning: 'Warning', info: 'Note', passed: 'Passed' },
}

export const progress = {
  loadingTitle: 'Reading the series',
  loadingStep: (done: number, total: number) => `Slice ${f.number(done)} of ${f.number(total)}`,
  title: 'Finding the lungs',
  stage: (n: number, total: number, name: string) => `Stage ${n} of ${total}, ${name.toLowerCase()}`,
  slice: (done: number, total: number) => `: slice ${f.number(done)} of ${f.number(total)}`,
  left: (seconds: number) => `About ${f.number(Math.max(1, Math.round(seconds)))} s left. `,
  meanwhile: 'You can scroll meanwhile.',
  notRead: 'The series was not read',
  readAgain: 'Read again',
  stopped: 'The lungs were not searched yet',
  viewOnly: 'The lungs can’t be searched here',
  announce: (percent: number) => `${f.number(percent)} % done`,
  cancelled: 'Cancelled. Nothing was changed.',
  threads: (n: number) => `${count(n, 'thread', 'threads')} at work`,
  doneIn: (seconds: number) => `Segmented in ${f.number(seconds, 2)} s`,
  doneSpoken: (ml: number) => `Lungs found, ${f.number(ml, 1)} mL`,
  emptySpoken: 'No lungs found',
}
