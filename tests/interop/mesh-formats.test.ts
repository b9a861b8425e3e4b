import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { validateBytes } from 'gltf-validator'
import { expect, test } from 'vitest'
import type { ExportInput } from '../../src-shared/formats/format.ts'
import { formats } from '../../src-shared/formats/registry.ts'
import type { Vec3 } from '../../src-shared/geometry.ts'
import { marchingCubes } from '../../src-shared/imaging/marching-cubes.ts'
import { packBits } from '../../src-shared/mask.ts'
import { block, orientations } from '../support/dicom/control-block.ts'
import { writeFiles } from '../support/dicom/control-series.ts'
import { loadSource, onlySource, openFolder } from '../support/dicom/open-folder.ts'
import { orientedSeries } from '../support/dicom/oriented-series.ts'
import { encodeBytes } from '../support/format-bytes.ts'
import { describeWithJudges } from '../support/judges.ts'
import { runPython } from '../support/python.ts'
import { runCommand } from '../support/run-command.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { testData } from '../support/test-data.ts'

const judge = fileURLToPath(new URL('mesh_judge.py', import.meta.url))
const distanceJudge = fileURLToPath(new URL('distance_judge.py', import.meta.url))
const surfaceFormats = formats.filter(({ group }) => group === 'surfaces')
const ids = surfaceFormats.map(({ id }) => id)

interface Verdict {
  readonly points: number
  readonly triangles: number
  readonly open: number
  readonly mm3: number
  readonly centre: Vec3
  /** Part of the triangles whose corners' normals look to the same side; null where the file has no normals. */
  readonly outward: number | null
  /** Largest distance of a normal's length from 1. */
  readonly unitOff: number | null
}

/** What VTK finds in surface files: a list of surfaces each. */
const readByVtk = (paths: readonly string[]): Verdict[][] => JSON.parse(runPython([judge, ...paths]))

const sum = (verdicts: readonly Verdict[], of: (verdict: Verdict) => number): number =>
  verdicts.reduce((total, verdict) => total + of(verdict), 0)

/** Faces of each mesh as assimp reads them, before it improves anything. */
function facesByAssimp(path: string): number[] {
  const { stdout } = spawnSync('assimp', ['info', path, '--raw'], { encoding: 'utf8' })
  return [...stdout.matchAll(/\[\d+ \/ \d+ \/ (\d+) \| triangle\]/g)].map((match) => Number(match[1]))
}

async function expectValid(path: string): Promise<void> {
  const { issues, info } = await validateBytes(new Uint8Array(readFileSync(path)), { writeTimestamp: false })
  expect(issues.messages.map(({ code }) => code)).toEqual([])
  expect(issues).toMatchObject({ numErrors: 0, numWarnings: 0 })
  expect(info.version).toBe('2.0')
}

function admeshVerdict(path: string): { open: number[]; volume: number } {
  const { stdout } = spawnSync('admesh', ['--exact', '--normal-directions', '--normal-values', path], {
    encoding: 'utf8',
  })
  const figure = (name: string): number =>
    Number(new RegExp(`${name}\\s*:\\s*(-?[\\d.]+)`).exec(stdout)?.[1] ?? Number.NaN)
  const open = ['1 disconnected edge', '2 disconnected edges', '3 disconnected edges']
  return { open: open.map((edges) => figure(`Facets with ${edges}`)), volume: figure('Volume') }
}

describeWithJudges('surfaces as other programs read them', ['vtk', 'assimp', 'admesh'], () => {
  const studies = [
    ['standard', 'chest-ct64/dicom'],
    ['article', 'chest-ct64/dicom'],
    ['standard', 'chest-lctsc-102/dicom'],
  ] as const
  test.each(studies)('%s method, %s: equal counts and volumes, closed, outward', async (method, name) => {
    const study = testData(...name.split('/'))
    if (study === null) {
      console.warn(`SKIPPED surfaces of ${name}: no test data`)
      return
    }
    const out = join(temporaryFolder(), 'out')
    const run = await runCommand([
      'segment',
      study,
      '--out',
      out,
      '--method',
      method,
      '--formats',
      ids.join(','),
      '--json',
    ])
    expect(run.status, run.err).toBe(0)
    const path = (format: string) => join(out, `lungs.${format}`)
    const kinds = ['stl', 'ply', 'obj', 'glb'] as const
    const verdicts = readByVtk(kinds.map(path))
    const [stl, ply, obj, glb] = verdicts as [Verdict[], Verdict[], Verdict[], Verdict[]]
    const labels = Object.entries(run.json.volumes).filter(([, { voxels }]) => voxels > 0)
    expect(glb).toHaveLength(labels.length)
    const lungs = glb.slice(0, labels.filter(([label]) => label !== 'airways').length)
    const triangles = sum(ply, (one) => one.triangles)
    expect(triangles).toBeGreaterThan(10_000)
    for (const [n, surfaces] of [stl, ply, obj, lungs].entries()) {
      expect(
        sum(surfaces, (one) => one.triangles),
        kinds[n],
      ).toBe(triangles)
      expect(
        sum(surfaces, (one) => one.open),
        kinds[n],
      ).toBe(0)
      expect(sum(surfaces, (one) => one.mm3) / sum(ply, (one) => one.mm3), kinds[n]).toBeCloseTo(1, 5)
    }
    for (const surfaces of [obj, lungs]) {
      expect(sum(surfaces, (one) => one.points)).toBe(sum(ply, (one) => one.points))
    }
    for (const surfaces of [ply, obj, glb]) {
      for (const one of surfaces) {
        expect(one.outward).toBeGreaterThan(0.99)
        // OBJ has four decimals
        expect(one.unitOff).toBeLessThan(2e-4)
      }
    }
    const voxelMl = labels.filter(([label]) => label !== 'airways').reduce((ml, [, one]) => ml + one.volumeMl, 0)
    expect(sum(ply, (one) => one.mm3) / 1000 / voxelMl).toBeCloseTo(1, 2)

    for (const kind of kinds) {
      const faces = facesByAssimp(path(kind))
      const own = kind === 'glb' ? glb : kind === 'obj' ? lungs : [ply[0] as Verdict]
      expect(faces, kind).toEqual(own.map((one) => one.triangles))
    }
    const { open, volume } = admeshVerdict(path('stl'))
    expect(open).toEqual([0, 0, 0])
    // admesh sums in float32
    expect(volume / sum(ply, (one) => one.mm3)).toBeCloseTo(1, 2)
    await expectValid(path('glb'))
  })

  test('smoothing and decimation did to the surface what the record says', async () => {
    const study = testData('chest-ct64', 'dicom')
    if (study === null) {
      console.warn('SKIPPED what smoothing and decimation do: no test data')
      return
    }
    const folder = temporaryFolder()
    const segment = async (name: string, ...flags: string[]): Promise<string> => {
      const out = join(folder, name)
      const run = await runCommand(['segment', study, '--out', out, '--formats', 'ply,stl', ...flags])
      expect(run.status, run.err).toBe(0)
      return out
    }
    const plain = await segment('plain')
    for (const flags of [
      ['--smoothing-iterations', '10'],
      ['--decimation-percent', '70'],
      ['--smoothing-iterations', '20', '--decimation-percent', '50'],
    ]) {
      const changed = await segment(flags.join(''), ...flags)
      const { surfaceChange } = JSON.parse(readFileSync(join(changed, 'run.json'), 'utf8'))
      const files = [plain, changed].map((out) => join(out, 'lungs.ply'))
      const verdict = JSON.parse(runPython([distanceJudge, ...files]))
      expect([surfaceChange.trianglesBefore, surfaceChange.triangles]).toEqual(verdict.triangles)
      expect(surfaceChange.volumePercent).toBeCloseTo(100 * (verdict.mm3[1] / verdict.mm3[0] - 1), 2)
      expect(surfaceChange.meanDistanceMm, flags.join(' ')).toBeCloseTo(verdict.mean, 4)
      expect(surfaceChange.maxDistanceMm, flags.join(' ')).toBeCloseTo(verdict.max, 4)
      expect(admeshVerdict(join(changed, 'lungs.stl')).open).toEqual([0, 0, 0])
    }
  })

  test('a marker at left-anterior lies at the same point in every format, whatever way the series runs', async () => {
    const folder = temporaryFolder()
    const paths: string[] = []
    for (const { row, column, name } of orientations) {
      const study = join(folder, `study ${name}`)
      writeFiles(study, orientedSeries(block, row, column))
      const { volume } = await loadSource(onlySource(await openFolder(study)))
      const bytes = Uint8Array.from(volume.hu, (hu) => (hu === 400 ? 1 : 0))
      const mask = packBits(bytes, volume.grid.size)
      const mesh = marchingCubes(mask, volume.grid)
      const label = { label: 1, name: 'lungs' } as const
      const labels = [{ ...label, mask }]
      const input: ExportInput = { labels, grid: volume.grid, mesh, surfaces: [{ ...label, mesh }], text: 'Hilum' }
      for (const format of surfaceFormats) {
        const path = join(folder, `${name} ${format.fileName}`)
        writeFileSync(path, encodeBytes(format, input))
        paths.push(path)
      }
    }
    expect(paths).toHaveLength(24 * surfaceFormats.length)
    const verdicts = readByVtk(paths)
    const first = verdicts[0]?.[0] as Verdict
    for (const [n, [verdict]] of verdicts.entries()) {
      expect(verdict?.centre[0], paths[n]).toBeCloseTo(4, 3)
      expect(verdict?.centre[1], paths[n]).toBeCloseTo(-7.6, 3)
      expect(verdict?.centre[2], paths[n]).toBeCloseTo(first.centre[2], 3)
      expect(verdict?.open, paths[n]).toBe(0)
      expect((verdict?.mm3 ?? 0) / first.mm3, paths[n]).toBeCloseTo(1, 3)
      expect(verdict?.mm3, paths[n]).toBeGreaterThan(0)
    }
  })
})
