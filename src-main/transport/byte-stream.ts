import type { SharedBytes } from '../engine/bytes.ts'

const chunkBytes = 4 * 1024 * 1024

/**
 * The bytes of shared memory as a body: copied 4 MiB at a time and only as fast as they are taken, since a body can't be made
 * of shared memory and a copy of the whole would double it. It breaks off where the memory is let go of.
 */
export function byteStream({ bytes, check }: SharedBytes): ReadableStream<Uint8Array> {
  let at = 0
  return new ReadableStream(
    {
      pull: (controller) => {
        check?.()
        const end = Math.min(bytes.length, at + chunkBytes)
        if (at < end) controller.enqueue(Uint8Array.from(bytes.subarray(at, end)))
        at = end
        if (at === bytes.length) controller.close()
      },
    },
    { highWaterMark: 1 },
  )
}
