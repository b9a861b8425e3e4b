import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { formats } from '../../src-shared/formats/registry.ts'
import type { Grid } from '../../src-shared/geometry.ts'
import type { LabelMask } from '../../src-shared/labels.ts'
import { countBits } from '../../src-shared/mask.ts'
import { encodeBytes } from '../support/format-bytes.ts'
import { describeWithJudges } from '../support/judges.ts'
import { orientedGrids } from '../support/oriented-grids.ts'
import { runPython } from '../support/python.ts'
import { runCommand } from '../support/run-command.ts'
import { axialGrid, obliqueGrid, shearedGrid } from '../support/sample-shapes.ts'
import { sampleSource } from '../support/sample-source.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { describeWithData } from '../support/test-data.ts'
import { twoLungs } from '../support/two-lungs.ts'

const judge = (name: string): string => fileURLToPath(new URL(`${name}_judge.py`, import.meta.url))

interface Segment {
  readonly name: string
  readonly label: number
  readonly voxels: number
  readonly inFile: number
  readonly status: string
  readonly category: readonly string[]
  readonly type: readonly string[]
  readonly modifier: readonly string[]
}
interface SegVerdict {
  readonly segments: readonly Readonly<Record<'label' | 'category' | 'type', string> & { sides: string[] }>[]
  readonly voxels: readonly number[]
  readonly differ: number
  readonly off: number
  readonly matched: number
  readonly frames: number
  readonly gdcmDiffers: number
  readonly dcm2niixSame: boolean
}
interface StructureVerdict {
  readonly regions: readonly { readonly name: string; readonly contours: number; readonly color: number[] }[]
  readonly off: number
  readonly far: number
  readonly dice: Readonly<Record<string, number>>
  readonly moved: Readonly<Record<string, number>>
}

const openAsSlicer = (...paths: string[]): { segments: Segment[] }[] =>
  JSON.parse(runPython([judge('slicer'), ...paths]))
const judgeSeg = (...folders: string[]): SegVerdict => JSON.parse(runPython([judge('seg'), ...folders]))
const judgeStructures = (...folders: string[]): StructureVerdict =>
  JSON.parse(runPython([judge('rtstruct'), ...folders]))

const size = [53, 41, 12] as const
const shapes = (grid: Grid): [string, Grid][] => [
  ...orientedGrids({ ...grid, size }),
  ['oblique', { ...obliqueGrid, size }],
]

/** Two ellipsoids, the first with a hole, and a rod between them; none of their boxes holds another's. */
function drawChest(): Uint8Array<ArrayBuffer> {
  const [nx, ny, nz] = size
  const out = new Uint8Array(nx * ny * nz)
  const within = (i: number, j: number, k: number, at: readonly [number, number], radii: readonly [number, number]) =>
    ((i - at[0]) / radii[0]) ** 2 + ((j - at[1]) / radii[1]) ** 2 + ((k - 5) / 6) ** 2 < 1
  for (let n = 0; n < out.length; n++) {
    const [i, j, k] = [n % nx, Math.floor(n / nx) % ny, Math.floor(n / nx / ny)]
    const hole = (i - 12) ** 2 + (j - 18) ** 2 < 9
    if (within(i, j, k, [12, 20], [9, 15]) && !hole) out[n] = 1
    else if (within(i, j, k, [38, 19], [10, 13])) out[n] = 2
    else if (Math.abs(i - 25) < 2 && Math.abs(j - 10) < 2 && k > 3) out[n] = 3
  }
  return out
}

/** Writes a chest on this grid in these formats; gives its folder and labels. */
function writeChest(grid: Grid, ids: readonly string[]): { folder: string; labels: LabelMask[] } {
  const folder = join(temporaryFolder(), 'chest')
  mkdirSync(folder)
  const labels = twoLungs(drawChest(), grid)
  const input = { labels, grid, mesh: null, text: 'Hilum', source: sampleSource(grid) }
  for (const format of formats) {
    if (ids.includes(format.id)) writeFileSync(join(folder, format.fileName), encodeBytes(format, input))
  }
  return { folder, labels }
}

const codes = [
  { type: ['SCT', '39607008', 'Lung'], modifier: ['SCT', '24028007', 'Right'] },
  { type: ['SCT', '39607008', 'Lung'], modifier: ['SCT', '7771000', 'Left'] },
  { type: ['SCT', '110726009', 'Trachea and bronchus'], modifier: ['', '', ''] },
]
const names = ['right lung', 'left lung', 'trachea and main bronchi']

function expectWhole(segments: readonly Segment[], counts: readonly number[]): void {
  expect(segments.map(({ name }) => name)).toEqual(names)
  expect(segments.map(({ label }) => label)).toEqual([1, 2, 3])
  for (const [n, segment] of segments.entries()) {
    expect(segment).toMatchObject({ ...codes[n], category: ['SCT', '123037004', 'Anatomical Structure'] })
    expect([segment.voxels, segment.inFile], segment.name).toEqual([counts[n], counts[n]])
  }
}

describeWithJudges('a .seg.nrrd opened by the rules of 3D Slicer', ['scipy'], () => {
  const grids = [...shapes(axialGrid), ['sheared', { ...shearedGrid, size }]] as const
  test('has every voxel of every segment, whatever way its grid lies', () => {
    const written = grids.map(([, grid]) => writeChest(grid, ['nrrd']))
    const opened = openAsSlicer(...written.map(({ folder }) => join(folder, 'lungs.seg.nrrd')))
    expect(opened).toHaveLength(26)
    for (const [n, { segments }] of opened.entries()) {
      expectWhole(
        segments,
        (written[n]?.labels ?? []).map(({ mask }) => countBits(mask)),
      )
    }
  })
})

describeWithJudges('DICOM Segmentation', ['pydicom', 'nibabel', 'plastimatch', 'dcm2niix'], () => {
  test.each(shapes(axialGrid))('on a grid that is %s: pydicom, GDCM and dcm2niix have each voxel', (_, grid) => {
    const { folder, labels } = writeChest(grid, ['seg', 'mha'])
    const verdict = judgeSeg(folder)
    expect(verdict).toMatchObject({ differ: 0, gdcmDiffers: 0, dcm2niixSame: true })
    expect(verdict.voxels).toEqual(labels.map(({ mask }) => countBits(mask)))
    expect(verdict.off).toBeLessThan(0.001)
  })
})

describeWithJudges('RT Structure Set', ['pydicom', 'nibabel', 'plastimatch'], () => {
  const grids = [...shapes(axialGrid), ['sheared', { ...shearedGrid, size }]] as const
  test.each(grids)('on a grid that is %s: plane, closed, filled again by plastimatch', (_, grid) => {
    const verdict = judgeStructures(writeChest(grid, ['rtstruct', 'mha']).folder)
    expect(verdict.off).toBeLessThan(0.001)
    expect(verdict.regions.map(({ name }) => name)).toEqual(names)
    expect(Object.keys(verdict.dice)).toEqual(names)
    for (const name of names) {
      expect(verdict.dice[name], name).toBeGreaterThanOrEqual(0.99)
      expect(verdict.moved[name], name).toBeLessThan(0.9)
    }
  })
})

describeWithData('a real chest', ['chest-ct64', 'dicom'], (study) => {
  describeWithJudges('as other programs see it', ['pydicom', 'nibabel', 'plastimatch', 'dcm2niix', 'scipy'], () => {
    const ids = 'nrrd,mha,seg,rtstruct'
    test('all of each label is there, and with identity each frame and contour lies on its own image', async () => {
      const [removed, kept] = [join(temporaryFolder(), 'removed'), join(temporaryFolder(), 'kept')]
      for (const [out, flags] of [
        [removed, []],
        [kept, ['--keep-identity']],
      ] as const) {
        const run = await runCommand(['segment', study, '--out', out, '--formats', ids, ...flags])
        expect(run.status, run.err).toBe(0)
      }
      const { volumes } = JSON.parse(readFileSync(join(removed, 'run.json'), 'utf8'))
      const counts = [volumes.right.voxels, volumes.left.voxels, volumes.airways.voxels]
      expectWhole(openAsSlicer(join(removed, 'lungs.seg.nrrd'))[0]?.segments ?? [], counts)
      for (const [folders, matched] of [
        [[removed], false],
        [[kept, study], true],
      ] as const) {
        const seg = judgeSeg(...folders)
        expect(seg).toMatchObject({ voxels: counts, differ: 0, gdcmDiffers: 0, dcm2niixSame: true })
        expect(seg.matched).toBe(matched ? seg.frames : 0)
        expect(seg.segments.map(({ label, type, sides }) => [label, type, sides])).toEqual([
          ['right lung', 'Lung', ['Right']],
          ['left lung', 'Lung', ['Left']],
          ['trachea and main bronchi', 'Trachea and bronchus', []],
        ])
        const structures = judgeStructures(...folders)
        expect(Math.max(structures.off, structures.far)).toBeLessThan(0.001)
        for (const name of names) expect(structures.dice[name], name).toBeGreaterThanOrEqual(0.99)
      }
    })
  })
})
