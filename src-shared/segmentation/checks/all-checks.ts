import type { Check } from './check-facts.ts'
import { consolidation } from './consolidation.ts'
import { densityDoubts } from './density-doubts.ts'
import { freeAir } from './free-air.ts'
import { lungSizes } from './lung-sizes.ts'
import { truncation } from './truncation.ts'

/** Every self-check on finished labels, in the order they are told. Stages check what they alone know. */
export const allChecks: readonly Check[] = [truncation, lungSizes, freeAir, consolidation, densityDoubts]
