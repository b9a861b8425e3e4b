/** `from` to `to - 1` in stretches of at most `atOnce`, each with its end, so that no more slices need their bits at a time. */
export function stretches(from: number, to: number, atOnce: number): [number, number][] {
  return Array.from({ length: Math.ceil((to - from) / atOnce) }, (_, n) => [
    from + n * atOnce,
    Math.min(to, from + (n + 1) * atOnce),
  ])
}
