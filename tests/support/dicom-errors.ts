import { spawnSync } from 'node:child_process'

/** The lines in which dciodvfy reports errors of a DICOM file. */
export function dicomErrors(path: string): string[] {
  const { stdout, stderr } = spawnSync('dciodvfy', [path], { encoding: 'utf8' })
  return `${stdout}${stderr}`.split('\n').filter((line) => line.startsWith('Error'))
}
