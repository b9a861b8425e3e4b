import { expect, it } from 'vitest'
import { findBrowser } from '../../src-main/engine/print/find-browser.ts'
import { writePhantom } from '../../src-main/engine/sample/write-phantom.ts'
import { savedText } from '../../src-renderer/state/saved-text.ts'
import { de } from '../../src-renderer/state/text/de.ts'
import { en } from '../../src-renderer/state/text/en.ts'
import { germanProof } from '../../src-renderer/state/text/proof-de.ts'
import { formats } from '../../src-shared/formats/registry.ts'
import { noReport } from '../../src-shared/report.ts'
import { openSession } from '../support/engine-session.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const browser = await findBrowser()
if (browser === null) console.warn('SKIPPED the proof of the PDF report: no browser to print it')

it.each(['standard', 'article'])(
  'the proof of every format is told in German with its figures, of method %s',
  async (method) => {
    const { dicomFolder } = await writePhantom(temporaryFolder(), { slices: 60, size: 96 }, noReport)
    const session = openSession()
    const out = temporaryFolder()
    await session.engine.allowFolder(out)
    const [study] = (await session.scan(dicomFolder)).studies
    const { volume } = await session.load(study?.series[0]?.seriesId ?? '')
    const { info } = await session.segment(volume.volumeId, {}, method)
    const wanted = formats.map(({ id }) => id).filter((id) => id !== 'report-pdf' || browser !== null)
    const { files } = await session.save(info.segmentationId, out, wanted)
    expect(files).toHaveLength(wanted.length + 1)
    for (const file of files) {
      expect(file.status, file.message).toBe('verified')
      expect(savedText(en, file)).toBe(file.message)
      const german = germanProof(file.message)
      expect(german, file.message).not.toBeNull()
      expect(savedText(de, file)).toBe(german)
      expect(german).not.toMatch(/\b(equal|lung|voxels|all|of|and|right|files?|within|closed|Read)\b/)
      // the same figures, written another way
      const digits = (text: string): string => text.replace(/[^\d]/g, '')
      expect(digits(german ?? '')).toBe(digits(file.message))
    }
  },
  60_000,
)

it('figures, labels and plurals stand as German has them', () => {
  expect(germanProof('Read back: 2 x 3 x 4 voxels all equal, 1,234 of them right lung; sides right.')).toBe(
    'Zurückgelesen: 2 × 3 × 4 Voxel alle gleich, 1.234 davon rechte Lunge; Seiten richtig.',
  )
  expect(germanProof('Read back: a PDF of 1 page, all bytes as printed.')).toBe(
    'Zurückgelesen: ein PDF mit 1 Seite, alle Bytes wie gedruckt.',
  )
  expect(germanProof('Read back: something new.')).toBeNull()
})
