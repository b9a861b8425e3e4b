import { constants } from 'node:os'

/** The system's code of an error, such as ENOENT; empty where it is none of the system's. */
export function errorCode(error: unknown): string {
  if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) return ''
  return 'errno' in error && typeof error.errno === 'number' ? (nameOf(error.errno) ?? error.code) : error.code
}

/** Of a number that Node itself has no code for ("Unknown system error -122"), such as EDQUOT and ESTALE. */
function nameOf(errno: number): string | undefined {
  const names = untold.filter((name) => constants.errno[name] === -errno)
  return names[0]
}

const untold = ['EDQUOT', 'ESTALE'] as const
