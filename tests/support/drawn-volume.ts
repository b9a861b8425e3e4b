import type { Volume, VolumeSlice } from '../../src-shared/volume.ts'

const huOf: Readonly<Record<string, number>> = { '.': 40, '#': -800, ' ': -1000 }

/** A volume drawn as text: `#` lung (-800 HU), `.` tissue (40 HU); one drawing a slice. Every slice is changed by `slice`. */
export function drawnVolume(
  slices: readonly string[],
  slice: (k: number) => Partial<VolumeSlice> = () => ({}),
): Volume {
  const planes = slices.map((drawing) =>
    drawing
      .split('\n')
      .map((row) => row.trim())
      .filter((row) => row !== ''),
  )
  const [nx, ny, nz] = [planes[0]?.[0]?.length ?? 0, planes[0]?.length ?? 0, planes.length]
  return {
    grid: {
      size: [nx, ny, nz],
      spacing: [0.5, 0.5, 2],
      origin: [0, 0, 0],
      direction: [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ],
    },
    hu: Int16Array.from(planes.flat().flatMap((row) => [...row].map((pixel) => huOf[pixel] ?? 0))),
    stored: null,
    slices: planes.map((_, k) => ({ instanceNumber: k + 1, slope: 1, intercept: -1024, present: true, ...slice(k) })),
  }
}
