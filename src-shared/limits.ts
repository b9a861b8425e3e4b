const MiB = 1024 * 1024

/** Bounds that input is held to before anything is allocated. Bytes unless the name says otherwise. */
export const limits = {
  fileBytes: 1024 * MiB,
  headerBytes: 16 * MiB,
  inflatedBytes: 512 * MiB,
  inflatedRatio: 64,
  inflatedSlackBytes: MiB,
  /** Voxels of a labelmap that is opened, unpacked. */
  labelmapBytes: 2048 * MiB,
  nestingDepth: 64,
  elementCount: 50_000,
  itemCount: 50_000,
  minDimension: 1,
  maxDimension: 8192,
  sliceCount: 5_000,
  minSliceCount: 3,
  memoryFraction: 0.6,
  parseMs: 2_000,
  trailingBytes: 64 * 1024,
  scanDepth: 64,
  spacingToleranceMm: 0.01,
  /** How far apart the same corner of two grids may lie: well below a voxel, well above what files round to. */
  gridToleranceMm: 0.1,
} as const
