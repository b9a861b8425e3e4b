import { describe, expect, it } from 'vitest'
import {
  cross,
  directionLetter,
  dot,
  indexToPoint,
  pointToIndex,
  slicePlane,
  type Vec3,
} from '../../src-shared/geometry.ts'
import type { Volume } from '../../src-shared/volume.ts'
import { axes, block, orientations } from '../support/dicom/control-block.ts'
import { type Files, writeFiles } from '../support/dicom/control-series.ts'
import { loadSource, onlySource, openFolder } from '../support/dicom/open-folder.ts'
import { orientedSeries } from '../support/dicom/oriented-series.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/** Mean LPS point of the voxels for which `choose` holds. */
function centreOf({ grid, hu }: Volume, choose: (hu: number, point: Vec3) => boolean): { point: Vec3; voxels: number } {
  const sum = [0, 0, 0]
  let voxels = 0
  let at = 0
  for (let k = 0; k < grid.size[2]; k++) {
    for (let j = 0; j < grid.size[1]; j++) {
      for (let i = 0; i < grid.size[0]; i++, at++) {
        const point = indexToPoint(grid, [i, j, k])
        if (!choose(hu[at] as number, point)) continue
        point.forEach((value, axis) => {
          sum[axis] = (sum[axis] as number) + value
        })
        voxels++
      }
    }
  }
  return { point: sum.map((value) => value / voxels) as unknown as Vec3, voxels }
}

async function load(files: Files): Promise<{ volume: Volume; plane: string | null }> {
  const folder = temporaryFolder()
  writeFiles(folder, files)
  const source = onlySource(await openFolder(folder))
  expect(source.findings.filter(({ severity }) => severity === 'error')).toEqual([])
  return { volume: (await loadSource(source)).volume, plane: source.info.plane }
}

describe('every way a scanner can lay its axes', () => {
  it('has 24 of them', () => {
    expect(new Set(orientations.map(({ name }) => name)).size).toBe(24)
  })

  it.each(orientations)('$name: the same voxels at the same points of the patient', async ({ row, column }) => {
    const { volume, plane } = await load(orientedSeries(block, row, column))
    const { grid, hu } = volume
    expect(grid.size[0] * grid.size[1] * grid.size[2]).toBe(hu.length)
    expect(dot(cross(grid.direction[0], grid.direction[1]), grid.direction[2])).toBeCloseTo(1, 9)
    const base = { ...grid, size: block.size, spacing: block.spacing, origin: block.origin }
    const upright = { ...base, direction: [axes[0] as Vec3, axes[2] as Vec3, axes[4] as Vec3] as const }
    let at = 0
    let wrong = 0
    for (let k = 0; k < grid.size[2]; k++) {
      for (let j = 0; j < grid.size[1]; j++) {
        for (let i = 0; i < grid.size[0]; i++, at++) {
          const index = pointToIndex(upright, indexToPoint(grid, [i, j, k]))
          const whole = index.map(Math.round) as unknown as Vec3
          const off = Math.max(...index.map((value, axis) => Math.abs(value - (whole[axis] as number))))
          if (off > 1e-6 || block.hu(...(whole as [number, number, number])) !== hu[at]) wrong++
        }
      }
    }
    expect(wrong).toBe(0)
    expect(plane).toBe(slicePlane(grid))
  })

  it.each(orientations)('$name: marker at left-anterior, larger lung on the left', async ({ row, column }) => {
    const { volume } = await load(orientedSeries(block, row, column))
    const marker = centreOf(volume, (hu) => hu === 400)
    expect(marker.point[0]).toBeCloseTo(4, 3)
    expect(marker.point[1]).toBeCloseTo(-7.6, 3)
    expect(directionLetter([marker.point[0], 0, 0])).toBe('L')
    expect(directionLetter([0, marker.point[1], 0])).toBe('A')
    const left = centreOf(volume, (hu, point) => hu === -850 && point[0] > 0)
    const right = centreOf(volume, (hu, point) => hu === -850 && point[0] < 0)
    expect(left.voxels).toBeGreaterThan(right.voxels * 1.2)
  })
})
