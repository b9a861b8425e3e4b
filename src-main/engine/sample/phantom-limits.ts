/** Least and most of what can be asked of the phantom. */
export const phantomLimits = { slices: [1, 2000], size: [32, 1024] } as const

export const phantomDefaults = { slices: 120, size: 512 } as const
