import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import dcmjs from 'dcmjs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { uidOf } from '../../src-main/engine/uid-of.ts'
import { canaries, canaryFiles, writeCanaryStudy } from '../support/canary-study.ts'
import { runCommand } from '../support/run-command.ts'

interface Element {
  readonly path: string
  readonly tag: string
  readonly vr: string
  readonly values: readonly unknown[]
}
type Dict = Readonly<Record<string, { readonly vr: string; readonly Value?: readonly unknown[] }>>

/** Every attribute of a file, of its sequences too. */
function elementsOf(path: string): Element[] {
  const walk = (dict: Dict, above: string): Element[] =>
    Object.entries(dict).flatMap(([tag, { vr, Value: values = [] }]) => {
      const here: Element = { path: `${above}${tag}`, tag: tag.toLowerCase(), vr, values }
      if (vr !== 'SQ') return [here]
      return [here, ...values.flatMap((item) => walk(item as Dict, `${here.path}/`))]
    })
  const file = dcmjs.data.DicomMessage.readFile(Uint8Array.from(readFileSync(path)).buffer)
  return walk(file.dict as unknown as Dict, '')
}

/** What the basic profile does to the attributes we write (PS3.15, table E.1-1), with the option of clean descriptors (C). */
const profile: Readonly<Record<string, 'U' | 'Z' | 'D' | 'C' | 'SQ'>> = {
  '00080018': 'U',
  '00080020': 'Z',
  '00080023': 'D',
  '00080030': 'Z',
  '00080033': 'D',
  '00080050': 'Z',
  '00080090': 'Z',
  '0008103e': 'C',
  '00081070': 'Z',
  '00081155': 'U',
  '00082112': 'SQ',
  '00100010': 'D',
  '00100020': 'D',
  '00100030': 'Z',
  '00100040': 'Z',
  '00181000': 'D',
  '0020000d': 'U',
  '0020000e': 'U',
  '00200010': 'Z',
  '00200052': 'U',
  '00209164': 'U',
  '00700084': 'Z',
  '30060002': 'C',
  '30060006': 'C',
  '30060008': 'Z',
  '30060009': 'Z',
  '30060024': 'U',
  '30060026': 'C',
  '300600a6': 'Z',
}

/** Attributes we write that the table does not list: what the object is, its geometry, and codes. */
const unlisted =
  `00080005 00080008 00080016 00080060 00080070 00080100 00080102 00080104 00081090 00081115 0008114a 00081150
  00089124 00089215 00120062 00120063 00120064 00180050 00180088 00181020 00200011 00200013 00200032 00200037 00201040
  00209111 00209113 00209116 00209157 00209165 00209167 00209221 00209222 00209311 00209421 00280002 00280004 00280008
  00280010 00280011 00280030 00280100 00280101 00280102 00280103 00280303 0028135a 00282110 00289110 0040a170 00620001
  00620002 00620003 00620004 00620005 00620008 00620009 0062000a 0062000b 0062000d 0062000f 00620011 00620013 00700080 00700081
  30060010 30060012 30060014 30060016 30060020 30060022 3006002a 30060036 30060039 30060040 30060042 30060046 30060048
  30060050 30060080 30060082 30060084 30060086 300600a4 300e0002 52009229 52009230 7fe00010`.split(/\s+/)

/** Texts of our own that a file without identity may hold: none of them comes from the source. */
const dummies = /^(19000101|000000|none|Case\^[0-9A-F]{4}-[0-9A-F]{2}|[0-9A-F]{4}-[0-9A-F]{2})$/
const descriptors = /^(Lungs, Hilum standard|LUNGS|Right lung|Left lung|Trachea and main bronchi|Hilum \d.*)$/i
/** Of the standard, and that of a study as such: they name nothing. */
const standardUid = /^1\.2\.840\.10008\./

const textOf = (value: unknown): string =>
  typeof value === 'object' && value !== null && 'Alphabetic' in value ? String(value.Alphabetic) : String(value ?? '')

const files = ['lungs.seg.dcm', 'lungs.rtstruct.dcm']

describe('DICOM files', () => {
  let root = ''
  let study = ''
  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), 'hilum-test-'))
    study = await writeCanaryStudy(join(root, 'study'))
    for (const identity of [[], ['--keep-identity']]) {
      const out = join(root, identity.length === 0 ? 'removed' : 'kept')
      const run = await runCommand(['segment', study, '--out', out, '--formats', 'seg,rtstruct', ...identity])
      expect(run.status, run.err).toBe(0)
    }
  })
  afterAll(() => rmSync(root, { recursive: true, force: true }))

  test.each(files)('%s without identity does to every attribute what the basic profile asks', (name) => {
    const elements = elementsOf(join(root, 'removed', name))
    expect(elements.length).toBeGreaterThan(200)
    const sources = Object.values(canaries).filter((value) => /^[\d.]+$/.test(value) && value.includes('.'))
    const replaced = new Set(
      [canaries.studyUid, canaries.seriesUid, canaries.frameUid].map((uid) => uidOf(`replaced ${uid}`)),
    )
    for (let n = 0; n < 60; n++) replaced.add(uidOf(`replaced ${canaries.instanceUid}.${n}`))
    const wrong: string[] = []
    for (const { path, tag, vr, values } of elements) {
      const action = profile[tag]
      const texts = values.map(textOf).filter((text) => text !== '')
      const isPrivate = Number.parseInt(tag.slice(0, 4), 16) % 2 === 1
      if (isPrivate || (action === undefined && !unlisted.includes(tag))) wrong.push(`${path}: not looked at yet`)
      if (action === 'Z' && texts.length > 0) wrong.push(`${path} is not empty: ${texts}`)
      if (action === 'D' && !texts.every((text) => dummies.test(text))) wrong.push(`${path} is no dummy: ${texts}`)
      if (action === 'C' && !texts.every((text) => descriptors.test(text))) wrong.push(`${path} is not ours: ${texts}`)
      if (action === 'U' && texts.some((text) => sources.some((uid) => text.startsWith(uid))))
        wrong.push(`${path}: ${texts}`)
      if (vr === 'UI' && !texts.every((text) => standardUid.test(text) || /^2\.25\.\d+$/.test(text)))
        wrong.push(`${path} is no UID of ours: ${texts}`)
    }
    expect(wrong).toEqual([])
    // references join what is replaced the same way everywhere
    const references = elements.filter(({ tag }) => tag === '00081155').flatMap(({ values }) => values.map(textOf))
    expect(references.filter((uid) => !replaced.has(uid))).toEqual([])
    expect(new Set(references).size).toBeGreaterThan(20)
  })

  test('SEG and RT Structure Set agree on who and what they are of', () => {
    const common = ['00100010', '00100020', '0020000d', '00200052']
    const of = (name: string) =>
      common.map((tag) =>
        textOf(elementsOf(join(root, 'removed', name)).find((one) => one.path.toLowerCase() === tag)?.values[0]),
      )
    expect(of('lungs.seg.dcm')).toEqual(of('lungs.rtstruct.dcm'))
  })

  test.each(files)('%s says that identity was removed, how, and that no other option was used', (name) => {
    const elements = elementsOf(join(root, 'removed', name))
    const at = (path: string) => elements.filter((one) => one.path === path).flatMap(({ values }) => values.map(textOf))
    expect(at('00120062')).toEqual(['YES'])
    expect(at('00120063')).toEqual(['Basic Application Confidentiality Profile', 'Clean Descriptors Option'])
    expect(at('00120064/00080100')).toEqual(['113100', '113105'])
    expect(at('00120064/00080102')).toEqual(['DCM', 'DCM'])
    expect(at('00280303')).toEqual(['REMOVED'])
  })

  test.each(files)('%s with identity kept claims nothing of the kind', (name) => {
    const elements = elementsOf(join(root, 'kept', name))
    expect(elements.filter(({ tag }) => ['00120062', '00120063', '00120064', '00280303'].includes(tag))).toEqual([])
    expect(elements.find(({ tag }) => tag === '00100010')?.values.map(textOf)).toEqual([canaries.name])
  })

  test('files with pixels of a series that does not deny burned-in text are named, to be looked at', async () => {
    const quiet = [
      'segment',
      study,
      '--out',
      join(root, 'said'),
      '--formats',
      'nifti,report-html',
      '--with-image',
      '--json',
    ]
    const said = await runCommand(quiet)
    expect(said.json.findings).not.toContainEqual(expect.objectContaining({ code: 'W_BURNED_IN_UNKNOWN' }))
    for (const path of canaryFiles(study).slice(0, 1)) {
      const file = dcmjs.data.DicomMessage.readFile(Uint8Array.from(readFileSync(path)).buffer)
      delete file.dict['00280301']
      writeFileSync(path, Buffer.from(file.write()))
    }
    const unsaid = await runCommand([...quiet.slice(0, 3), join(root, 'unsaid'), ...quiet.slice(4)])
    expect(unsaid.status, unsaid.err).toBe(0)
    expect(unsaid.json.findings).toContainEqual(
      expect.objectContaining({ code: 'W_BURNED_IN_UNKNOWN', details: { files: ['ct.nii.gz', 'report.html'] } }),
    )
    const masks = await runCommand(['segment', study, '--out', join(root, 'masks'), '--formats', 'nifti,seg', '--json'])
    expect(masks.json.findings).not.toContainEqual(expect.objectContaining({ code: 'W_BURNED_IN_UNKNOWN' }))
  })
})
