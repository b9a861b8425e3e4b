import { parseDataSet } from '../dicom/parsed-data-set.ts'
import { sopClasses } from '../dicom/sop-classes.ts'
import type { Grid } from '../geometry.ts'
import { type LabelmapEnding, labelmapKind } from '../labelmap-kinds.ts'
import { unreadable } from '../labelmap-reasons.ts'
import type { Labelmap } from './labelmap.ts'
import { readMha } from './read-mha.ts'
import { readNiftiLabelmap } from './read-nifti-labelmap.ts'
import { readNpy } from './read-npy.ts'
import { readNrrd } from './read-nrrd.ts'
import { readPngStack } from './read-png-stack.ts'
import { readRtstruct } from './read-rtstruct.ts'
import { readSeg } from './read-seg.ts'

type Reader = (bytes: Uint8Array, series: Grid | null) => Labelmap

const readers: Readonly<Record<LabelmapEnding, Reader>> = {
  '.nii.gz': readNiftiLabelmap,
  '.nii': readNiftiLabelmap,
  '.nrrd': readNrrd,
  '.mha': readMha,
  '.npy': readNpy,
  '.zip': readPngStack,
  '.dcm': readDicomLabelmap,
}

const sopClassUid = 0x0008_0016

function readDicomLabelmap(bytes: Uint8Array, series: Grid | null): Labelmap {
  const kind = parseDataSet(bytes, 0x0008_0018).text(sopClassUid)
  return kind === sopClasses.structureSet ? readRtstruct(bytes, series) : readSeg(bytes, series)
}

/**
 * Reads a whole file of any labelmap format that Hilum writes, chosen by its name. Axes and their order are the file's own; see
 * `layOnto`. DICOM files are laid on `series`, without which an RT Structure Set can't be read. Throws `E_LABELMAP` for what it can't read, `E_TRUNCATED`, `E_INFLATE` and `E_INFLATE_LIMIT`.
 */
export function readLabelmap(name: string, bytes: Uint8Array, series: Grid | null = null): Labelmap {
  const kind = labelmapKind(name)
  if (kind === null) {
    throw unreadable('name-ending', { endings: Object.keys(readers) })
  }
  return readers[kind.ending](bytes, series)
}
