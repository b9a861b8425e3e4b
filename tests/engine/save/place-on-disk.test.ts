import { expect, test } from 'vitest'
import { placeAmong } from '../../../src-main/engine/save/place-on-disk.ts'

const mounts = [
  '22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw',
  '30 22 0:25 / /media/disk\\040one rw - vfat /dev/sdb1 rw',
  '31 22 254:0 /study/ct /mnt/part ro - ext4 /dev/vda rw',
  '32 22 0:26 / /mnt/twice rw - tmpfs none rw',
  '33 32 254:0 /other /mnt/twice rw - ext4 /dev/vda rw',
  '',
].join('\n')

test.each([
  ['/', '/254:0'],
  ['/study/ct/new', '/254:0/study/ct/new'],
  ['/mnt/part', '/254:0/study/ct'],
  ['/mnt/part/new', '/254:0/study/ct/new'],
  ['/mnt/parts/new', '/254:0/mnt/parts/new'],
  ['/media/disk one/a', '/0:25/a'],
  ['/mnt/twice/a', '/254:0/other/a'],
])('%s lies at %s', (path, place) => {
  expect(placeAmong(mounts, path)).toBe(place)
})

test('tells nothing where the system tells nothing', () => {
  expect(placeAmong('', '/study')).toBeNull()
})
