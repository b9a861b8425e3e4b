import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import dcmjs from 'dcmjs'
import { writePhantom } from '../../src-main/engine/sample/write-phantom.ts'
import { noReport } from '../../src-shared/report.ts'

/** Words that stand in the headers of a canary study, and must stand nowhere else. */
export const canaries = {
  name: 'Zzphi^Canary',
  family: 'Zzphi',
  id: 'PHI-CANARY-7731',
  birthDate: '19610102',
  studyDate: '19870605',
  accession: 'ZZACC7731',
  physician: 'Zzdoc^Canary',
  institution: 'Zzhospital of Canaries',
  comment: 'Zzcomment canary',
  private: 'Zzprivate canary',
  studyDescription: 'Zzstudy of canary',
  studyUid: '1.2.826.0.1.3680043.10.7731.1',
  seriesUid: '1.2.826.0.1.3680043.10.7731.2',
  instanceUid: '1.2.826.0.1.3680043.10.7731.3',
  frameUid: '1.2.826.0.1.3680043.10.7731.4',
} as const

/** Words in the names of its files and folders, which must stand nowhere else either. */
export const nameCanaries = { file: 'Zzfile_Canary', folder: 'Zzfolder of Canary', study: 'Zzstudyfolder' } as const

/**
 * Writes a small phantom whose headers, private attributes and nested ones too, and names are full of identity; gives the
 * study folder, which holds them all in one folder of its own.
 */
export async function writeCanaryStudy(folder: string): Promise<string> {
  const { dicomFolder } = await writePhantom(folder, { slices: 60, size: 128 }, noReport)
  const study = join(folder, nameCanaries.study)
  const images = join(study, nameCanaries.folder)
  mkdirSync(images, { recursive: true })
  for (const [n, name] of readdirSync(dicomFolder).sort().entries()) {
    const path = join(dicomFolder, name)
    const bytes = readFileSync(path)
    const file = dcmjs.data.DicomMessage.readFile(Uint8Array.from(bytes).buffer)
    const set = (tag: string, vr: string, value: unknown): void => {
      file.dict[tag] = { vr, Value: [value] }
    }
    const instanceUid = `${canaries.instanceUid}.${n}`
    file.meta['00020003'] = { vr: 'UI', Value: [instanceUid] }
    set('00080018', 'UI', instanceUid)
    set('00080020', 'DA', canaries.studyDate)
    set('00080021', 'DA', canaries.studyDate)
    set('00080050', 'SH', canaries.accession)
    set('00080080', 'LO', canaries.institution)
    set('00080090', 'PN', canaries.physician)
    set('00081030', 'LO', canaries.studyDescription)
    set('00100010', 'PN', canaries.name)
    set('00100020', 'LO', canaries.id)
    set('00100030', 'DA', canaries.birthDate)
    set('00104000', 'LT', canaries.comment)
    set('0020000D', 'UI', canaries.studyUid)
    set('0020000E', 'UI', canaries.seriesUid)
    set('00200052', 'UI', canaries.frameUid)
    set('00090010', 'LO', 'CANARY')
    set('00091001', 'LO', canaries.private)
    set('00081110', 'SQ', { '00081150': { vr: 'UI', Value: [canaries.studyUid] } })
    writeFileSync(join(images, `${nameCanaries.file}_${n}.dcm`), Buffer.from(file.write()))
  }
  rmSync(dicomFolder, { recursive: true })
  return study
}

/** The images of a canary study. */
export const canaryFiles = (study: string): string[] => {
  const images = join(study, nameCanaries.folder)
  return readdirSync(images).map((name) => join(images, name))
}

/** The canaries found in these bytes as they stand, as UTF-16, in base64 or percent-encoded. */
export function findCanaries(bytes: Uint8Array): string[] {
  const text = Buffer.from(bytes).toString('latin1')
  return [...Object.values(canaries), ...Object.values(nameCanaries)].filter((canary) =>
    disguises(canary).some((disguise) => text.includes(disguise)),
  )
}

const fewestLetters = 8

function disguises(word: string): string[] {
  const wide = Buffer.from(word, 'utf16le')
  // base64 of a word depends on where it begins; only its inner letters stand for it alone, and few of them mean nothing
  const base64 = [0, 1, 2]
    .map((skip) =>
      Buffer.from(`${'x'.repeat(skip)}${word}`)
        .toString('base64')
        .slice(skip === 0 ? 0 : 4, -4),
    )
    .filter((letters) => letters.length >= fewestLetters)
  return [
    word,
    wide.toString('latin1'),
    Buffer.from(wide).swap16().toString('latin1'),
    encodeURIComponent(word),
    ...base64,
  ]
}
