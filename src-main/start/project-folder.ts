import { fileURLToPath } from 'node:url'

/** The folder that holds package.json. */
export const projectFolder = fileURLToPath(new URL('../..', import.meta.url))
