import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { uidOf } from '../../src-main/engine/uid-of.ts'
import { dicomErrors } from '../support/dicom-errors.ts'
import { describeWithJudges } from '../support/judges.ts'
import { boxVoxels, canaries, markerPoint, writeMarkerSeries } from '../support/marker-series.ts'
import { orientations } from '../support/oriented-grids.ts'
import { startOrthanc } from '../support/orthanc.ts'
import { runPython } from '../support/python.ts'
import { runCommand } from '../support/run-command.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { describeWithData } from '../support/test-data.ts'

const judge = fileURLToPath(new URL('labelmap_judge.py', import.meta.url))
const ids = 'nifti,nrrd,mha,npy,png,seg,rtstruct'

interface Placed {
  readonly voxels?: number
  readonly left?: readonly number[]
}
interface SegVerdict extends Placed {
  readonly frames: number
  readonly segments: Readonly<Record<string, number>>
  readonly patient: string
  readonly study: string
  readonly references: readonly string[]
}
interface Verdict extends Readonly<Record<'nifti' | 'nrrd' | 'mha' | 'npy' | 'png' | 'rtstruct', Placed>> {
  readonly seg: SegVerdict
  readonly dice: Readonly<Record<string, number>>
}

async function save(study: string, ...flags: string[]): Promise<string> {
  const out = join(temporaryFolder(), 'saved')
  const run = await runCommand(['segment', study, '--out', out, '--formats', ids, ...flags])
  expect(run.status, run.err).toBe(0)
  return out
}

const judgedFiles = (folder: string, ...more: string[]): Verdict => JSON.parse(runPython([judge, folder, ...more]))

describeWithJudges(
  'a marker to the left and front',
  ['nibabel', 'pydicom', 'opencv', 'plastimatch', 'dciodvfy'],
  () => {
    test('all 24 orientations are there', () => expect(orientations).toHaveLength(24))

    test.each(orientations)('$name: every format has it at the same point', async ({ name, i, j, k }) => {
      const study = join(temporaryFolder(), 'study')
      writeMarkerSeries(study, name, i, j, k)
      const folder = await save(study, '--series', uidOf(name), '--method', 'article', '--v', '0')
      const verdict = judgedFiles(folder)
      for (const id of ['nifti', 'nrrd', 'mha', 'npy', 'png', 'seg', 'rtstruct'] as const) {
        const { voxels, left } = verdict[id]
        if (id !== 'rtstruct') expect(voxels, id).toBe(boxVoxels[0] + boxVoxels[1])
        for (const axis of [0, 1, 2] as const) {
          expect(Math.abs((left?.[axis] ?? Number.NaN) - markerPoint[axis]), `${id} ${left}`).toBeLessThan(0.001)
        }
      }
    })

    test('without identity nothing of it is in any file; kept on purpose, it is in the DICOM files', async () => {
      const study = join(temporaryFolder(), 'study')
      const [first] = orientations
      writeMarkerSeries(study, 'canary', first?.i ?? [1, 0, 0], first?.j ?? [0, 1, 0], first?.k ?? [0, 0, 1])
      const original = [uidOf('canary'), uidOf('canary study'), uidOf('canary frame'), uidOf('canary 20')]
      const secrets = [...Object.values(canaries), '20200304', '101112', ...original]
      const removed = await save(study, '--method', 'article', '--v', '0')
      for (const name of readdirSync(removed)) {
        const bytes = readFileSync(join(removed, name)).toString('latin1')
        for (const secret of secrets) expect(bytes.includes(secret), `${secret} in ${name}`).toBe(false)
      }
      const seg = readFileSync(join(removed, 'lungs.seg.dcm')).toString('latin1')
      expect(seg).toContain('113100')
      expect(seg).toContain('Basic Application Confidentiality Profile')

      const kept = await save(study, '--method', 'article', '--v', '0', '--keep-identity')
      const verdict = judgedFiles(kept).seg
      expect(verdict.patient).toBe(canaries.name)
      expect(verdict.study).toBe(uidOf('canary study'))
      expect(verdict.references).toContain(uidOf('canary 20'))
      for (const name of ['lungs.seg.dcm', 'lungs.rtstruct.dcm'])
        expect(dicomErrors(join(kept, name)), name).toEqual([])
    })
  },
)

describeWithData('a chest with its three labels', ['chest-ct64', 'dicom'], (study) => {
  describeWithJudges('other programs', ['nibabel', 'pydicom', 'opencv', 'plastimatch', 'dciodvfy'], () => {
    test('read every voxel, frame, segment and region, and find no error', async () => {
      const folder = await save(study)
      const { volumes } = JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8'))
      const verdict = judgedFiles(folder, 'dice')
      expect(verdict.seg.segments).toEqual({
        'right lung': volumes.right.voxels,
        'left lung': volumes.left.voxels,
        'trachea and main bronchi': volumes.airways.voxels,
      })
      const total = volumes.right.voxels + volumes.left.voxels + volumes.airways.voxels
      for (const id of ['nifti', 'nrrd', 'mha', 'npy', 'png'] as const) expect(verdict[id].voxels, id).toBe(total)
      expect(Object.keys(verdict.dice)).toHaveLength(3)
      for (const [name, dice] of Object.entries(verdict.dice)) expect(dice, name).toBeGreaterThanOrEqual(0.99)
      for (const name of ['lungs.seg.dcm', 'lungs.rtstruct.dcm']) expect(dicomErrors(join(folder, name))).toEqual([])
    })
  })

  describeWithJudges('Orthanc', ['orthanc'], () => {
    test('takes the SEG and the RT Structure Set by upload', async () => {
      const folder = await save(study)
      const address = await startOrthanc()
      for (const [name, modality] of [
        ['lungs.seg.dcm', 'SEG'],
        ['lungs.rtstruct.dcm', 'RTSTRUCT'],
      ] as const) {
        const body = readFileSync(join(folder, name))
        const answer = await fetch(`${address}/instances`, { method: 'POST', body })
        expect(answer.status, name).toBe(200)
        const { ID, Status } = (await answer.json()) as { ID: string; Status: string }
        expect(Status).toBe('Success')
        const stored = await fetch(`${address}/instances/${ID}/simplified-tags`)
        expect(await stored.json()).toMatchObject({ Modality: modality, PatientIdentityRemoved: 'YES' })
        const back = new Uint8Array(await (await fetch(`${address}/instances/${ID}/file`)).arrayBuffer())
        expect(Buffer.compare(back, body)).toBe(0)
      }
    })

    test('shelves them in the study of the CT where identity was kept', async () => {
      const folder = await save(study, '--keep-identity')
      const address = await startOrthanc()
      const images = readdirSync(study)
        .slice(0, 3)
        .map((name) => join(study, name))
      const files = ['lungs.seg.dcm', 'lungs.rtstruct.dcm'].map((name) => join(folder, name))
      const parents = new Set<string>()
      for (const path of [...images, ...files]) {
        const answer = await fetch(`${address}/instances`, { method: 'POST', body: readFileSync(path) })
        expect(answer.status, path).toBe(200)
        const { ParentPatient, ParentStudy } = (await answer.json()) as { ParentPatient: string; ParentStudy: string }
        parents.add(`${ParentPatient} ${ParentStudy}`)
      }
      expect(parents.size).toBe(1)
      const { length } = (await (await fetch(`${address}/series`)).json()) as string[]
      expect(length).toBe(3)
    })
  })
})
