/** Hands bytes to the browser as a file to keep. */
export function downloadFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser reads the object after the click; a minute is enough for any of ours.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
