import type { Finding } from '../../src-shared/finding.ts'

/** The findings without the names of study files, which may name the patient. */
export const hideFileNames = (findings: readonly Finding[]): Finding[] => findings.map(hideFileName)

function hideFileName({ where, ...finding }: Finding): Finding {
  const { file, ...place } = where ?? {}
  if (file === undefined) return where === undefined ? finding : { ...finding, where }
  const message = finding.message.startsWith(file)
    ? `A file${finding.message.slice(file.length)}`
    : finding.message.replaceAll(file, 'a file')
  return { ...finding, message, ...(Object.keys(place).length === 0 ? {} : { where: place }) }
}
