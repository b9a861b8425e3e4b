import type { DecodeText } from './attribute-reader.ts'
import type { ByteSource } from './byte-source.ts'
import { type Inflate, openDataSet, tagText } from './open-data-set.ts'

const tags = {
  characterSet: 0x0008_0005,
  studyDate: 0x0008_0020,
  studyTime: 0x0008_0030,
  accessionNumber: 0x0008_0050,
  referringPhysician: 0x0008_0090,
  name: 0x0010_0010,
  id: 0x0010_0020,
  birthDate: 0x0010_0030,
  sex: 0x0010_0040,
  studyId: 0x0020_0010,
} as const
const wanted = new Set<number>(Object.values(tags))

/** Who was scanned and when, as the header says; '' for what it leaves out. */
export type Identity = Readonly<Record<Exclude<keyof typeof tags, 'characterSet'>, string>>

/**
 * Reads the identity of patient and study out of one file, for output that is to keep it on purpose; nothing else reads it.
 * Throws what `openDataSet` throws.
 */
export function readIdentity(file: ByteSource, inflate: Inflate, decodeText: DecodeText): Identity {
  const { attributes } = openDataSet(file, inflate, wanted)
  const characterSet = attributes.string(tagText(tags.characterSet)) ?? ''
  const text = (tag: number): string => {
    const element = attributes.elements[tagText(tag)]
    if (element === undefined) return ''
    const bytes = attributes.byteArray.subarray(element.dataOffset, element.dataOffset + element.length)
    return decodeText(bytes, characterSet)
      .text.replace(/\p{Cc}/gu, '')
      .trim()
  }
  return {
    studyDate: text(tags.studyDate),
    studyTime: text(tags.studyTime),
    accessionNumber: text(tags.accessionNumber),
    referringPhysician: text(tags.referringPhysician),
    name: text(tags.name),
    id: text(tags.id),
    birthDate: text(tags.birthDate),
    sex: text(tags.sex),
    studyId: text(tags.studyId),
  }
}
