import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { stl } from '../../src-shared/formats/stl.ts'
import { type Grid, voxelVolumeMm3 } from '../../src-shared/geometry.ts'
import { marchingCubes } from '../../src-shared/imaging/marching-cubes.ts'
import { meshVolumeMm3 } from '../../src-shared/imaging/mesh-volume.ts'
import { smoothMesh } from '../../src-shared/imaging/smooth-mesh.ts'
import { type BitMask, countBits } from '../../src-shared/mask.ts'
import type { Mesh } from '../../src-shared/mesh.ts'
import { stageMask } from '../../src-shared/segmentation/run-method.ts'
import { manifoldFaults } from '../support/check-manifold.ts'
import { encodeBytes } from '../support/format-bytes.ts'
import { testGrids } from '../support/grids.ts'
import { referenceMissing, runPython } from '../support/python.ts'
import { readRawSeries, volumeOf } from '../support/raw-series.ts'
import { runArticle } from '../support/run-article.ts'
import { syntheticChest } from '../support/synthetic-chest.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { testData } from '../support/test-data.ts'

const noAdmesh = spawnSync('admesh', ['--version']).status === 0 ? null : 'admesh is not installed'

/** What admesh finds in an STL, before it repairs anything. Its volume is summed in float32, so that it holds to about 3 digits. */
function admesh(
  mesh: Mesh,
  mask: BitMask,
  grid: Grid,
): { open: number[]; degenerate: number; backwards: number; volume: number } {
  const file = join(temporaryFolder(), 'mesh.stl')
  writeFileSync(file, encodeBytes(stl, { labels: [{ label: 1, name: 'lungs', mask }], grid, mesh, text: '' }))
  const { stdout } = spawnSync('admesh', ['--exact', '--normal-directions', '--normal-values', file], {
    encoding: 'utf8',
  })
  const figure = (name: string): number =>
    Number(new RegExp(`${name}\\s*:\\s*(-?[\\d.]+)`).exec(stdout)?.[1] ?? Number.NaN)
  return {
    open: [
      'Facets with 1 disconnected edge',
      'Facets with 2 disconnected edges',
      'Facets with 3 disconnected edges',
    ].map(figure),
    degenerate: figure('Degenerate facets'),
    backwards: figure('Facets reversed'),
    volume: figure('Volume'),
  }
}

function check(mask: BitMask, grid: Grid): void {
  const mesh = marchingCubes(mask, grid)
  const voxels = countBits(mask) * voxelVolumeMm3(grid)
  const found = admesh(mesh, mask, grid)
  expect(found).toMatchObject({ open: [0, 0, 0], degenerate: 0, backwards: 0 })
  expect(found.volume).toBeGreaterThan(voxels * 0.99)
  expect(found.volume).toBeLessThan(voxels * 1.01)
  expect(found.volume / meshVolumeMm3(mesh)).toBeCloseTo(1, 3)
}

describe('a surface judged by admesh', () => {
  const chest = syntheticChest()
  it.skipIf(noAdmesh !== null).each(Object.entries(testGrids(chest.grid.size)))(
    `is closed and outward on a grid that is %s${noAdmesh ? ` (${noAdmesh})` : ''}`,
    (_, grid) => {
      const mask = stageMask(runArticle(volumeOf(chest)), 'threshold')
      const mesh = marchingCubes(mask, grid)
      const found = admesh(mesh, mask, grid)
      expect(found).toMatchObject({ open: [0, 0, 0], degenerate: 0, backwards: 0 })
      expect(found.volume).toBeGreaterThan(0)
      expect(found.volume / meshVolumeMm3(mesh)).toBeCloseTo(1, 3)
    },
  )

  const folder = testData('chest-ct64', 'dicom')
  const missing = noAdmesh ?? referenceMissing() ?? (folder === null ? 'no test data: chest-ct64' : null)
  it.skipIf(missing !== null)(
    `is closed and within 1 % of the voxels on chest-ct64${missing ? ` (${missing})` : ''}`,
    () => {
      const out = temporaryFolder()
      runPython([new URL('article_reference.py', import.meta.url).pathname, 'read', folder ?? '', out])
      const volume = volumeOf(readRawSeries(out))
      for (const planes of ['axial', 'rows']) {
        const mask = stageMask(runArticle(volume, { planes }), 'final')
        check(mask, volume.grid)
        const mesh = marchingCubes(mask, volume.grid)
        expect(manifoldFaults(mesh)).toEqual([])
        expect(Math.abs(meshVolumeMm3(smoothMesh(mesh, 10)) / meshVolumeMm3(mesh) - 1)).toBeLessThan(0.01)
      }
    },
  )
})
