import type { SaveComparisonEvent } from '../../../src-shared/contract.ts'
import { Failure } from '../../../src-shared/failure.ts'
import { requireSameGrid } from '../../../src-shared/require-same-grid.ts'
import { asComfort } from '../as-comfort.ts'
import { comparisonEvent } from '../audit/describe-save.ts'
import { orLogged } from '../audit/or-logged.ts'
import { describeSide } from '../describe-side.ts'
import type { Handlers } from '../handlers.ts'
import { saveGraceMs } from '../save/save-grace.ts'
import type { Services } from '../services.ts'
import { requireComparable, sideOf } from './compare.ts'

/** Compares two results once more and saves what comes out: what is written is the engine's own, never what a page says. */
export function createSaveComparisonHandler(services: Services): Handlers['results']['saveComparison'] {
  const { audit, build, jobs, paths, pictures, pool, settings, store, version } = services
  return async ({ jobId, pictureId, folder, name, existing, identity = 'removed', ...ids }, { signal }) => {
    const [a, b] = [store.labelled(ids.a), store.labelled(ids.b)]
    const { info, series, sourceFolder } = a.volume
    if (b.volume.info.volumeId !== info.volumeId) {
      throw new Failure('E_GRID', 'A and B belong to two series. Compare two results of one series.')
    }
    requireSameGrid(info.grid, b.volume.info.grid, ['A', 'B'])
    requireComparable(store, a, b)
    const target = await paths.requireWritable(folder)
    const input = {
      sides: { a: sideOf(a), b: sideOf(b) },
      described: {
        version,
        build: await build(),
        series,
        grid: info.grid,
        sides: { a: describeSide(a), b: describeSide(b) },
      },
      png: pictureId === null ? null : pictures.get(pictureId),
      folder: target,
      name,
      existing,
      sourceFolders: [sourceFolder],
    }
    return jobs.start<SaveComparisonEvent>({ jobId, signal }, async (job) => {
      // before the work, so that what a killed save leaves is found at the next start
      await asComfort(settings.rememberSaveFolder(target))
      const files = await orLogged(services, { event: 'save', identity, signal: job.signal }, () =>
        pool.run('saveComparison', input, { signal: job.signal, graceMs: saveGraceMs, onEvent: job.emit }),
      )
      const digest = files.find((file) => file.name.endsWith('.json'))?.sha256 ?? null
      const finding = await audit.note(comparisonEvent(digest, files.length, identity))
      job.emit({ type: 'done', folder: target, files, findings: finding === null ? [] : [finding] })
    })
  }
}
