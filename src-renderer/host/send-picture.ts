import { pictureRoute, sentPictureSchema } from '../../src-shared/contract.ts'
import { readRefusal } from './bytes.ts'

/** Hands a PNG to the host and gives the id to save it by. Throws the Failure the host gave. */
export async function sendPicture(picture: Blob): Promise<string> {
  const response = await fetch(pictureRoute, {
    method: 'POST',
    headers: { 'x-hilum': '1', 'content-type': 'image/png' },
    // not the Blob itself: a host behind a scheme of its own can't read one
    body: await picture.arrayBuffer(),
  })
  if (!response.ok) throw await readRefusal(response)
  return sentPictureSchema.parse(await response.json()).pictureId
}
