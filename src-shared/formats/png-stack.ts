import { decode } from 'fast-png'
import type { Grid } from '../geometry.ts'
import type { Report } from '../report.ts'
import { asciiBytes } from './ascii-bytes.ts'
import type { Chunks, ExportInput, Format, Proof } from './format.ts'
import { labelStyles } from './label-style.ts'
import {
  checkGrid,
  checkSides,
  proveVoxels,
  type Refuse,
  readOrRefuse,
  refuseFile,
  someLabels,
} from './labelmap-proof.ts'
import { maskBytes } from './mask-bytes.ts'
import { encodePng } from './png.ts'
import { ProofFeed } from './proof-feed.ts'
import { parseSidecar, sidecarName } from './read-png-stack.ts'
import { entriesToldAtEnd, readZipEntries, writeZip, type ZipEntry, zipIndexBytes, zipLocalBytes } from './zip.ts'

const refuse: Refuse = refuseFile('PNG stack')

/**
 * A PNG a slice, its pixels the labels, with a JSON file that says where they lie. They are one zip archive without
 * compression, so that a stack is there whole or not at all; `slice-0001.png` is k = 0, rows j from the top.
 */
export const pngStack: Format = {
  id: 'png',
  group: 'masks',
  title: 'PNG stack with geometry',
  fileName: 'lungs-png.zip',
  needs: 'mask',
  compression: null,
  estimateBytes: ({ grid, maskVoxels }) =>
    Math.round(
      1000 +
        zipIndexBytes(allNames(grid)) +
        grid.size[2] * (zipLocalBytes + 200) +
        grid.size[1] * grid.size[2] * 3 +
        maskVoxels * 0.06,
    ),
  encode,
  verify,
}

/** Name of the image of slice k. */
const sliceName = (k: number): string => `slice-${String(k + 1).padStart(4, '0')}.png`
const allNames = ({ size }: Grid): string[] => [sidecarName, ...Array.from({ length: size[2] }, (_, k) => sliceName(k))]

function encode(input: ExportInput, report: Report): Chunks {
  return writeZip(entriesOf(input, report))
}

function* entriesOf(input: ExportInput, report: Report): Generator<ZipEntry> {
  const [nx, ny, nz] = input.grid.size
  const { slices } = maskBytes(someLabels(input.labels))
  yield { name: sidecarName, bytes: sidecar(input) }
  for (let k = 0; k < nz; k++) {
    yield { name: sliceName(k), bytes: encodePng(slices(k, 1), nx, ny) }
    report(k + 1, nz)
  }
}

function sidecar({ grid, labels, text }: ExportInput): Uint8Array {
  const { size, spacing, origin, direction } = grid
  const content = {
    schemaVersion: 1,
    program: text,
    space: 'LPS',
    unit: 'mm',
    point:
      'column i, row j of slice k (from 0): origin + i * spacing[0] * direction[0] + j * spacing[1] * direction[1] + k * spacing[2] * direction[2]',
    size,
    spacing,
    origin,
    direction,
    slices: Array.from({ length: size[2] }, (_, k) => sliceName(k)),
    labels: labels.map(({ label, name }) => ({
      label,
      name: labelStyles[name].title,
      color: `#${labelStyles[name].rgb.map((part) => part.toString(16).padStart(2, '0')).join('')}`,
    })),
  }
  return asciiBytes(`${JSON.stringify(content, null, 2)}\n`)
}

/** Every PNG is decoded by fast-png, which did not write it. */
function* verify(input: ExportInput, report: Report): Proof {
  const { grid, labels } = input
  const [nx, ny] = grid.size
  const names = allNames(grid)
  const stated = yield* provenSidecar(grid)
  const voxels = new ProofFeed(proveVoxels(input, refuse, report))
  for (const name of names.slice(1)) {
    const entry = yield* nextEntry(name)
    const image = decodeOrRefuse(entry)
    if (image.width !== nx || image.height !== ny || image.channels !== 1 || image.depth !== 8) {
      refuse(`${name} has another size`)
    }
    voxels.push(Uint8Array.from(image.data))
  }
  if (entriesToldAtEnd(yield zipIndexBytes(names)) !== names.length) refuse('its index is incomplete')
  checkSides(stated, labels, refuse)
  return `Read back: ${voxels.end()}; corners within 0.001 mm; sides right.`
}

/** The grid the sidecar states, after its slices and corners were compared. */
function* provenSidecar(grid: Grid): Generator<number, Grid, Uint8Array> {
  const entry = yield* nextEntry(sidecarName)
  const stated = readOrRefuse(() => parseSidecar(entry), refuse)
  const names = Array.from({ length: grid.size[2] }, (_, k) => sliceName(k))
  if (stated.slices.join() !== names.join()) refuse('its list of slices differs')
  checkGrid(stated.grid, grid, refuse)
  return stated.grid
}

/** The next file of the archive, which must bear this name. */
function* nextEntry(name: string): Generator<number, Uint8Array, Uint8Array> {
  const header = (yield zipLocalBytes + name.length).slice()
  const size = new DataView(header.buffer).getUint32(18, true)
  const whole = new Uint8Array(header.length + size)
  whole.set(header)
  whole.set(yield size, header.length)
  const [entry] = readOrRefuse(() => readZipEntries(whole), refuse)
  if (entry?.name !== name) return refuse(`${name} is not where it should be`)
  return entry.bytes
}

function decodeOrRefuse(bytes: Uint8Array): ReturnType<typeof decode> {
  try {
    return decode(bytes, { checkCrc: true })
  } catch {
    return refuse('an image in it is damaged')
  }
}
