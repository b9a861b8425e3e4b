import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Vec3 } from '../../src-shared/geometry.ts'
import { writeCtSlice } from './write-ct-slice.ts'

/** What no file without identity may hold. */
export const canaries = { name: 'Zzphi^Canary', id: 'PHI-CANARY-7731', birthDate: '19610102', accession: 'ACC1' }

// voxels and mm a voxel along x, y and z of the patient
const counts: Vec3 = [44, 40, 36]
const step: Vec3 = [1.25, 1.5, 2]
const start: Vec3 = [-26.5, -31.25, 12]

/** First and last lattice places of two boxes of air: a marker to the left and front, a larger box to the right and back. */
const marker = [
  [28, 6, 20],
  [33, 10, 27],
] as const
const larger = [
  [6, 20, 6],
  [20, 33, 18],
] as const

const inBox = ([low, high]: readonly [Vec3, Vec3], at: Vec3): boolean =>
  at.every((n, axis) => n >= (low[axis] as number) && n <= (high[axis] as number))

/** LPS mm of the marker's centre, and the voxels of both boxes. */
export const markerPoint = marker[0].map(
  (low, axis) => (start[axis] as number) + ((low + (marker[1][axis] as number)) / 2) * (step[axis] as number),
) as unknown as Vec3
export const boxVoxels = [marker, larger].map(([low, high]) =>
  low.reduce((product, from, axis) => product * ((high[axis] as number) - from + 1), 1),
) as [number, number]

// see oriented-series.ts: air where Otsu's threshold tells it from water
const darkHU = -902

function huAt(at: Vec3): number {
  if (inBox(marker, at) || inBox(larger, at)) return darkHU
  const body = at.every((n, axis) => n >= 2 && n < (counts[axis] as number) - 2)
  return body ? 30 + ((at[0] * 7 + at[1] * 3 + at[2]) % 11) : -1000
}

/** The same patient, scanned so that rows go along `row`, columns along `column`: both along an axis of the patient. */
export function writeMarkerSeries(folder: string, name: string, row: Vec3, column: Vec3, normal: Vec3): void {
  mkdirSync(folder, { recursive: true })
  const axisOf = (unit: Vec3) => unit.findIndex((part) => part !== 0) as 0 | 1 | 2
  const axes = [row, column, normal].map((unit) => ({ axis: axisOf(unit), sign: unit[axisOf(unit)] }))
  const [nx, ny, nz] = axes.map(({ axis }) => counts[axis]) as [number, number, number]
  const place = (index: Vec3): Vec3 => {
    const at: [number, number, number] = [0, 0, 0]
    for (const [n, { axis, sign }] of axes.entries()) {
      at[axis] = sign > 0 ? (index[n] as number) : counts[axis] - 1 - (index[n] as number)
    }
    return at
  }
  for (let k = 0; k < nz; k++) {
    const pixels = new Int16Array(nx * ny)
    for (let j = 0, at = 0; j < ny; j++) for (let i = 0; i < nx; i++, at++) pixels[at] = huAt(place([i, j, k]))
    const corner = place([0, 0, k]).map((n, axis) => (start[axis] as number) + n * (step[axis] as number))
    writeCtSlice(join(folder, `${k}.dcm`), {
      series: name,
      k,
      columns: nx,
      rows: ny,
      hu: pixels,
      position: corner as unknown as Vec3,
      directions: [row, column],
      spacing: axes.map(({ axis }) => step[axis]) as unknown as Vec3,
      more: {
        StudyDate: '20200304',
        StudyTime: '101112',
        AccessionNumber: canaries.accession,
        ReferringPhysicianName: canaries.name,
        PatientName: canaries.name,
        PatientID: canaries.id,
        PatientBirthDate: canaries.birthDate,
        PatientSex: 'O',
        StudyID: 'S7',
      },
    })
  }
}
