import type { ReactElement } from 'react'

/** Strokes of every icon on a 16 px box. */
const paths = {
  lungs:
    'M8 1.8v6.4M8 6.2 6.2 8.4M8 6.2l1.8 2.2M5.9 4.2c-2.6.6-4.6 4.6-4.6 7.7 0 2 1.6 2.3 3 1.5 1.2-.7 1.6-1.4 1.6-2.9zM10.1 4.2c2.6.6 4.6 4.6 4.6 7.7 0 2-1.6 2.3-3 1.5-1.2-.7-1.6-1.4-1.6-2.9z',
  search: 'M7 11.8a4.8 4.8 0 1 0 0-9.6 4.8 4.8 0 0 0 0 9.6zM10.6 10.6l3.4 3.4',
  help: 'M8 14.2A6.2 6.2 0 1 0 8 1.8a6.2 6.2 0 0 0 0 12.4zM6.2 6.3a1.8 1.8 0 1 1 2.7 1.6c-.6.3-.9.7-.9 1.3M8 11.3v.01',
  settings:
    'M1.5 4.8h7.2M12.3 4.8h2.2M10.5 6.5a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4zM1.5 11.2h2.2M7.3 11.2h7.2M5.5 12.9a1.7 1.7 0 1 0 0-3.4 1.7 1.7 0 0 0 0 3.4z',
  folder: 'M1.8 12.8V3.4h4l1.4 1.8h7v7.6z',
  'folder-in': 'M1.8 12.8V3.4h4l1.4 1.8h7v7.6zM8 7v3.8M6.3 9.2 8 10.9l1.7-1.7',
  'folder-up': 'M1.8 12.8V3.4h4l1.4 1.8h7v7.6zM8 10.9V7.1M6.3 8.7 8 7l1.7 1.7',
  check: 'M2.8 8.6 6.3 12l6.9-8',
  warning: 'M8 2.2 14.6 13.6H1.4zM8 6.6v3.2M8 11.8v.01',
  error: 'M5.4 1.8h5.2l3.6 3.6v5.2l-3.6 3.6H5.4l-3.6-3.6V5.4zM8 4.9v3.7M8 11v.01',
  info: 'M8 14.2A6.2 6.2 0 1 0 8 1.8a6.2 6.2 0 0 0 0 12.4zM8 7.4v3.6M8 5v.01',
  'chevron-right': 'M6 3.5 10.5 8 6 12.5',
  'chevron-left': 'M10 3.5 5.5 8l4.5 4.5',
  'chevron-down': 'M3.5 6 8 10.5 12.5 6',
  lock: 'M3.4 7.2h9.2v6.4H3.4zM5.4 7.2V5a2.6 2.6 0 0 1 5.2 0v2.2',
  eye: 'M1.4 8S3.8 3.8 8 3.8 14.6 8 14.6 8 12.2 12.2 8 12.2 1.4 8 1.4 8zM8 9.9a1.9 1.9 0 1 0 0-3.8 1.9 1.9 0 0 0 0 3.8z',
  'eye-off':
    'M3.2 5.4C2 6.6 1.4 8 1.4 8S3.8 12.2 8 12.2c1 0 1.9-.2 2.7-.6M6.4 4c.5-.1 1-.2 1.6-.2 4.2 0 6.6 4.2 6.6 4.2s-.7 1.2-2 2.4M2 2l12 12',
  crosshair: 'M8 1.5v4M8 10.5v4M1.5 8h4M10.5 8h4',
  window: 'M8 14.2A6.2 6.2 0 1 0 8 1.8a6.2 6.2 0 0 0 0 12.4z',
  pan: 'M8 1.6v12.8M1.6 8h12.8M6.2 3.4 8 1.6l1.8 1.8M6.2 12.6 8 14.4l1.8-1.8M3.4 6.2 1.6 8l1.8 1.8M12.6 6.2 14.4 8l-1.8 1.8',
  zoom: 'M7 11.8a4.8 4.8 0 1 0 0-9.6 4.8 4.8 0 0 0 0 9.6zM10.6 10.6l3.4 3.4M5 7h4M7 5v4',
  undo: 'M5.2 2.8 2.2 5.8l3 3M2.4 5.8h6.8a4 4 0 0 1 0 8H6.4',
  redo: 'M10.8 2.8l3 3-3 3M13.6 5.8H6.8a4 4 0 0 0 0 8h2.8',
  invert: 'M2.4 2.4h11.2v11.2H2.4zM13.6 2.4 2.4 13.6',
  fit: 'M2 5.6V2h3.6M10.4 2H14v3.6M14 10.4V14h-3.6M5.6 14H2v-3.6',
  grid: 'M2.2 2.2h4.8v4.8H2.2zM9 2.2h4.8v4.8H9zM2.2 9h4.8v4.8H2.2zM9 9h4.8v4.8H9z',
  columns: 'M2.2 2.6h11.6v10.8H2.2zM8 2.6v10.8',
  single: 'M2.6 2.6h10.8v10.8H2.6z',
  'main-side': 'M2.2 2.6h11.6v10.8H2.2zM9.8 2.6v10.8M9.8 6.2h4M9.8 9.8h4',
  cube: 'M8 1.8l5.6 3v6.4L8 14.2l-5.6-3V4.8zM2.4 4.8 8 7.8l5.6-3M8 7.8v6.4',
  save: 'M8 2v8M4.8 7 8 10.2 11.2 7M2.6 10.8v2.8h10.8v-2.8',
  picture: 'M1.8 4.8h3l1-1.8h4.4l1 1.8h3v8.4H1.8zM8 11.2a2.4 2.4 0 1 0 0-4.8 2.4 2.4 0 0 0 0 4.8z',
  close: 'M3.6 3.6l8.8 8.8M12.4 3.6l-8.8 8.8',
  stop: 'M4 4h8v8H4z',
  dot: 'M8 7.3a.7.7 0 1 0 0 1.4.7.7 0 0 0 0-1.4z',
  swap: 'M2 5.2h11M10.4 2.6 13 5.2l-2.6 2.6M14 10.8H3M5.6 8.2 3 10.8l2.6 2.6',
  difference: 'M6 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM10 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8z',
  smooth: 'M1.6 11c2.4 0 2.8-6 6.4-6s4 6 6.4 6',
} as const

export type IconName = keyof typeof paths

/** A 16 px stroke picture, silent to assistive technology unless `title` is given. */
export function Icon({
  name,
  size = 16,
  title,
  className,
}: {
  name: IconName
  size?: number
  title?: string
  className?: string
}): ReactElement {
  return (
    <svg
      className={className}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={size > 24 ? 0.7 : 1.4}
      strokeLinecap="round"
      strokeLinejoin="round"
      role={title === undefined ? undefined : 'img'}
      aria-hidden={title === undefined ? true : undefined}
      aria-label={title}
    >
      {name === 'window' && <path d="M8 1.8a6.2 6.2 0 0 0 0 12.4z" fill="currentColor" />}
      <path d={paths[name]} />
    </svg>
  )
}
