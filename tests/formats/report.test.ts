import { decode } from 'fast-png'
import { describe, expect, test } from 'vitest'
import { decodeBase64 } from '../../src-shared/base64.ts'
import type { ExportInput } from '../../src-shared/formats/format.ts'
import { reportHtml } from '../../src-shared/formats/report-html.ts'
import { drawPictures, type Picture } from '../../src-shared/formats/report-pictures.ts'
import { type Grid, indexToPoint, type Vec3 } from '../../src-shared/geometry.ts'
import type { LabelMask } from '../../src-shared/labels.ts'
import { packBits } from '../../src-shared/mask.ts'
import { encodeBytes, proveBytes } from '../support/format-bytes.ts'
import { testGrids } from '../support/grids.ts'
import { sampleJob } from '../support/save-job.ts'

const size: Vec3 = [20, 24, 12]
const upright: Grid = {
  size,
  spacing: [1, 1, 2],
  origin: [-10, -12, 50],
  direction: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
}

/** A chest of water with a right and a left lung, and one bright voxel column at the patient's left and front. */
function chest(grid: Grid): { hu: Int16Array; labels: LabelMask[] } {
  const [nx, ny, nz] = grid.size
  const hu = new Int16Array(nx * ny * nz)
  const masks = [new Uint8Array(hu.length), new Uint8Array(hu.length)]
  for (let k = 0, at = 0; k < nz; k++) {
    for (let j = 0; j < ny; j++) {
      for (let i = 0; i < nx; i++, at++) {
        const [x, y, z] = indexToPoint(grid, [i, j, k])
        const lung = z > 53 && z < 71 && Math.abs(y) < 8 && Math.abs(x) > 2 && Math.abs(x) < 8
        hu[at] = lung ? -850 : x > 5 && y < -9 ? 150 : 0
        if (lung) (masks[x < 0 ? 0 : 1] as Uint8Array)[at] = 1
      }
    }
  }
  const [right, left] = masks.map((mask) => packBits(mask, grid.size)) as [LabelMask['mask'], LabelMask['mask']]
  return {
    hu,
    labels: [
      { label: 1, name: 'right', mask: right },
      { label: 2, name: 'left', mask: left },
    ],
  }
}

const pixel = ({ width, data }: Picture, x: number, y: number): number[] => [
  ...data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3),
]

describe('pictures', () => {
  const { hu, labels } = chest(upright)
  const [axial, coronal, sagittal] = drawPictures(hu, upright, labels) as [Picture, Picture, Picture]

  test('have square pixels, through the middle of the lungs', () => {
    expect([axial.width, axial.height]).toEqual([20, 24])
    expect([coronal.width, coronal.height]).toEqual([20, 24])
    expect([sagittal.width, sagittal.height]).toEqual([24, 24])
    expect([axial.plane, axial.slice, axial.slices]).toEqual(['axial', 7, 12])
    expect(sagittal.sides).toBe('APSI')
  })

  test('show the right lung on the left in its colour, the front on top, tissue grey', () => {
    const [right, left] = [pixel(axial, 5, 12), pixel(axial, 15, 12)]
    expect((right[2] as number) - (right[0] as number)).toBeGreaterThan(20)
    expect((left[0] as number) - (left[2] as number)).toBeGreaterThan(20)
    expect(pixel(axial, 10, 12)).toEqual([230, 230, 230])
    expect(pixel(axial, 18, 1)).toEqual([255, 255, 255])
    expect(pixel(axial, 1, 1)).toEqual([230, 230, 230])
  })

  test('outline each label with its full colour', () => {
    const row = Array.from({ length: 20 }, (_, x) => pixel(axial, x, 12).join())
    expect(row.filter((colour) => colour === '86,180,233')).toHaveLength(2)
    expect(row.filter((colour) => colour === '230,159,0')).toHaveLength(2)
  })

  test.each(Object.entries(testGrids(size)))('are drawn for a grid that is %s', (_name, grid) => {
    const voxels = grid.size[0] * grid.size[1] * grid.size[2]
    const empty = { label: 1, name: 'lungs', mask: packBits(new Uint8Array(voxels), grid.size) } as const
    for (const picture of drawPictures(new Int16Array(voxels), grid, [empty])) {
      expect(picture.data).toHaveLength(picture.width * picture.height * 3)
      expect(new Set(picture.data)).toEqual(new Set([230]))
    }
  })

  test('are the same however the slices lie', () => {
    const turned: Grid = {
      size: [24, 12, 20],
      spacing: [1, 2, 1],
      origin: [-10, 11, 50],
      direction: [
        [0, -1, 0],
        [0, 0, 1],
        [1, 0, 0],
      ],
    }
    const again = chest(turned)
    const pictures = drawPictures(again.hu, turned, again.labels)
    expect(pictures.map(({ data }) => data)).toEqual([axial, coronal, sagittal].map(({ data }) => data))
  })
})

describe('report', () => {
  const { hu, labels } = chest(upright)
  const { record } = sampleJob('/')
  const run = {
    ...record,
    volumes: {
      right: { label: 1, voxels: 1000, volumeMl: 2.5 },
      left: { label: 2, voxels: 900, volumeMl: 2.25 },
    },
    parameters: { closingRadiusMm: 3 },
    findings: [
      { code: 'W_X', severity: 'warning' as const, message: 'Cut <off> & "open"', where: { file: 'Doe^Jane' } },
    ],
  }
  const input: ExportInput = { labels, grid: upright, mesh: null, text: '', hu, run }
  const bytes = encodeBytes(reportHtml, input)
  const text = Buffer.from(bytes).toString('utf8')

  test('stands on its own: pictures inside, nothing loaded, no script, no clock', () => {
    const urls = [...text.matchAll(/src="([^"]*)"/g)].map((match) => match[1] ?? '')
    expect(urls).toHaveLength(3)
    for (const url of urls) {
      const png = decode(decodeBase64(url.replace('data:image/png;base64,', '')) ?? new Uint8Array(0))
      expect(png.width).toBeGreaterThan(10)
    }
    expect(text).toContain("default-src 'none'; img-src data:; style-src 'unsafe-inline'")
    expect(text).not.toMatch(/<script|https?:|url\(|@import/)
    expect(encodeBytes(reportHtml, input)).toEqual(bytes)
  })

  test('holds figures with definitions, findings, parameters and what it is for, and names nobody', () => {
    for (const wanted of [
      '<td data-figure="right volume">2.5</td>',
      'Voxels of the structure times the volume',
      'Cut &#60;off&#62; &#38; &#34;open&#34;',
      'closingRadiusMm',
      'Research use; not a medical device.',
      'case 3F2A-91',
      'Lung window, centre −600 HU, width 1500 HU',
    ]) {
      expect(text).toContain(wanted)
    }
    expect(text).not.toContain('Doe')
    expect(text).not.toContain(run.series.fingerprint)
  })

  test('names the patient where it is handed one, and is refused where it then does not', () => {
    const patient = { name: 'Doe, <Jane>', id: '', studyDate: '2020-03-04' }
    const named = { ...input, patient }
    const words = 'Patient: Doe, &#60;Jane&#62;; ID not stated; study of 2020-03-04'
    const page = Buffer.from(encodeBytes(reportHtml, named)).toString('utf8')
    expect(page).toContain(`<p class="patient">${words}</p>`)
    expect(proveBytes(reportHtml, new Uint8Array(Buffer.from(page)), named)).toMatch(/^Read back: /)
    const wrong = new Uint8Array(Buffer.from(page.replace('2020-03-04', '2020-03-05')))
    expect(() => proveBytes(reportHtml, wrong, named)).toThrow(expect.objectContaining({ code: 'E_VERIFY' }))
  })

  test('is proved in whatever pieces it is read', () => {
    for (const size of [1000, bytes.length]) {
      expect(proveBytes(reportHtml, bytes, input, size)).toBe(
        'Read back: 3 pictures equal pixel for pixel; 4 figures and 1 finding all there.',
      )
    }
  })

  test.each([
    ['a figure', '>2.5<', '>2.6<'],
    ['a finding', 'Cut &#60;', 'Put &#60;'],
    ['the notice', /not a medical/g, 'now a medical'],
    ['a picture', /base64,(.{90})./, 'base64,$1+'],
    ['its end', '</html>', '</htm1>'],
  ])('is refused with %s changed', (_name, from, to) => {
    const wrong = text.replace(from, to)
    expect(wrong).not.toBe(text)
    expect(() => proveBytes(reportHtml, new Uint8Array(Buffer.from(wrong)), input)).toThrow(
      expect.objectContaining({ code: 'E_VERIFY' }),
    )
  })
})
