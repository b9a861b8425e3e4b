/** Publishing a file must not be cut short by ending its thread; up to there a save heeds a cancel at once. */
export const saveGraceMs = 10_000
