import { describe, expect, it } from 'vitest'
import { prepareDecimation } from '../../src-main/engine/decimate-mesh.ts'
import { checkClosed } from '../../src-shared/formats/check-closed.ts'
import { marchingCubes } from '../../src-shared/imaging/marching-cubes.ts'
import { meshDistance } from '../../src-shared/imaging/mesh-distance.ts'
import { meshVolumeMm3 } from '../../src-shared/imaging/mesh-volume.ts'
import { stageLabels } from '../../src-shared/segmentation/run-method.ts'
import { plainChest, volumeOfChest } from '../support/chest-cases.ts'
import { runStandard } from '../support/run-standard.ts'
import { boxMesh } from '../support/sample-shapes.ts'

describe('decimation', () => {
  it('of 0 per cent is the surface itself', async () => {
    const mesh = boxMesh([0, 0, 0], [1, 2, 3])
    expect((await prepareDecimation(0))(mesh)).toBe(mesh)
  })

  const volume = volumeOfChest(plainChest())
  const lungs = stageLabels(runStandard(volume), 'final').filter(({ name }) => name !== 'airways')

  it.each([25, 50, 90, 95])('of %d per cent leaves lungs closed, outward and where they were', async (percent) => {
    expect(lungs).toHaveLength(2)
    for (const { mask } of lungs) {
      const mesh = marchingCubes(mask, volume.grid)
      const fewer = (await prepareDecimation(percent))(mesh)
      if (fewer === null) throw new Error('it was refused')
      expect(fewer.indices.length / mesh.indices.length).toBeCloseTo(1 - percent / 100, 2)
      expect(Math.max(...fewer.indices)).toBe(fewer.positions.length / 3 - 1)
      expect(checkClosed(fewer)).toBe(true)
      expect(Math.abs(meshVolumeMm3(fewer) / meshVolumeMm3(mesh) - 1)).toBeLessThan(0.02)
      const { meanMm, maxMm } = meshDistance(mesh, fewer)
      expect(meanMm).toBeGreaterThan(0)
      // voxels of 2.8 x 2.8 x 4 mm
      expect(meanMm).toBeLessThan(1)
      expect(maxMm).toBeLessThan(12)
    }
  })

  it('gives the same triangles each time', async () => {
    const mesh = marchingCubes(lungs[0]?.mask ?? never(), volume.grid)
    const decimate = await prepareDecimation(80)
    expect(decimate(mesh)).toEqual(decimate(mesh))
  })

  it('refuses to leave a surface open', async () => {
    const { positions, indices } = boxMesh([0, 0, 0], [1, 2, 3])
    expect((await prepareDecimation(1))({ positions, indices: indices.slice(3) })).toBeNull()
    expect((await prepareDecimation(1))({ positions, indices: indices.toReversed() })).toBeNull()
  })
})

function never(): never {
  throw new Error('no lung')
}
