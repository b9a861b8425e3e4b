import { rgbOf } from '../hex-colour.ts'
import { labelColours, labelTitles } from '../label-looks.ts'
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
  /**
   * SNOMED CT, as DICOM's context groups of segments have it (PS3.16, CID 7155 and 7192): a lung is "Lung" with its side in `modifier`.
   * Of both airways: "Trachea and bronchus", the one concept for what the label holds.
   */
  readonly type: Code
  /** The side (PS3.16, CID 244); null where there is none. */
  readonly modifier: Code | null
}

const snomed = (value: string, meaning: string): Code => ({ value, scheme: 'SCT', meaning })

/** As the screen names and draws it; within headers titles stand in small letters. */
const styleOf = (name: LabelName, type: Code, modifier: Code | null = null): LabelStyle => ({
  title: labelTitles[name].toLowerCase(),
  rgb: rgbOf(labelColours[name]),
  type,
  modifier,
})

const lung = snomed('39607008', 'Lung')

export const labelStyles: Readonly<Record<LabelName, LabelStyle>> = {
  lungs: styleOf('lungs', lung),
  right: styleOf('right', lung, snomed('24028007', 'Right')),
  left: styleOf('left', lung, snomed('7771000', 'Left')),
  airways: styleOf('airways', snomed('110726009', 'Trachea and bronchus')),
}

/** Category of all of them. */
export const anatomicalStructure: Code = snomed('123037004', 'Anatomical Structure')
