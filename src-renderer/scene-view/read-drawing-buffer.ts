import { Failure } from '../../src-shared/failure.ts'

const askAgainMs = 8

/**
 * What was drawn last into the canvas of a WebGL 2 context, rows from the top. To be called in the task that drew, before the
 * browser takes the buffer; the pixels come once the graphics card is done, and nothing waits for it until then.
 * Rejects with `E_INTERNAL` where the context is lost.
 */
export async function readDrawingBuffer(gl: WebGL2RenderingContext): Promise<ImageData> {
  const { drawingBufferWidth: width, drawingBufferHeight: height } = gl
  const buffer = gl.createBuffer()
  gl.bindBuffer(gl.PIXEL_PACK_BUFFER, buffer)
  gl.bufferData(gl.PIXEL_PACK_BUFFER, width * height * 4, gl.STREAM_READ)
  gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, 0)
  gl.bindBuffer(gl.PIXEL_PACK_BUFFER, null)
  const fence = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0)
  gl.flush()
  try {
    while (fence !== null && gl.clientWaitSync(fence, 0, 0) === gl.TIMEOUT_EXPIRED) {
      await new Promise((resolve) => setTimeout(resolve, askAgainMs))
    }
    if (fence === null || gl.isContextLost()) {
      throw new Failure('E_INTERNAL', 'The graphics driver stopped while the picture was drawn. Take it again.')
    }
    const rising = new Uint8Array(width * height * 4)
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, buffer)
    gl.getBufferSubData(gl.PIXEL_PACK_BUFFER, 0, rising)
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, null)
    return fromTop(rising, width, height)
  } finally {
    gl.deleteSync(fence)
    gl.deleteBuffer(buffer)
  }
}

/** WebGL counts rows from the bottom. */
function fromTop(rising: Uint8Array, width: number, height: number): ImageData {
  const image = new ImageData(width, height)
  const rowBytes = width * 4
  for (let y = 0; y < height; y++) {
    image.data.set(rising.subarray((height - 1 - y) * rowBytes, (height - y) * rowBytes), y * rowBytes)
  }
  return image
}
