import type { Page } from 'playwright-core'

/**
 * What is wrong with the layout of the page as it stands, in words: text that runs out of the window, text that is cut off
 * without a tooltip or title that tells it whole, and texts that lie on each other. What scrolls may hide text, and what is only
 * for screen readers is not looked at.
 */
export const layoutFaults = (page: Page, within = 'body'): Promise<string[]> =>
  page.evaluate((selector) => {
    const faults: string[] = []
    const dialog = document.querySelector('[role=dialog]')
    const top = selector === 'body' && dialog !== null ? dialog : document.querySelector(selector)
    const owners = new Map<Element, Range>()
    const walker = document.createTreeWalker(top ?? document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const owner = node.parentElement
      if (owner === null || node.textContent?.trim() === '') continue
      if (!owner.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue
      // text for screen readers alone is clipped to a pixel
      if (owner.closest('[data-visually-hidden], svg, canvas, script, style, option') !== null) continue
      const range = document.createRange()
      range.selectNodeContents(node)
      owners.set(owner, range)
    }
    // of what is turned in space, backs lie behind fronts
    const isTurned = (owner: Element): boolean => {
      for (let box: Element | null = owner; box !== null; box = box.parentElement) {
        if (getComputedStyle(box).transformStyle === 'preserve-3d') return true
      }
      return false
    }
    const shown: { readonly text: string; readonly owner: Element; readonly box: DOMRect }[] = []
    for (const [owner, range] of owners) {
      const text = (owner.textContent ?? '').trim().replace(/\s+/g, ' ').slice(0, 80)
      const full = range.getBoundingClientRect()
      if (full.width <= 1 || full.height <= 1) continue
      let [left, right, upper, lower] = [full.left, full.right, full.top, full.bottom]
      let cut = false
      let scrolled = false
      for (let box: Element | null = owner; box !== null; box = box.parentElement) {
        const style = getComputedStyle(box)
        const { overflowX, overflowY, clipPath } = style
        if (clipPath !== 'none') scrolled = true
        if (overflowX === 'visible' && overflowY === 'visible') continue
        if (style.display === 'inline') continue
        const frame = box.getBoundingClientRect()
        if (frame.width <= 1 || frame.height <= 1) scrolled = true
        const scrolls = /auto|scroll/.test(overflowX + overflowY)
        const hides =
          left < frame.left - 1.5 || right > frame.right + 1.5 || upper < frame.top - 3 || lower > frame.bottom + 3
        if (hides && scrolls) scrolled = true
        else if (hides && !scrolled) cut = true
        left = Math.max(left, frame.left)
        right = Math.min(right, frame.right)
        upper = Math.max(upper, frame.top)
        lower = Math.min(lower, frame.bottom)
      }
      const named = owner.closest('[title], [aria-label], [data-tooltip], [aria-describedby]') !== null
      if (cut && !named) faults.push(`cut off: "${text}"`)
      if (!scrolled && (right > innerWidth + 1 || lower > innerHeight + 1 || left < -1 || upper < -1)) {
        faults.push(`runs out of the window: "${text}"`)
      }
      if (!isTurned(owner) && right - left > 1 && lower - upper > 1) {
        shown.push({ text, owner, box: new DOMRect(left, upper, right - left, lower - upper) })
      }
    }
    for (const [n, a] of shown.entries()) {
      for (const b of shown.slice(n + 1)) {
        if (a.owner.contains(b.owner) || b.owner.contains(a.owner)) continue
        const wide = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left)
        const high = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top)
        // boxes of lines reach some pixels above and below their letters
        if (wide > 2 && high > 5) faults.push(`lie on each other: "${a.text}" and "${b.text}"`)
      }
    }
    return faults
  }, within)
