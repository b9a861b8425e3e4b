import { expect, test } from 'vitest'
import { patientWords } from '../src-shared/patient-words.ts'

const nameOf = (name: string): string => patientWords({ name, id: '', studyDate: '' }).name
const dateOf = (studyDate: string): string => patientWords({ name: '', id: '', studyDate }).studyDate

test('a name has its family name first and its components as words', () => {
  expect(nameOf('Doe^Jane')).toBe('Doe, Jane')
  expect(nameOf('Doe^Jane^Q.^Dr.^MD')).toBe('Doe, Jane Q. Dr. MD')
  expect(nameOf('Doe^^^^')).toBe('Doe')
  expect(nameOf(' Lung_Dx-A0001 ')).toBe('Lung_Dx-A0001')
})

test('of the groups of a name the first that says something counts', () => {
  expect(nameOf('Yamada^Tarou=山田^太郎=やまだ^たろう')).toBe('Yamada, Tarou')
  expect(nameOf('=山田^太郎')).toBe('山田, 太郎')
  expect(nameOf('^^=')).toBe('')
})

test('a date is written as ISO 8601 has it, the older form of DICOM too; what is no date stays', () => {
  expect(dateOf('20200304')).toBe('2020-03-04')
  expect(dateOf('1993.08.22')).toBe('1993-08-22')
  expect(dateOf('unknown')).toBe('unknown')
  expect(dateOf('')).toBe('')
})
