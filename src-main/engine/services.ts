import type { BuildFacts } from '../../src-shared/build-facts.ts'
import type { AuditLog } from './audit/audit-log.ts'
import type { Jobs } from './jobs.ts'
import type { AllowedPaths } from './paths.ts'
import type { Pictures } from './pictures.ts'
import type { Pool } from './pool.ts'
import type { PrintPdf } from './print/print-pdf.ts'
import type { Scans } from './scans.ts'
import type { SettingsStore } from './settings.ts'
import type { Store } from './store.ts'
import type { Tasks } from './tasks/task-table.ts'

/** What the handlers share. */
export interface Services {
  readonly host: 'electron' | 'web' | 'cli'
  readonly version: string
  /** True where the program ends with its first save, which may have the memory of all else: voxels, other threads. */
  readonly endsWithSave: boolean
  /** What the program was made of; asked once. */
  readonly build: () => Promise<BuildFacts>
  readonly audit: AuditLog
  readonly jobs: Jobs
  readonly pool: Pool<Tasks>
  readonly scans: Scans
  readonly store: Store
  readonly settings: SettingsStore
  readonly paths: AllowedPaths
  readonly pictures: Pictures
  readonly printPdf: PrintPdf
}
