/** What of the program's making is known; null where it is not, and never guessed. */
export interface BuildFacts {
  /** Git commit of the sources. */
  readonly commit: string | null
  /** Whether the sources differed from that commit. */
  readonly modified: boolean | null
  /** SHA-256 of package-lock.json, which names every dependency with its checksum. */
  readonly packageLockSha256: string | null
}

/** Of a program that says nothing of its making. */
export const unknownBuild: BuildFacts = { commit: null, modified: null, packageLockSha256: null }
