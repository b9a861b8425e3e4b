/** Called by long work a few times a second or per slice; throws `E_CANCELLED` where the work was cancelled. */
export type Report = (done: number, total: number) => void

/** A report that goes nowhere. */
export const noReport: Report = () => {}
