import { phantomSeries } from '../support/phantom-series.ts'
import { writeRawSeries } from '../support/raw-series.ts'

/** Writes the phantom of the golden files as plain arrays, for the generator. */
const [folder, slices, size] = process.argv.slice(2)
writeRawSeries(folder ?? '.', phantomSeries(Number(slices), Number(size)))
