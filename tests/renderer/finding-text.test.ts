import { describe, expect, it } from 'vitest'
import { failureText, findingText, skippedText } from '../../src-renderer/state/finding-text.ts'
import { de } from '../../src-renderer/state/text/de.ts'
import { en } from '../../src-renderer/state/text/en.ts'
import { germanBestReason } from '../../src-renderer/state/text/findings-de.ts'
import type { Finding } from '../../src-shared/finding.ts'

const gap: Finding = {
  code: 'E_GAP',
  severity: 'error',
  message: 'One slice is missing: a gap of 16.0 mm where slices are 8.0 mm apart.',
  details: { missing: 1, gapMm: 16, spacingMm: 8 },
}

describe('findings in the language of the page', () => {
  it('are built from their details', () => {
    expect(findingText(en, gap)).toBe(gap.message)
    expect(findingText(de, gap)).toBe(
      '1 Schicht fehlt: eine Lücke von 16,00 mm, wo Schichten 8,00 mm auseinanderliegen.',
    )
    const tilt: Finding = { code: 'W_TILT', severity: 'warning', message: 'Gantry tilt', details: { degrees: 12.5 } }
    expect(findingText(de, tilt)).toContain('12,5°')
  })

  it('name what differs of two grids', () => {
    const details = {
      file: 'lungs.nii.gz',
      differs: ['size', 'spacing'],
      ours: ['2 x 2 x 2', '1 mm'],
      theirs: ['3 x 2 x 2', '2 mm'],
    }
    const said = failureText(de, { code: 'E_GRID', message: 'Other grid.', details })
    expect(said).toMatch(/^lungs\.nii\.gz: .*: Größe 2 x 2 x 2 und 3 x 2 x 2; Abstand 1 mm und 2 mm\./)
    expect(failureText(de, { code: 'E_GRID', message: 'Other grid.', details: {} })).toContain(
      'nicht auf denselben Voxeln',
    )
  })

  it('stay English where there is no sentence for the code or its details are not there', () => {
    expect(findingText(de, { ...gap, details: {} })).toBe(gap.message)
    expect(findingText(de, { code: 'W_NEW', severity: 'warning', message: 'Something new.' })).toBe('Something new.')
  })

  it('give the reasons of skipped files and of the best series', () => {
    const file = { file: 'a.txt', code: 'E_NOT_DICOM', message: 'Not DICOM.' }
    expect(skippedText(en, file)).toBe('Not DICOM.')
    expect(skippedText(de, file)).not.toBe('Not DICOM.')
    const reason =
      'Among the largest axial CT series: 120 slices, evenly spaced, none missing. Series 4 is as large, with the sharp kernel B70f: good for vessels, doubtful for density.'
    expect(germanBestReason(reason, 120)).toMatch(/^Unter den größten .*120 Schichten.*Serie 4 .*B70f/)
  })
})
