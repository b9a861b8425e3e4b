import { saveResults } from '../../src-main/engine/save/save-results.ts'
import { noReport } from '../../src-shared/report.ts'
import { sampleJob } from './save-job.ts'

// saves over and over into the folder named on the command line, to be killed in the middle of it
const folder = process.argv[2] ?? ''
process.stdout.write('ready\n')
for (;;) await saveResults(sampleJob(folder, { existing: 'replace' }), () => {}, noReport)
