const chunkBytes = 4 * 1024 * 1024

/**
 * The bytes of shared memory as a body: copied 4 MiB at a time and only as fast as they are taken, since a body can't be made
 * of shared memory and a copy of the whole would double it.
 */
export function byteStream(bytes: Uint8Array): ReadableStream<Uint8Array> {
  let at = 0
  return new ReadableStream(
    {
      pull: (controller) => {
        const end = Math.min(bytes.length, at + chunkBytes)
        if (at < end) controller.enqueue(Uint8Array.from(bytes.subarray(at, end)))
        at = end
        if (at === bytes.length) controller.close()
      },
    },
    { highWaterMark: 1 },
  )
}
