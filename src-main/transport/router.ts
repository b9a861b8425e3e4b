import { implement } from '@orpc/server'
import { contract } from '../../src-shared/contract.ts'
import type { Engine } from '../engine/engine.ts'

/** The contract's procedures, each answered by the engine's handler of the same name. */
export function createRouter(engine: Engine) {
  const { handlers } = engine
  const os = implement(contract)
  return os.router({
    app: { info: os.app.info.handler(({ signal }) => handlers.app.info(undefined, { signal })) },
    jobs: { cancel: os.jobs.cancel.handler(({ input, signal }) => handlers.jobs.cancel(input, { signal })) },
    settings: {
      get: os.settings.get.handler(({ signal }) => handlers.settings.get(undefined, { signal })),
      set: os.settings.set.handler(({ input, signal }) => handlers.settings.set(input, { signal })),
    },
    folders: {
      recent: os.folders.recent.handler(({ signal }) => handlers.folders.recent(undefined, { signal })),
      clearRecent: os.folders.clearRecent.handler(({ signal }) => handlers.folders.clearRecent(undefined, { signal })),
      browse: os.folders.browse.handler(({ input, signal }) => handlers.folders.browse(input, { signal })),
      choose: os.folders.choose.handler(({ input, signal }) => handlers.folders.choose(input, { signal })),
      create: os.folders.create.handler(({ input, signal }) => handlers.folders.create(input, { signal })),
    },
    studies: {
      scan: os.studies.scan.handler(({ input, signal }) => handlers.studies.scan(input, { signal })),
      openSample: os.studies.openSample.handler(({ input, signal }) => handlers.studies.openSample(input, { signal })),
    },
    series: {
      load: os.series.load.handler(({ input, signal }) => handlers.series.load(input, { signal })),
      patient: os.series.patient.handler(({ input, signal }) => handlers.series.patient(input, { signal })),
      unload: os.series.unload.handler(({ input, signal }) => handlers.series.unload(input, { signal })),
    },
    segmentation: {
      run: os.segmentation.run.handler(({ input, signal }) => handlers.segmentation.run(input, { signal })),
      surface: os.segmentation.surface.handler(({ input, signal }) => handlers.segmentation.surface(input, { signal })),
      compare: os.segmentation.compare.handler(({ input, signal }) => handlers.segmentation.compare(input, { signal })),
    },
    labelmaps: {
      open: os.labelmaps.open.handler(({ input, signal }) => handlers.labelmaps.open(input, { signal })),
      close: os.labelmaps.close.handler(({ input, signal }) => handlers.labelmaps.close(input, { signal })),
      compare: os.labelmaps.compare.handler(({ input, signal }) => handlers.labelmaps.compare(input, { signal })),
    },
    results: {
      plan: os.results.plan.handler(({ input, signal }) => handlers.results.plan(input, { signal })),
      save: os.results.save.handler(({ input, signal }) => handlers.results.save(input, { signal })),
      savePicture: os.results.savePicture.handler(({ input, signal }) =>
        handlers.results.savePicture(input, { signal }),
      ),
      saveComparison: os.results.saveComparison.handler(({ input, signal }) =>
        handlers.results.saveComparison(input, { signal }),
      ),
    },
  })
}
