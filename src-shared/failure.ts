/**
 * What kind of trouble a failure code stands for; each kind has one exit status of the command line.
 */
export const exitStatusByKind = {
  different: 1,
  usage: 2,
  input: 3,
  empty: 4,
  output: 5,
  internal: 70,
  cancelled: 130,
} as const
export type FailureKind = keyof typeof exitStatusByKind

/**
 * Every failure code with its kind. A code is part of the contract: texts on screen, exit statuses and tests depend on it.
 */
export const failureCodes = {
  // how Hilum was called
  E_USAGE: 'usage',
  E_PARAMETER: 'usage',
  E_SERIES_UNCLEAR: 'usage',
  E_NOT_FOUND: 'usage',
  E_PATH_NOT_ALLOWED: 'usage',
  // folders
  E_FOLDER_NOT_FOUND: 'input',
  E_FOLDER_UNREADABLE: 'input',
  E_FOLDER_EMPTY: 'input',
  E_NO_DICOM: 'input',
  E_NO_CT: 'input',
  E_SERIES_NOT_FOUND: 'input',
  // one file
  E_NOT_DICOM: 'input',
  E_NOT_CT: 'input',
  E_READ: 'input',
  E_SPECIAL_FILE: 'input',
  E_DEPTH: 'input',
  E_FILE_TOO_LARGE: 'input',
  E_TRUNCATED: 'input',
  E_PIXEL_LENGTH: 'input',
  E_NO_PIXEL_DATA: 'input',
  E_DIMENSIONS: 'input',
  E_BITS: 'input',
  E_PHOTOMETRIC: 'input',
  E_MULTIFRAME: 'input',
  E_RESCALE: 'input',
  E_MODALITY_LUT: 'input',
  E_TRANSFER_SYNTAX: 'input',
  E_BAD_VR: 'input',
  E_NESTING: 'input',
  E_ELEMENT_COUNT: 'input',
  E_LENGTH_OVERFLOW: 'input',
  E_INFLATE: 'input',
  E_INFLATE_LIMIT: 'input',
  E_CODEC: 'input',
  E_UID: 'input',
  E_LOCALIZER: 'input',
  E_PARSE_TIMEOUT: 'input',
  // a series
  E_GEOMETRY: 'input',
  E_GAP: 'input',
  E_SPACING: 'input',
  E_TILT: 'input',
  E_ORIENTATION: 'input',
  E_INCONSISTENT: 'input',
  E_DUP_POSITION: 'input',
  E_DUP_SOP_DIFF: 'input',
  E_PATIENT_MIX: 'input',
  E_TOO_FEW: 'input',
  E_TOO_MANY: 'input',
  E_MEMORY: 'input',
  // two labelmaps
  E_GRID: 'input',
  // a labelmap that is opened
  E_LABELMAP: 'input',
  // results
  E_NO_LUNGS: 'empty',
  // checking what was saved
  E_NO_RECORD: 'input',
  E_MISMATCH: 'different',
  // saving
  E_OUTPUT_EXISTS: 'output',
  E_OUTPUT_NOT_WRITABLE: 'output',
  E_OUTPUT_IN_SOURCE: 'output',
  E_NO_SPACE: 'output',
  E_VERIFY: 'output',
  E_NO_BROWSER: 'output',
  // the rest
  E_CANCELLED: 'cancelled',
  E_WORKER_DIED: 'internal',
  E_INTERNAL: 'internal',
} as const satisfies Record<string, FailureKind>
export type FailureCode = keyof typeof failureCodes

/** Values a message was built from; never a patient's name, ID or date. */
export type Details = Readonly<Record<string, string | number | boolean | readonly (string | number)[] | null>>

/**
 * The request can't be done. `code` is the contract; `message` says what happened, where, and what to do, and names no patient.
 */
export class Failure extends Error {
  readonly code: FailureCode
  readonly details: Details
  constructor(code: FailureCode, message: string, details: Details = {}, options?: ErrorOptions) {
    super(message, options)
    this.name = 'Failure'
    this.code = code
    this.details = details
  }
  get kind(): FailureKind {
    return failureCodes[this.code]
  }
  get exitStatus(): number {
    return exitStatusByKind[this.kind]
  }
  toJSON(): { code: FailureCode; message: string; details: Details } {
    return { code: this.code, message: this.message, details: this.details }
  }
}

export function isFailureCode(value: unknown): value is FailureCode {
  return typeof value === 'string' && Object.hasOwn(failureCodes, value)
}

/** Rebuilds a Failure from its JSON form (a worker's or a host's reply). Unknown shapes become `E_INTERNAL`. */
export function failureFromJson(value: unknown): Failure {
  if (typeof value === 'object' && value !== null && 'code' in value && isFailureCode(value.code)) {
    const message = 'message' in value && typeof value.message === 'string' ? value.message : value.code
    const details =
      'details' in value && typeof value.details === 'object' && value.details !== null ? value.details : {}
    return new Failure(value.code, message, details as Details)
  }
  return new Failure('E_INTERNAL', 'An unknown problem was reported. Try again, and tell us if it stays.')
}

/** Turns anything thrown into a Failure; what is not one is our bug (`E_INTERNAL`), kept as the cause. */
export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown
  if (thrown instanceof Error && thrown.name === 'AbortError') return cancelled()
  const text = thrown instanceof Error ? thrown.message : String(thrown)
  return new Failure('E_INTERNAL', `Hilum stopped on a fault of its own: ${text}`, {}, { cause: thrown })
}

export function cancelled(): Failure {
  return new Failure('E_CANCELLED', 'Cancelled. Nothing was changed.')
}
