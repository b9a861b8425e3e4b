import type { ParameterValues } from './parameters.ts'

/** How a surface is made of a mask: the parameters of the stage `surface`. */
export interface SurfaceOptions {
  readonly smoothingIterations: number
  /** Share of the triangles taken away, 0 to 95; none where it is left out. */
  readonly decimationPercent?: number
}

/** The options among a method's parameters; what is missing does nothing. */
export function surfaceOptions(values: ParameterValues): Required<SurfaceOptions> {
  const of = (name: string): number => {
    const value = values[name]
    return typeof value === 'number' ? value : 0
  }
  return { smoothingIterations: of('smoothingIterations'), decimationPercent: of('decimationPercent') }
}

export const sameSurface = (a: SurfaceOptions, b: SurfaceOptions): boolean =>
  a.smoothingIterations === b.smoothingIterations && (a.decimationPercent ?? 0) === (b.decimationPercent ?? 0)
