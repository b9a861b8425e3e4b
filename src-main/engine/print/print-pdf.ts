/** Prints a page that stands on its own, UTF-8, as PDF, the same page to the same bytes. Throws `E_NO_BROWSER` where nothing can, and `E_CANCELLED`. */
export type PrintPdf = (html: Uint8Array, signal: AbortSignal) => Promise<Uint8Array>
