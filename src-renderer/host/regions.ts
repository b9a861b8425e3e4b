const focusable = 'button:not(:disabled), input:not(:disabled), [tabindex="0"], a[href]'

/** Moves focus into the next part of the page that carries `data-region`, round and round. */
export function focusNextRegion(document: Document): void {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')]
  const at = regions.findIndex((region) => region.contains(document.activeElement))
  for (let step = 1; step <= regions.length; step++) {
    const target = regions[(at + step) % regions.length]?.querySelector<HTMLElement>(focusable)
    if (target) {
      target.focus()
      return
    }
  }
}
