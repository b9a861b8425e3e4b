import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeWithJudges } from '../support/judges.ts'
import { runPython } from '../support/python.ts'
import { type CommandResult, runCommand } from '../support/run-command.ts'

const folder = mkdtempSync(join(tmpdir(), 'hilum-test-'))
const study = join(folder, 'study')
const surface = join(folder, 'out', 'lungs.stl')
let run: CommandResult
beforeAll(async () => {
  await runCommand(['phantom', study, '--slices', '60', '--size', '192'])
  run = await runCommand(['segment', study, '--out', join(folder, 'out'), '--json'])
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describeWithJudges('the sample study’s files', ['dciodvfy'], () => {
  test('are CT images without a fault', () => {
    const files = readdirSync(join(study, 'dicom'))
    expect(files).toHaveLength(60)
    for (const file of files) {
      const { stdout, stderr } = spawnSync('dciodvfy', [join(study, 'dicom', file)], { encoding: 'utf8' })
      expect(`${stdout}${stderr}`.trim(), file).toBe('CTImage')
    }
  })
})

describeWithJudges('the sample study, read by others', ['pydicom', 'nibabel'], () => {
  test('is one series from the top down; marker, sides and surface agree in every file', () => {
    const judge = fileURLToPath(new URL('phantom_judge.py', import.meta.url))
    const verdict = JSON.parse(runPython([judge, study, surface, join(folder, 'out', 'lungs.nii.gz')]))
    expect(verdict).toMatchObject({ series: 1, instances: 60, falling: true, numbers: true, triangles: true })
    expect(Math.abs(verdict.markerHU - 400)).toBeLessThan(80)
    expect(verdict.mirroredHU).toBeLessThan(-900)
    expect(verdict.header).toMatch(/^SPACE=LPS /)
    expect(verdict.rightShare).toBeGreaterThan(0.2)
    expect(verdict.leftShare).toBeGreaterThan(0.2)
    expect(verdict.rightX).toBeLessThan(-30)
    expect(verdict.leftX).toBeGreaterThan(30)
    expect(verdict.labels).toEqual([0, 1, 2, 3])
    expect(verdict.labelType).toBe('uint8')
    for (const [n, name] of ['right', 'left', 'airways'].entries()) {
      expect(verdict.voxels[n]).toBe(run.json.volumes[name]?.voxels)
      expect(verdict.dice[n]).toBeGreaterThan(n < 2 ? 0.975 : 0.8)
    }
  })
})

describeWithJudges('the surface saved from the sample study', ['admesh'], () => {
  test('is closed, and holds the volume of the voxels within 1 %', () => {
    expect(run.status).toBe(0)
    const { stdout } = spawnSync('admesh', ['--exact', '--normal-directions', surface], { encoding: 'utf8' })
    const figure = (name: string): number =>
      Number(new RegExp(`${name}\\s*:\\s*(-?[\\d.]+)`).exec(stdout)?.[1] ?? Number.NaN)
    for (const edges of ['1 disconnected edge', '2 disconnected edges', '3 disconnected edges']) {
      expect(figure(`Facets with ${edges}`)).toBe(0)
    }
    expect(figure('Degenerate facets')).toBe(0)
    expect(figure('Facets reversed')).toBe(0)
    // admesh sums in float32
    expect(figure('Volume') / 1000 / run.json.measurements.total.volumeMl).toBeCloseTo(1, 2)
  })
})
