import type { Messages } from '../en.ts'
import { count } from './words.ts'

// German texts of the start page and the folder dialog.

export const start: Messages['start'] = {
  title: 'CT-Studie öffnen',
  lead: 'Hilum liest einen Ordner mit DICOM-Dateien, findet die Lungen und zeigt jeden Schritt. Nichts verlässt diesen Rechner, und der Ordner wird nie verändert.',
  drop: 'Ordner hier ablegen',
  choose: 'Ordner wählen',
  dropHint: 'Beliebige Dateinamen und Unterordner, auch eine CD mit DICOMDIR',
  openFolder: 'Ordner öffnen',
  sampleTitle: 'Beispielstudie öffnen',
  sampleText:
    'Ein eingebauter Brustkorb mit bekannten Lungen, 120 Schichten. V verschieben, Lungen drehen, speichern: Nichts davon ist ein Patient.',
  openSample: 'Beispiel öffnen',
  recent: 'Zuletzt geöffnet',
  clearList: 'Liste leeren',
  noRecent: 'Noch keine. Geöffnete Ordner stehen hier.',
  notConnected: 'Nicht verbunden',
  studies: (n) => count(n, 'Studie', 'Studien'),
  notice: 'Für Forschung und Lehre. Kein Medizinprodukt.',
  noticeText:
    'Verwenden Sie Hilum nicht für Diagnose, Behandlung oder Triage. Jedes Ergebnis braucht ein geschultes Auge; die Hinweise sagen, wo Sie zuerst hinsehen sollten.',
  dropInBrowser: 'Ein Browser verrät nicht, wo ein abgelegter Ordner liegt. Wählen Sie ihn hier.',
  surfacePicture: 'Oberfläche der Lungen der Beispielstudie',
}

export const folder: Messages['folder'] = {
  openTitle: 'Ordner öffnen',
  saveTitle: 'Ordner zum Speichern wählen',
  path: 'Pfad des Ordners',
  up: 'Eine Ebene höher',
  none: 'Hier sind keine Ordner.',
  absent: 'Es gibt keinen Ordner mit diesem Pfad.',
  maskTitle: 'Maskendatei laden',
  maskPath: 'Pfad der Maskendatei',
  maskList: 'Ordner und Maskendateien',
  maskNone: 'Hier sind keine Ordner und keine Maskendateien.',
  maskHint: (endings) =>
    `Eine Maske dieser Serie, von Hilum oder anderswo: ${endings}. Sie muss auf denselben Voxeln liegen.`,
  maskDropped: 'Ein Browser verrät nicht, wo eine abgelegte Datei liegt. Wählen Sie sie hier.',
  maskOpen: 'Diese Maske laden',
  open: 'Diesen Ordner öffnen',
  choose: 'In diesen Ordner speichern',
  newFolder: 'Neuer Ordner',
  newName: 'Name des neuen Ordners',
  create: 'Ordner anlegen',
  list: 'Ordner',
  reading: 'Ordner wird gelesen',
  hint: 'Gehen Sie zum Ordner, oder tippen Sie seinen Pfad und drücken Enter.',
}
