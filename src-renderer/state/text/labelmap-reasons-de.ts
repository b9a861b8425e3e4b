import type { Failure } from '../../../src-shared/failure.ts'
import { fillReason, isLabelmapReason, type LabelmapReason } from '../../../src-shared/labelmap-reasons.ts'
import { f } from './de/words.ts'

const known =
  'Hilum kennt 1 (rechte Lunge), 2 (linke Lunge) und 3 (Atemwege) oder ein Label für die ganze Lunge. Im Programm, das sie gemacht hat, jedem Teil eines davon geben, Lappen das ihrer Lunge, und sie neu speichern.'

/** Why a mask file can't be read, and what to do, in German; the names in braces are those of the English sentence. */
export const germanLabelmapReasons: Readonly<Record<LabelmapReason, string>> = {
  'name-ending': 'Der Name der Datei endet auf keines von {endings}. Eine andere Datei wählen.',
  'not-dicom': 'Sie ist keine DICOM-Datei in Little Endian ohne Kompression. Die Datei noch einmal kopieren.',
  'not-mha': 'Sie hat keinen MetaImage-Kopf. Eine andere Datei wählen.',
  'not-nifti': 'Ihr Kopf ist nicht der einer NIfTI-Datei. Die Datei noch einmal kopieren.',
  'not-nrrd': 'Sie beginnt nicht als NRRD. Eine andere Datei wählen.',
  'not-numpy': 'Sie beginnt nicht als NumPy. Eine andere Datei wählen.',
  'not-seg': 'Sie ist DICOM, aber keine Segmentierung. Eine andere Datei wählen.',
  'not-rtstruct': 'Sie ist DICOM, aber kein RT Structure Set. Eine andere Datei wählen.',
  'header-end': 'Ihr Kopf hat kein Ende. Die Datei noch einmal kopieren.',
  'cut-short': 'Sie ist abgeschnitten. Die Datei noch einmal kopieren.',
  'voxel-count': 'Sie hat mehr oder weniger Voxel, als ihr Kopf sagt. Die Datei noch einmal kopieren.',
  'voxels-start': 'Wo ihre Voxel beginnen, stimmt nicht. Die Datei noch einmal kopieren.',
  'other-file': 'Ihre Voxel liegen in einer anderen Datei. Sie als eine Datei speichern.',
  'text-voxels': 'Ihre Voxel sind als Text geschrieben. Sie binär speichern.',
  axes: 'Sie enthält nicht ein Volumen mit drei Achsen. Sie als ein Volumen speichern.',
  layers: 'Sie hat nicht drei Achsen, wie bei Segmenten, die sich überlappen. Eine Ebene davon speichern.',
  channels: 'Sie hat mehrere Kanäle. Einen davon speichern.',
  type: 'Ihr Typ „{type}“ steht nicht für einfache Zahlen. Sie als vorzeichenlose Bytes speichern.',
  'not-numbers': 'Ihre Voxel sind keine einfachen Zahlen. Sie als vorzeichenlose Bytes speichern.',
  encoding: 'Ihre Kodierung ist „{encoding}“. Sie als raw oder gzip speichern.',
  space: 'Ihr Raum „{space}“ ist keiner der Person. Sie in LPS oder RAS speichern.',
  unit: 'Ihre Längeneinheit ist unbekannt. Sie in Millimetern speichern.',
  scaled: 'Ihre Labels sind skaliert. Sie ohne Skalierung speichern.',
  fortran: 'Sie ist in Fortran-Ordnung. Sie mit order="C" speichern.',
  'too-large': 'Sie ist größer als jedes CT. Ihren Kopf prüfen.',
  field: 'Ihr Feld „{field}“ besteht nicht aus {count} Zahlen. Sie neu speichern.',
  'no-volume': 'Ihre Achsen spannen keinen Raum auf. Ihren Kopf prüfen.',
  'not-labels': 'Ein Voxel enthält {value}, und Labels sind ganze Zahlen von 0 bis 255. Eine Maske wählen, kein Bild.',
  'other-labels': `Sie enthält die Labels {labels}; ${known}`,
  'many-labels': `Sie enthält {count} Labels ({labels} und so weiter); ${known}`,
  'no-sidecar': 'In ihr fehlt {sidecar}. Es mit den Schichten zusammen packen.',
  sidecar: 'Ihr {sidecar} sagt nicht, wo die Schichten liegen. Sie neu speichern.',
  'slice-count': 'Sie hat mehr oder weniger Schichten, als ihre Geometrie sagt. Die Datei noch einmal kopieren.',
  'slice-missing': 'Schicht {slice} von {slices} fehlt. Die Datei noch einmal kopieren.',
  'slice-kind': 'Schicht {slice} ist kein Graustufenbild von {size} Pixeln mit 8 Bit. Sie neu speichern.',
  'slice-damaged': 'Das Bild der Schicht {slice} ist beschädigt. Die Datei noch einmal kopieren.',
  'archive-packed': 'Ihr Archiv ist komprimiert. Es ohne Kompression neu packen.',
  'archive-damaged': 'Eine Datei in ihrem Archiv ist beschädigt. Es noch einmal kopieren.',
  'not-binary': 'Ihre Segmente sind nicht binär. Sie als binäres SEG speichern.',
  'pixel-spacing': 'Sie nennt ihre Pixelgröße nicht. Sie neu speichern.',
  'frame-place': 'Ein Einzelbild sagt nicht, wo es liegt. Sie neu speichern.',
  'frame-count': 'Sie hat weniger Einzelbilder, als ihr Kopf sagt. Die Datei noch einmal kopieren.',
  'frame-size':
    'Ihre Einzelbilder haben eine andere Größe als die Serie. Sie bei der Serie öffnen, aus der sie gemacht wurde.',
  'frame-elsewhere':
    'Ein Einzelbild liegt auf keiner der Schichten. Sie bei der Serie öffnen, aus der sie gemacht wurde.',
  'segment-label': 'Segment {segment} hat kein Label von 1 bis 255. Ihre Segmente ab 1 nummerieren.',
  'segments-overlap': 'Ihre Segmente überlappen sich. Sie einzeln speichern.',
  'contour-points': 'Eine Kontur ist keine Liste von Punkten. Sie neu speichern.',
  'contour-elsewhere':
    'Eine Kontur liegt auf keiner der Schichten. Sie bei der Serie öffnen, aus der sie gemacht wurde.',
  'contour-voxels': 'Konturen haben keine eigenen Voxel. Sie bei der Serie öffnen, aus der sie gemacht wurde.',
  'region-label': 'Region {region} hat kein Label von 1 bis 255. Ihre Regionen ab 1 nummerieren.',
}

/** What is said in German of a mask file that can't be read. */
export function germanLabelmap({ details }: Pick<Failure, 'details'>): string {
  const { reason, file } = details
  const named = typeof file === 'string' ? `${file}: ` : ''
  return isLabelmapReason(reason)
    ? `${named}Diese Maske kann Hilum nicht lesen. ${fillReason(germanLabelmapReasons[reason], details, f)}`
    : `${named}Diese Datei ist keine Maske, die Hilum liest. Eine andere wählen oder sie neu speichern.`
}
