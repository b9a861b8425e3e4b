import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { gunzipSync, inflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { formats } from '../../src-shared/formats/registry.ts'
import { canaries, canaryFiles, findCanaries, nameCanaries, writeCanaryStudy } from '../support/canary-study.ts'
import { runCommand } from '../support/run-command.ts'

/** The bytes of a file, and of what is packed in it. */
function layers(path: string): Uint8Array[] {
  const bytes = readFileSync(path)
  const found: Uint8Array[] = [bytes]
  if (path.endsWith('.gz')) found.push(gunzipSync(bytes))
  for (let at = bytes.indexOf('PK\x03\x04'); at >= 0; at = bytes.indexOf('PK\x03\x04', at + 4)) {
    const [method, size] = [bytes.readUInt16LE(at + 8), bytes.readUInt32LE(at + 18)]
    const from = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28)
    if (method === 8 && size > 0) found.push(inflateRawSync(bytes.subarray(from, from + size)))
  }
  return found
}

/** Expects no canary in a folder, in no name and in no file. */
function expectNone(folder: string): void {
  for (const name of readdirSync(folder)) {
    expect(findCanaries(Buffer.from(basename(name)))).toEqual([])
    for (const bytes of layers(join(folder, name))) expect([name, findCanaries(bytes)]).toEqual([name, []])
  }
}

describe('identity in a study’s headers and file names', () => {
  let root = ''
  let study = ''
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'hilum-test-'))
    study = await writeCanaryStudy(join(root, 'study'))
  })
  afterAll(() => rmSync(root, { recursive: true, force: true }))

  test('is there to be found, in every disguise', () => {
    const [first = ''] = canaryFiles(study)
    expect(findCanaries(readFileSync(first)).sort()).toEqual(Object.values(canaries).sort())
    expect(findCanaries(Buffer.from(first)).sort()).toEqual(Object.values(nameCanaries).sort())
    for (const word of [canaries.name, canaries.id, nameCanaries.file, nameCanaries.folder]) {
      for (const skip of ['', 'a', 'ab']) {
        const packed = Buffer.from(`${skip}${word} and more`).toString('base64')
        expect(findCanaries(Buffer.from(packed))).toContain(word)
      }
      expect(findCanaries(Buffer.from(`x${word}`, 'utf16le'))).toContain(word)
    }
  })

  test.each(['standard', 'article'])('is in no file that is saved by method %s, nor in a name', async (method) => {
    const out = join(root, method)
    const ids = formats.map(({ id }) => id)
    const run = await runCommand([
      'segment',
      study,
      '--out',
      out,
      '--method',
      method,
      '--formats',
      ids.join(','),
      '--json',
    ])
    expect(run.err).not.toContain('not written')
    expect(run.status).toBe(0)
    expect(readdirSync(out).length).toBeGreaterThanOrEqual(ids.length + 1)
    expectNone(out)
    const said = findCanaries(Buffer.from(`${run.err}\n${run.out}`))
    // the series that was chosen is named, by its UID and nothing else
    expect(said.filter((word) => word !== canaries.seriesUid)).toEqual([])
  })

  test('is in no file where a damaged image is left out, though it is named to whoever runs it', async () => {
    const damaged = join(root, 'damaged')
    cpSync(study, damaged, { recursive: true })
    const [first = ''] = canaryFiles(damaged).slice(20)
    truncateSync(first, 5000)
    const out = join(root, 'gap')
    const run = await runCommand([
      'segment',
      damaged,
      '--out',
      out,
      '--method',
      'article',
      '--formats',
      'nifti,measurements-csv,measurements-json,report-html',
      '--allow-gaps',
    ])
    expect(run.status, run.err).toBe(0)
    expect(run.err).toContain(basename(first))
    expectNone(out)
    const record = readFileSync(join(out, 'run.json'), 'utf8')
    expect(record).toContain('A file: ')
    expect(record).toContain('The gap was accepted.')
  })

  test('stands where it was asked for: in DICOM files and the report, and in no other file', async () => {
    const out = join(root, 'kept')
    const wanted = formats.filter(({ needs }) => needs !== 'print')
    const ids = wanted.map(({ id }) => id).join(',')
    const run = await runCommand(['segment', study, '--out', out, '--formats', ids, '--keep-identity'])
    expect(run.status).toBe(0)
    for (const { fileName, holdsIdentity } of wanted) {
      const found = layers(join(out, fileName)).flatMap(findCanaries)
      if (holdsIdentity === undefined) expect([fileName, found]).toEqual([fileName, []])
      else expect(found).toEqual(expect.arrayContaining([canaries.family, canaries.id]))
    }
    expect(readFileSync(join(out, 'report.html'), 'utf8')).toContain(
      `Patient: Zzphi, Canary; ID ${canaries.id}; study of 1987-06-05`,
    )
    const recorded = findCanaries(readFileSync(join(out, 'run.json')))
    for (const word of [canaries.family, canaries.id, canaries.studyDate]) expect(recorded).not.toContain(word)
  })

  test('is not told where something goes wrong', async () => {
    const full = join(root, 'standard')
    const run = await runCommand(['segment', study, '--out', join(full, 'lungs.stl', 'x'), '--json'])
    expect(run.status).toBe(5)
    expect(findCanaries(Buffer.from(run.err + run.out)).filter((word) => word !== canaries.seriesUid)).toEqual([])
  })
})
