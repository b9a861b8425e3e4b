import type { Messages } from '../en.ts'
import { count, f } from './words.ts'

// German texts of the bars, the palette, the help and the settings.

export const appBar: Messages['appBar'] = {
  findAction: 'Aktion suchen',
  help: 'Alle Tasten',
  settings: 'Einstellungen',
  identityHidden: 'Identität verborgen',
  identityHint: 'Namen, Nummern und Geburtsdaten kommen nie auf den Bildschirm. Der Fallcode steht für sie.',
  caseCode: (code) => `Fall ${code}`,
  sample: 'Beispielstudie',
  caseFacts: (modality, slices, mm) =>
    `${modality}, ${count(slices, 'Schicht', 'Schichten')}${mm === null ? '' : `, ${f.short(mm, 2)} mm`}`,
}

export const session: Messages['session'] = {
  usedUpTitle: 'Diese Adresse wurde schon benutzt',
  usedUp:
    'Eine Adresse von Hilum öffnet einmal, in einem Browser. Nehmen Sie eine neue: Starten Sie Hilum noch einmal oder nehmen Sie die Adresse, die es zuletzt ausgegeben hat.',
  expiredTitle: 'Diese Adresse ist zu alt',
  expired:
    'Eine Adresse von Hilum öffnet innerhalb einer Minute. Nehmen Sie die neue, die Hilum gerade dort ausgegeben hat, wo es gestartet wurde.',
  unreachableTitle: 'Hilum antwortet nicht',
  unreachable: 'Es wurde wohl beendet. Starten Sie es neu und öffnen Sie die Adresse, die es ausgibt.',
}

export const status: Messages['status'] = {
  voxel: (size) => `Voxel ${size} mm`,
  version: (version) => `Hilum ${version}`,
}

export const palette: Messages['palette'] = {
  title: 'Aktion suchen',
  placeholder: 'Name einer Aktion',
  none: 'Keine Aktion heißt so.',
}

export const help: Messages['help'] = {
  title: 'Alle Tasten',
  groups: {
    general: 'Überall',
    studies: 'Studien',
    slices: 'Schichten',
    method: 'Verfahren und Ergebnisse',
    view: 'Ansicht',
  },
  mouse: 'Maus',
  mouseRows: [
    ['Links ziehen', 'das gewählte Werkzeug'],
    ['Rechts ziehen', 'Fensterung'],
    ['Mitte ziehen, Umschalt links ziehen', 'Bild verschieben'],
    ['Rad', 'Schicht; Umschalt: 5 Schichten'],
    ['Strg Rad', 'Zoom am Zeiger'],
    ['Doppelklick', 'Ansicht groß und zurück; Regler auf Vorgabe'],
    ['3-D', 'links dreht, rechts verschiebt, Rad zoomt'],
  ],
}

export const settings: Messages['settings'] = {
  title: 'Einstellungen',
  language: 'Sprache',
  languages: { en: 'English', de: 'Deutsch' },
  singleKeys: 'Einzelne Buchstabentasten',
  singleKeysHint: 'Aus: Buchstaben und Ziffern allein tun nichts; Strg, Alt und Funktionstasten gehen weiter.',
  interpolate: 'Schichten glätten',
  interpolateHint: 'Aus: Jedes Voxel erscheint als Block, und Umrisse folgen seinen Kanten.',
  about: (version, host, threads) => `Hilum ${version}, ${host}, ${count(threads, 'Arbeitsthread', 'Arbeitsthreads')}`,
  hosts: { electron: 'eigenes Fenster', web: 'Browser', cli: 'Kommandozeile' },
  attribution:
    'Hilum steht auf offenen Bibliotheken; ihre Lizenzen liegen beim Programm. Es stellt keine Netzverbindung her.',
}
