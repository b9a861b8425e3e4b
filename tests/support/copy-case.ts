import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import dicomParser from 'dicom-parser'

const uidTags = ['x0020000d', 'x0020000e'] as const

/** Copies the files of a series as another study of another series: StudyInstanceUID and SeriesInstanceUID get `number` for last digits. */
export function copyCase(source: string, target: string, number: number): void {
  mkdirSync(target, { recursive: true })
  for (const name of readdirSync(source)) {
    const bytes = readFileSync(join(source, name))
    const elements = dicomParser.parseDicom(bytes).elements
    for (const tag of uidTags) {
      const element = elements[tag]
      if (element === undefined) throw new Error(`${name} has no ${tag}.`)
      const { dataOffset, length } = element
      const uid = bytes.toString('latin1', dataOffset, dataOffset + length)
      const end = dataOffset + uid.replace(/\0+$/, '').length
      bytes.write(String(number).padStart(4, '1'), end - 4, 'latin1')
    }
    writeFileSync(join(target, name), bytes)
  }
}
