import { spawnSync } from 'node:child_process'
import { describe, it } from 'vitest'

/** Other people's programs that judge ours, and how to ask whether they are there. */
const asks = {
  dcm2niix: ['dcm2niix', '--version'],
  dciodvfy: ['dciodvfy', '-version'],
  admesh: ['admesh', '--version'],
  assimp: ['assimp', 'version'],
  vtk: ['/usr/bin/python3', '-c', 'import vtk'],
  nibabel: ['/usr/bin/python3', '-c', 'import nibabel'],
  scipy: ['/usr/bin/python3', '-c', 'import scipy.ndimage'],
  pydicom: ['/usr/bin/python3', '-c', 'import pydicom'],
  opencv: ['/usr/bin/python3', '-c', 'import cv2'],
  plastimatch: ['plastimatch', '--version'],
  orthanc: ['Orthanc', '--version'],
} as const
export type Judge = keyof typeof asks

const missing = (judge: Judge): boolean => {
  const [program, ...args] = asks[judge]
  const { error, status } = spawnSync(program, args)
  return error !== undefined || (program.includes('python') && status !== 0)
}

/** A suite that needs these programs; where one is absent, one skipped test that gives the reason stands for it. */
export function describeWithJudges(name: string, judges: readonly Judge[], suite: () => void): void {
  const absent = judges.filter(missing)
  if (absent.length === 0) {
    describe(name, suite)
    return
  }
  const reason = `not installed: ${absent.join(', ')}`
  console.warn(`SKIPPED ${name}: ${reason}`)
  describe(name, () => {
    it.skip(`not run (${reason})`, () => {})
  })
}
