import { randomUUID } from 'node:crypto'
import { Failure } from '../../src-shared/failure.ts'

/** Pictures that the page sent and that wait for a name and a folder; the newest few are kept. */
export interface Pictures {
  /** Names a picture for `results.savePicture`. Throws `E_PARAMETER` for anything but a PNG. */
  add(bytes: Uint8Array): string
  /** Throws `E_NOT_FOUND` for one that is not kept any more. */
  get(pictureId: string): Uint8Array
}

const mostKept = 4
const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

export function createPictures(): Pictures {
  const kept = new Map<string, Uint8Array>()
  return {
    add(bytes) {
      if (signature.some((byte, at) => bytes[at] !== byte)) {
        throw new Failure('E_PARAMETER', 'A picture is sent as a PNG. Take the picture again.')
      }
      const pictureId = randomUUID()
      kept.set(pictureId, bytes)
      const [oldest] = kept.keys()
      if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
      return pictureId
    },
    get(pictureId) {
      const bytes = kept.get(pictureId)
      if (bytes !== undefined) return bytes
      throw new Failure('E_NOT_FOUND', 'This picture is not kept any more. Take it again.', { pictureId })
    },
  }
}
