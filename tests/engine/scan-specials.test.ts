import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { controlFile, controlHu, controlSize, controlWith } from '../support/dicom/control-image.ts'
import { controlSeries, seriesHu, writeFiles } from '../support/dicom/control-series.ts'
import { raw } from '../support/dicom/elements.ts'
import { companionFile } from '../support/dicom/open-alone.ts'
import { loadSource, onlySource, openFolder } from '../support/dicom/open-folder.ts'
import { expectPlainWords } from '../support/plain-words.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const slices = Object.values(controlSeries())
const slice = (k: number): Uint8Array => slices[k] as Uint8Array

/** s40: names as bytes; the file system takes all of them. */
const hostileNames: readonly Buffer[] = [
  Buffer.from('caf\u00e9'.normalize('NFC')),
  Buffer.from('caf\u00e9'.normalize('NFD')),
  Buffer.from('line\nbreak'),
  Buffer.from('-rf'),
  Buffer.from(`quotes "'\``),
  Buffer.from('%2e%2e%n%s'),
  Buffer.from('\u{1fac1}'),
  Buffer.from([0x69, 0xff, 0xfe, 0x80]),
  Buffer.from('bidi\u202egnp.exe'),
  Buffer.alloc(255, 'n'),
  Buffer.from('tab\tand\x1b[31mred'),
  Buffer.from(' leading and trailing '),
]

describe('names that are hard to handle (s40)', () => {
  it('loads all twelve slices and tells each name on one line', async () => {
    const folder = temporaryFolder()
    hostileNames.forEach((name, k) => {
      writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), name]), slice(k))
    })
    const opened = await openFolder(folder)
    const source = onlySource(opened)
    expect(opened.scan.files).toMatchObject({ total: 12, used: 12, skipped: [] })
    const { volume, loaded } = await loadSource(source)
    expect(volume.hu).toEqual(seriesHu())
    const names = loaded.inputs.map(({ file }) => file)
    expect(new Set(names).size).toBe(12)
    for (const name of names) expect(name).not.toMatch(/[\p{Cc}\p{Cf}\uFFFD]/u)
    expect(names).toContain('i\\xff\\xfe\\x80')
  })

  it('tells skipped names on one line too', async () => {
    const folder = temporaryFolder()
    writeFiles(folder, controlSeries())
    for (const name of hostileNames) writeFileSync(Buffer.concat([Buffer.from(`${folder}/`), name]), 'no DICOM at all')
    const { scan } = await openFolder(folder)
    expect(scan.files).toMatchObject({ total: 24, used: 12 })
    for (const { file } of scan.files.skipped) expect(file).not.toMatch(/[\p{Cc}\p{Cf}]/u)
  })
})

describe('links and special files (s41)', () => {
  it('opens nothing but regular files inside the folder, and names the rest', async () => {
    const folder = temporaryFolder()
    const outside = temporaryFolder()
    writeFiles(outside, { outside: companionFile() })
    writeFiles(folder, controlSeries())
    mkdirSync(join(folder, 'folder.dcm'))
    mkdirSync(join(folder, 'loop'))
    symlinkSync('..', join(folder, 'loop', 'up'))
    symlinkSync('self', join(folder, 'self'))
    symlinkSync('/dev/zero', join(folder, 'zero'))
    symlinkSync(outside, join(folder, 'away'))
    symlinkSync(join(outside, 'outside'), join(folder, 'away-file'))
    symlinkSync('gone', join(folder, 'broken'))
    symlinkSync('IM0001', join(folder, 'alias'))
    expect(spawnSync('mkfifo', [join(folder, 'pipe')]).status).toBe(0)
    const opened = await openFolder(folder)
    const { volume } = await loadSource(onlySource(opened))
    expect(volume.hu).toEqual(seriesHu())
    const { skipped, total, used } = opened.scan.files
    expect({ total, used }).toEqual({ total: 20, used: 12 })
    expect(skipped.map(({ file, code }) => `${file} ${code}`)).toEqual(
      ['alias', 'away', 'away-file', 'broken', 'loop/up', 'pipe', 'self', 'zero'].map(
        (name) => `${name} E_SPECIAL_FILE`,
      ),
    )
    for (const { message } of skipped) expectPlainWords(message)
  })

  it('does not open pipes and devices even to look at them', async ({ skip }) => {
    if (spawnSync('strace', ['-V']).status !== 0) skip('strace is not installed')
    const folder = temporaryFolder()
    writeFiles(folder, { IM0001: slice(0) })
    spawnSync('mkfifo', [join(folder, 'pipe')])
    symlinkSync('/dev/zero', join(folder, 'zero'))
    const trace = join(temporaryFolder(), 'trace')
    const script = `import('./src-main/engine/scan/scan-folder.ts').then((m) => m.scanFolder(process.argv[1], () => {}))`
    const { status } = spawnSync('strace', [
      '-f',
      '-e',
      'trace=open,openat',
      '-o',
      trace,
      process.execPath,
      '-e',
      script,
      folder,
    ])
    expect(status).toBe(0)
    const opened = readFileSync(trace, 'utf8').split('\n')
    expect(opened.filter((entry) => entry.includes('IM0001'))).not.toEqual([])
    expect(opened.filter((entry) => entry.includes('pipe"') || entry.includes('/dev/zero'))).toEqual([])
    const written = opened.filter((entry) => entry.includes(folder) && /O_(WRONLY|RDWR|CREAT|TRUNC)/.test(entry))
    expect(written).toEqual([])
  })

  it('names a file it may not read', ({ skip }) => {
    const folder = temporaryFolder()
    writeFiles(folder, controlSeries())
    chmodSync(folder, 0o755)
    chmodSync(join(folder, 'IM0006'), 0)
    // the superuser may read everything: then a process of nobody's looks
    const rights = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
    const child = fileURLToPath(new URL('../support/dicom/scan-memory.ts', import.meta.url))
    const { stdout, stderr, error } = spawnSync(process.execPath, [child, folder], { encoding: 'utf8', ...rights })
    if (error !== undefined) skip(`no process without rights: ${error.message}`)
    expect(stderr).toBe('')
    expect(JSON.parse(stdout)).toMatchObject({ files: ['IM0006'], codes: ['E_READ'] })
  })
})

describe('folders in folders (s42)', () => {
  it('reads down to its limit and names what lies deeper', async () => {
    const folder = temporaryFolder()
    writeFiles(folder, controlSeries())
    const inside = new Array(60).fill('d').join('/')
    writeFiles(folder, { [`${inside}/deep.dcm`]: companionFile() })
    let deep = folder
    for (let n = 0; n < 300; n++) deep = join(deep, 'e')
    mkdirSync(deep, { recursive: true })
    writeFileSync(join(deep, 'too-deep.dcm'), companionFile())
    const { scan, sources } = await openFolder(folder)
    expect(sources).toHaveLength(2)
    expect(scan.files).toMatchObject({ total: 14, used: 13 })
    expect(scan.files.skipped).toMatchObject([{ code: 'E_DEPTH' }])
    expectPlainWords(scan.files.skipped[0]?.message ?? '')
  })
})

describe('files that are large (k01, k02)', () => {
  it('refuses a sparse file of 5 GiB by its size (k01)', async () => {
    const folder = temporaryFolder()
    writeFiles(folder, controlSeries())
    writeFileSync(join(folder, 'huge'), controlFile())
    truncateSync(join(folder, 'huge'), 5 * 1024 ** 3)
    const { scan } = await openFolder(folder)
    expect(scan.files.skipped).toMatchObject([{ file: 'huge', code: 'E_FILE_TOO_LARGE' }])
    expectPlainWords(scan.files.skipped[0]?.message ?? '')
  })

  it('steps over a private element of 20 MiB in front of the pixels (k02)', async () => {
    const folder = temporaryFolder()
    const blob = raw(0x00091010, 'OB', new Uint8Array(20 * 1024 ** 2).fill(1))
    writeFileSync(join(folder, 'large'), controlFile(controlWith([blob])))
    const opened = await openFolder(folder)
    const { volume } = await loadSource(onlySource(opened), { forViewing: true })
    expect(volume.hu).toEqual(controlHu())
    expect(volume.grid.size).toEqual([controlSize, controlSize, 1])
  })

  it('reads little of it while scanning (k02)', async ({ skip }) => {
    if (spawnSync('strace', ['-V']).status !== 0) skip('strace is not installed')
    const folder = temporaryFolder()
    const blob = raw(0x00091010, 'OB', new Uint8Array(20 * 1024 ** 2).fill(1))
    writeFileSync(join(folder, 'large'), controlFile(controlWith([blob])))
    const trace = join(temporaryFolder(), 'trace')
    const script = `import('./src-main/engine/scan/scan-folder.ts').then((m) => m.scanFolder(process.argv[1], () => {}))`
    spawnSync('strace', ['-f', '-y', '-e', 'trace=pread64,read', '-o', trace, process.execPath, '-e', script, folder])
    const reads = readFileSync(trace, 'utf8')
      .split('\n')
      .filter((entry) => entry.includes(`${folder}/large`))
    const bytes = reads.reduce((sum, entry) => sum + Number(/= (\d+)$/.exec(entry)?.[1] ?? 0), 0)
    expect(bytes).toBeGreaterThan(0)
    expect(bytes).toBeLessThan(1024 ** 2)
  })
})
