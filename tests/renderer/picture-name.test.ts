import { expect, it } from 'vitest'
import { pictureName } from '../../src-renderer/state/picture-name.ts'
import { savePictureSchema } from '../../src-shared/contract.ts'

const takes = (name: string): boolean => savePictureSchema.shape.name.safeParse(name).success

it('names a picture by case, what it shows and the slice as the page counts it', () => {
  expect(pictureName('3F2A-91', 'axial', 42)).toBe('3F2A-91-axial-043.png')
  expect(pictureName('3F2A-91', 'sagittal', 1233)).toBe('3F2A-91-sagittal-1234.png')
  expect(pictureName('3F2A-91', 'scene', null)).toBe('3F2A-91-3d.png')
  expect(pictureName('3F2A-91', 'montage', null)).toBe('3F2A-91-montage.png')
})

it('gives names that the host takes, which takes no folders, hidden files or other kinds of file', () => {
  expect(takes(pictureName('3F2A-91', 'compare', 0))).toBe(true)
  expect(takes('Bild Größe (2).png')).toBe(true)
  for (const name of [
    '../a.png',
    'a/b.png',
    'a\\b.png',
    '.a.png',
    'a\n.png',
    'a\0.png',
    'a.svg',
    '.png',
    `${'a'.repeat(120)}.png`,
  ]) {
    expect(takes(name), JSON.stringify(name)).toBe(false)
  }
})
