import type { Page } from 'playwright-core'

/**
 * What stands in the way of something else on screen, in words: parts that lie outside the window, words on an image that lie on others,
 * neighbours in a toolbar or on the screen that overlap, words of a toolbar without room for three letters, and buttons that are cut off. Empty where all is well.
 */
export function crowded(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const told: string[] = []
    const slack = 0.6
    const fewestPx = 20
    const seen = (element: Element): boolean => {
      const { width, height } = element.getBoundingClientRect()
      return width > 1 && height > 1 && getComputedStyle(element).visibility === 'visible'
    }
    const nameOf = (element: Element): string =>
      `${element.className || element.tagName} "${(element.getAttribute('aria-label') ?? element.textContent ?? '').slice(0, 40)}"`
    const compare = (elements: readonly Element[]): void => {
      for (const [n, one] of elements.entries()) {
        const a = one.getBoundingClientRect()
        for (const other of elements.slice(n + 1)) {
          const b = other.getBoundingClientRect()
          const across = Math.min(a.right, b.right) - Math.max(a.left, b.left)
          const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
          if (across > slack && down > slack) told.push(`${nameOf(one)} lies on ${nameOf(other)}`)
        }
      }
    }
    const inside = (
      elements: readonly Element[],
      box: { left: number; right: number; top: number; bottom: number },
    ) => {
      for (const element of elements) {
        const { left, right, top, bottom } = element.getBoundingClientRect()
        if (
          left < box.left - slack ||
          right > box.right + slack ||
          top < box.top - slack ||
          bottom > box.bottom + slack
        )
          told.push(`${nameOf(element)} lies outside`)
      }
    }
    const all = (selector: string, within: ParentNode = document): Element[] =>
      [...within.querySelectorAll(selector)].filter(seen)

    const window_ = { left: 0, top: 0, right: innerWidth, bottom: innerHeight }
    const root = document.documentElement
    if (root.scrollWidth > innerWidth || root.scrollHeight > innerHeight)
      told.push('the page is larger than the window')
    const screen = all('main')[0]
    if (screen === undefined) return ['there is no screen']
    const parts = [...screen.children].filter(seen)
    inside([...parts, ...all('aside, header, footer, [role=contentinfo]')], window_)
    compare([...parts, ...all('aside')])

    for (const toolbar of all('[data-region=toolbar]')) {
      const leaves = all('button, strong', toolbar)
      compare(leaves)
      inside(leaves, toolbar.getBoundingClientRect())
    }
    for (const view of all('[data-region=viewports] > *')) {
      const words = all('.image-text, [data-here]', view)
      compare(words)
      inside(words, view.getBoundingClientRect())
    }
    for (const words of all('[data-region=toolbar] button > span')) {
      if (words.clientWidth < Math.min(words.scrollWidth, fewestPx)) told.push(`${nameOf(words)} is too narrow to read`)
    }
    for (const button of all('button')) {
      if (button.scrollWidth > button.clientWidth + 1) told.push(`${nameOf(button)} is cut off`)
    }
    return told
  })
}
