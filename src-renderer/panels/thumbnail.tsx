import type { ReactElement } from 'react'
import type { SeriesInfo } from '../../src-shared/contract.ts'
import { HuPicture } from '../slice-view/hu-picture.tsx'
import { classes } from '../ui/classes.ts'
import css from './thumbnail.module.css'
import { usePreview } from './use-preview.ts'

const c = classes(css)
/** All thumbnails are cut from one picture of this size. */
export const thumbnailSize = 128

/** The middle slice of a series, small; its name stands beside it. */
export function Thumbnail(props: {
  readonly series: SeriesInfo
  readonly width: number
  readonly height: number
}): ReactElement {
  const preview = usePreview(props.series, 'axial', thumbnailSize)
  return (
    <span className={c('box')} style={{ width: props.width, height: props.height }}>
      {preview && (
        <HuPicture image={preview} window={preview.window} width={props.width} height={props.height} label="" />
      )}
    </span>
  )
}
