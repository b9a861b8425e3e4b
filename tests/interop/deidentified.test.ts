import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writeCanaryStudy } from '../support/canary-study.ts'
import { describeWithJudges } from '../support/judges.ts'
import { startOrthanc } from '../support/orthanc.ts'
import { runCommand } from '../support/run-command.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

type Tags = Readonly<Record<string, { readonly Name: string; readonly Type: string; readonly Value: unknown }>>

/** What an anonymizer of the basic profile may still find to change: replaced UIDs, dummies, descriptors that are Hilum's own. */
const uids = ['SOPInstanceUID', 'StudyInstanceUID', 'SeriesInstanceUID', 'FrameOfReferenceUID']
const dummies = ['PatientName', 'PatientID', 'DeviceSerialNumber', 'ContentDate', 'ContentTime']
const descriptors = ['SeriesDescription', 'StructureSetLabel', 'StructureSetDescription']
const known = [...uids, ...dummies, ...descriptors, 'DeidentificationMethod']

describeWithJudges('Orthanc', ['orthanc'], () => {
  test('finds nothing to anonymize in SEG and RT Structure Set but what is replaced, a dummy or ours already', async () => {
    const root = temporaryFolder()
    const out = join(root, 'out')
    const study = await writeCanaryStudy(join(root, 'study'))
    expect((await runCommand(['segment', study, '--out', out, '--formats', 'seg,rtstruct'])).status).toBe(0)
    const address = await startOrthanc()
    const upload = async (body: BodyInit): Promise<{ id: string; tags: Tags }> => {
      const answer = await fetch(`${address}/instances`, { method: 'POST', body })
      const { ID: id } = (await answer.json()) as { ID: string }
      return { id, tags: (await (await fetch(`${address}/instances/${id}/tags`)).json()) as Tags }
    }
    for (const name of ['lungs.seg.dcm', 'lungs.rtstruct.dcm']) {
      const { id, tags } = await upload(readFileSync(join(out, name)))
      const answer = await fetch(`${address}/instances/${id}/anonymize`, { method: 'POST', body: '{"Force":true}' })
      expect(answer.status).toBe(200)
      const anonymized = (await upload(await answer.arrayBuffer())).tags
      const changed = Object.entries(tags).filter(([tag, { Type: type, Value: value }]) => {
        const other = anonymized[tag]?.Value
        // an empty value and none tell the same; UIDs in sequences are replaced like those outside
        return type !== 'Sequence' && (value || '') !== (other || '')
      })
      const names = changed.map(([, tag]) => tag.Name)
      expect(names.filter((one) => !known.includes(one))).toEqual([])
      expect(names).toEqual(expect.arrayContaining([...uids, 'PatientName', 'SeriesDescription']))
    }
  })
})
