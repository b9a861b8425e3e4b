import { type BuildFacts, unknownBuild } from '../../src-shared/build-facts.ts'

/** Put in its place by the build; not there where the sources run as they are. */
declare const HILUM_BUILD: BuildFacts | undefined

/** What this program was built from. */
export const bakedBuild: BuildFacts = typeof HILUM_BUILD === 'undefined' ? unknownBuild : HILUM_BUILD
