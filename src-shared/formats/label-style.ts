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
  /** SNOMED CT. Of both airways: "Trachea and bronchus", the one concept for what the label holds. */
  readonly type: Code
}

const snomed = (value: string, meaning: string): Code => ({ value, scheme: 'SCT', meaning })

/** As the screen names and draws it; within headers titles stand in small letters. */
const styleOf = (name: LabelName, type: Code): LabelStyle => ({
  title: labelTitles[name].toLowerCase(),
  rgb: rgbOf(labelColours[name]),
  type,
})

export const labelStyles: Readonly<Record<LabelName, LabelStyle>> = {
  lungs: styleOf('lungs', snomed('39607008', 'Lung')),
  right: styleOf('right', snomed('3341006', 'Right lung')),
  left: styleOf('left', snomed('44029006', 'Left lung')),
  airways: styleOf('airways', snomed('110726009', 'Trachea and bronchus')),
}

/** Category of all of them. */
export const anatomicalStructure: Code = snomed('123037004', 'Anatomical Structure')
