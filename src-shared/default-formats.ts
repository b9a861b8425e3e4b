/** Ids of what is saved where nothing else is asked for: one labelmap and one surface that most tools read. */
export const defaultFormats: readonly string[] = ['nifti', 'stl']

/** What the names of files begin with where nothing else is asked for. */
export const defaultName = 'lungs'
