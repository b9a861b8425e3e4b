import type { Messages } from './en.ts'

/** Names and reasons of the stages, by method. */
export const germanStageTexts: Messages['method']['stageTexts'] = {
  article: {
    normalize: {
      title: 'Ordnen und normieren',
      why: 'Schichten in der Reihenfolge ihrer Nummern; gespeicherte Werte geteilt durch den größten, wie im Artikel.',
      source: 'Der Artikel: multi_visualization, preprocess_CT',
    },
    threshold: {
      title: 'Schwelle nach Otsu',
      why: 'Die Schwelle, die Luft und Gewebe am besten trennt, aus dem Histogramm der ganzen Serie; was darunter liegt, bleibt.',
      source: 'Otsu 1979; threshold_otsu aus scikit-image 0.19.3',
    },
    border: {
      title: 'Luft am Rand entfernen',
      why: 'In jeder Ebene ist das, was den Bildrand berührt, Luft um den Körper und geht.',
      source: 'Der Artikel: lung_separation; label aus scikit-image 0.19.3, Nachbarschaft 1',
    },
    'small-parts': {
      title: 'Kleine Teile entfernen',
      why: 'In jeder Ebene gelten Teile mit weniger als V Pixeln als Rauschen und gehen.',
      source: 'Der Artikel: volume_filterin',
    },
    closing: {
      title: 'Lücken schließen',
      why: 'In jeder Ebene füllt ein Closing mit dem 3x3-Kreuz Lücken von ein, zwei Pixeln und glättet den Umriss.',
      source: 'Der Artikel: applying_binary_closing; binary_closing aus scikit-image 0.19.3',
    },
    surface: {
      title: 'Oberfläche',
      why: 'Marching Cubes macht aus der Maske eine geschlossene Oberfläche; Glätten ist möglich, seine Änderung des Volumens wird gezeigt.',
      source: 'Lorensen und Cline 1987; Taubin 1995; Garland und Heckbert 1997',
    },
  },
  standard: {
    upright: {
      title: 'Aufrichten',
      why: 'Achsen nach links, hinten und oben im Patienten, und Auffüllung von Luft getrennt, damit die Art der Speicherung nichts ändert.',
      source: 'DICOM PS3.3, C.7.6.2.1.1 und C.7.5.1.1.2',
    },
    body: {
      title: 'Umriss des Körpers',
      why: 'Der Rumpf ohne Tisch, Kleidung und Arme, damit die Schwelle am Patienten allein gefunden wird.',
    },
    air: {
      title: 'Schwelle',
      why: 'In der Mitte zwischen Lunge und Weichteilen dieses Patienten, im Körper gefunden; was darunter liegt, ist Luft.',
    },
    outside: {
      title: 'Luft außen entfernen',
      why: 'In jeder Schicht liegt Luft, die den Bildrand berührt, außerhalb des Körpers und geht.',
    },
    parts: {
      title: 'Teile in 3-D',
      why: 'Zusammenhängende Luft im Körper; Darmgas und Hohlräume des Tisches gehen, da sie nach Ort und Dichte keine Lunge sind.',
    },
    airway: {
      title: 'Luftröhre und Bronchien',
      why: 'Die Luftröhre, an ihrer Form gefunden, und die Hauptbronchien gehören zu den Atemwegen, nicht zu den Lungen.',
    },
    lungs: {
      title: 'Lungen auswählen',
      why: 'Eine oder zwei Lungen nach Größe und Ort, mit den Inseln, die dazugehören.',
    },
    'small-parts': {
      title: 'Kleine Teile entfernen',
      why: 'Teile mit weniger als V Kubikmillimetern gelten als Rauschen und gehen.',
      source: 'Der Artikel: volume_filterin, in 3-D',
    },
    sides: {
      title: 'Rechts und links',
      why: 'Rechte und linke Lunge nach ihrem Ort im Patienten, getrennt, wo sie sich berühren.',
    },
    closing: {
      title: 'Lücken schließen',
      why: 'Gefäße und kleine Rundherde am Rand kommen in ihre Lunge zurück.',
    },
    cavities: {
      title: 'Hohlräume füllen',
      why: 'Gefäße, Rundherde und Raumforderungen, die eine Lunge umschließt, gehören zu ihr.',
    },
    outline: {
      title: 'Umriss glätten',
      why: 'Die Pleura ist glatt: Stufen vom Rauschen und Spitzen am Hilus gehen.',
    },
    measure: {
      title: 'Messen und prüfen',
      why: 'Volumen und Dichte jeder Lunge, und ob das Ergebnis stimmen kann.',
      source: 'Gevenois 1995; Müller 1988; Parr 2006 und 2008',
    },
    surface: {
      title: 'Oberfläche',
      why: 'Marching Cubes macht aus der Maske eine geschlossene Oberfläche; Glätten ist möglich, seine Änderung des Volumens wird gezeigt.',
      source: 'Lorensen und Cline 1987; Taubin 1995; Garland und Heckbert 1997',
    },
  },
}

export const germanParameterTexts: Messages['method']['parameterTexts'] = {
  planes: {
    title: 'Ebenen',
    description:
      'Ebenen, in denen Teile gesucht werden: Schichten, wie der Artikel sagt, oder Ebenen gleicher Zeile, wie sein Programm es tut.',
    choices: { axial: 'Schichten, wie gemeint', rows: 'Zeilen, wie programmiert' },
  },
  minComponentPx: {
    title: 'V',
    description: 'Kleinster Teil, der bleibt, in Pixeln seiner Ebene; kleinere werden entfernt.',
  },
  smoothingIterations: {
    title: 'Glättung',
    description:
      'Durchgänge einer Glättung, die das Volumen kaum ändert; 0 lässt die Oberfläche, wie der Artikel sie macht.',
    unit: 'Durchgänge',
  },
  decimationPercent: {
    title: 'Ausdünnung',
    description: 'Anteil der Dreiecke, der entfällt, die unwichtigsten zuerst; 0 lässt alle.',
  },
  bodyOpeningMm: {
    title: 'Öffnung des Umrisses',
    description: 'Was dünner ist als das Doppelte, gilt nicht als Körper: Kleidung, Decken, Tischschalen.',
  },
  thresholdMode: {
    title: 'Schwelle',
    description: 'Wie die Grenze zwischen Luft und Gewebe gefunden wird.',
    choices: { otsu: 'Otsu, −600 bis −320 HU', fixed: 'Fest bei −400 HU', manual: 'Von Hand' },
  },
  thresholdHU: {
    title: 'Schwelle von Hand',
    description: 'Voxel darunter gelten als Luft; gilt, wenn die Schwelle von Hand gesetzt wird.',
  },
  airwayWallMm: {
    title: 'Wand der Atemwege',
    description: 'Wie weit um die Atemwege Luft als deren unscharfe Wand gilt.',
  },
  minPartMm3: { title: 'V', description: 'Kleinster Teil in 3-D, der bleibt.' },
  closingRadiusMm: {
    title: 'Radius des Schließens',
    description: 'Radius der Kugel, die um jede Lunge rollt; Lücken, in die sie nicht passt, werden gefüllt.',
  },
  outlineRadiusMm: {
    title: 'Glättung des Umrisses',
    description: 'Radius der Scheibe, über die der Umriss in jeder Schicht geglättet wird; 0 lässt ihn, wie er ist.',
  },
  maxHoleMm2: {
    title: 'Größtes Loch in einer Schicht',
    description: 'Löcher einer Lunge bis zu dieser Fläche werden gefüllt; ringsum geschlossene Hohlräume immer.',
  },
}
