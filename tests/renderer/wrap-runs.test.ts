import { expect, it } from 'vitest'
import type { TextRun } from '../../src-renderer/slice-view/picture-parts.ts'
import { wrapRuns } from '../../src-renderer/slice-view/wrap-runs.ts'

const byLetter = (run: TextRun): number => run.text.length
const linesOf = (line: readonly TextRun[], widest: number): string[] =>
  wrapRuns(line, widest, byLetter).map((runs) => runs.map(({ text }) => text).join(''))
const head = [{ text: 'A Article: Remove small parts', bold: true }, { text: '  33\u00a0/\u00a064' }]

it('leaves a line that fits as it is', () => {
  expect(linesOf(head, 38)).toEqual(['A Article: Remove small parts  33\u00a0/\u00a064'])
})

it('keeps words of a run that stay on a line in one text', () => {
  expect(wrapRuns(head, 38, byLetter)).toEqual([head])
  expect(wrapRuns(head, 20, byLetter)[1]).toEqual([
    { text: 'small parts', bold: true },
    { text: '  33\u00a0/\u00a064' },
  ])
})

it('breaks at plain spaces only, keeps runs as they are, and starts no line with a space', () => {
  expect(linesOf(head, 20)).toEqual(['A Article: Remove ', 'small parts  33\u00a0/\u00a064'])
  expect(linesOf(head, 37)).toEqual(['A Article: Remove small parts', '33\u00a0/\u00a064'])
  expect(wrapRuns(head, 20, byLetter)[1]?.map(({ bold }) => bold === true)).toEqual([true, false])
})

it('gives a word that is too wide a line of its own', () => {
  expect(linesOf([{ text: 'A lungs-of-a-long-name.nii.gz 1' }], 8)).toEqual(['A ', 'lungs-of-a-long-name.nii.gz ', '1'])
})
