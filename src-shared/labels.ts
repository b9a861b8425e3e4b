/** Label values of every labelmap Hilum writes. 0 is background. */
export const labels = { rightLung: 1, leftLung: 2, airways: 3 } as const

/** The article's method knows no sides: its one label. */
export const articleLabel = 1
