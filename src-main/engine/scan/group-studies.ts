import type { SeriesInfo, StudyInfo } from '../../../src-shared/contract.ts'
import type { SeriesFacts } from '../../../src-shared/dicom/instance.ts'
import { chooseBest } from './choose-best.ts'
import { hashId } from './describe-series.ts'

/** A series with what tells its study. */
export interface StudyMember {
  readonly facts: SeriesFacts
  readonly studyInstanceUid: string
  readonly patientId: string
  readonly info: SeriesInfo
}

/** Studies in the order of their first series, each with its series by number and the best one for lungs marked. */
export function groupStudies(members: readonly StudyMember[]): StudyInfo[] {
  const studies = new Map<string, StudyInfo>()
  for (const { facts, studyInstanceUid, patientId, info } of members) {
    const code = hashId(`${patientId}\n${studyInstanceUid}`)
    const study = studies.get(code) ?? {
      studyId: code,
      caseCode: `${code.slice(0, 4)}-${code.slice(4, 6)}`.toUpperCase(),
      date: facts.studyDate,
      description: [facts.modality, facts.bodyPart].filter(Boolean).join(' '),
      scanner: [facts.manufacturer, facts.model].filter(Boolean).join(' '),
      series: [],
    }
    studies.set(code, { ...study, series: [...study.series, info] })
  }
  return [...studies.values()].map(withBest)
}

function withBest(study: StudyInfo): StudyInfo {
  const best = chooseBest(study.series)
  const ordered = study.series.toSorted(
    (a, b) => (a.seriesNumber ?? 0) - (b.seriesNumber ?? 0) || (a.seriesInstanceUid < b.seriesInstanceUid ? -1 : 1),
  )
  const marked = ordered.map((info) =>
    info.seriesId === best?.seriesId ? { ...info, best: { reason: best.reason } } : info,
  )
  return { ...study, series: marked }
}
