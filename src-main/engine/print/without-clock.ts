/**
 * A printed PDF without the time it was printed at, so that two prints of one page are the same bytes: the dates of its information
 * dictionary (ISO 32000-1 14.3.3, both optional) become blanks, and nothing moves.
 */
export function withoutClock(pdf: Uint8Array): Uint8Array {
  const text = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength).toString('latin1')
  const number = /\/Info (\d+) 0 R/.exec(text.slice(text.lastIndexOf('trailer')))?.[1]
  const start = number === undefined ? -1 : text.search(new RegExp(`^${number} 0 obj`, 'm'))
  if (start < 0) return pdf
  const plain = pdf.slice()
  const information = text.slice(start, text.indexOf('endobj', start))
  for (const { index, 0: entry } of information.matchAll(/\/(?:CreationDate|ModDate)\s*\(D:[^()]*\)/g)) {
    plain.fill(' '.charCodeAt(0), start + index, start + index + entry.length)
  }
  return plain
}
