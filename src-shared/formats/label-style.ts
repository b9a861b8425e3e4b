import type { LabelName } from '../labels.ts'

/** A concept of a terminology, as DICOM codes it. */
export interface Code {
  readonly value: string
  readonly scheme: string
  readonly meaning: string
}

/** How a label is named, drawn and coded in files. */
export interface LabelStyle {
  readonly title: string
  /** 0 to 255; the colours of the screen, from the Okabe-Ito set. */
  readonly rgb: readonly [number, number, number]
  /** SNOMED CT. Of both airways: "Trachea and bronchus", the one concept for what the label holds. */
  readonly type: Code
}

const snomed = (value: string, meaning: string): Code => ({ value, scheme: 'SCT', meaning })

export const labelStyles: Readonly<Record<LabelName, LabelStyle>> = {
  lungs: { title: 'lungs', rgb: [0xdd, 0xe3, 0xe6], type: snomed('39607008', 'Lung') },
  right: { title: 'right lung', rgb: [0x56, 0xb4, 0xe9], type: snomed('3341006', 'Right lung') },
  left: { title: 'left lung', rgb: [0xe6, 0x9f, 0x00], type: snomed('44029006', 'Left lung') },
  airways: {
    title: 'trachea and main bronchi',
    rgb: [0xcc, 0x79, 0xa7],
    type: snomed('110726009', 'Trachea and bronchus'),
  },
}

/** Category of all of them. */
export const anatomicalStructure: Code = snomed('123037004', 'Anatomical Structure')
