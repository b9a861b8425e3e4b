/** Red, green and blue of `#rrggbb`, 0 to 255. */
export function rgbOf(colour: string): [number, number, number] {
  const part = (at: number): number => Number.parseInt(colour.slice(at, at + 2), 16)
  return [part(1), part(3), part(5)]
}
