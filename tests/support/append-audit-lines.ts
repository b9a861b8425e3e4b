import { appendAudit } from '../../src-main/engine/audit/append-audit.ts'
import { auditLine } from './audit-line.ts'

// writes as many lines as the command line says into the log it names, for ever where it says none
const [file = '', count = 'Infinity'] = process.argv.slice(2)
process.stdout.write('ready\n')
for (let n = 0; n < Number(count); n++) await appendAudit(file, auditLine({ files: n }))
