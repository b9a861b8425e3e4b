import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** Runs a program of the machine; its first words of complaint where it fails, else null. */
function trouble(program: string, args: readonly string[]): string | null {
  try {
    execFileSync(program, args, { stdio: ['ignore', 'ignore', 'pipe'] })
    return null
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim().split('\n')[0] : ''
    return said || `${program} is not there or does not run here`
  }
}

const reasonWithout = (what: string, said: string | null): string | null =>
  said === null ? null : `${what}: ${said.replace(/[()]/g, '')}`

/** Why no file system can be mounted here; null where it can. */
export const noMounts = ((): string | null => {
  const folder = mkdtempSync(join(tmpdir(), 'hilum-test-'))
  const said = trouble('mount', ['-t', 'tmpfs', 'none', folder])
  if (said === null) execFileSync('umount', [folder])
  rmdirSync(folder)
  return reasonWithout('nothing can be mounted', said)
})()

/** Why no program can be run as another user here; null where it can. */
export const noOtherUser = reasonWithout(
  'no program can be run as another user',
  trouble('setpriv', ['--reuid=65534', '--regid=65534', '--clear-groups', process.execPath, '--version']),
)

/** Why system calls can not be watched here; null where they can. */
export const noStrace = reasonWithout('strace can not be run', trouble('strace', ['-f', 'true']))

/** Why no program can be run without a network here; null where it can. */
export const noNetworkSpaces = reasonWithout('no network can be taken away', trouble('unshare', ['-n', 'true']))

/** Why there is no file system with quota to be made here; null where there is one. */
export const noQuota = noMounts ?? reasonWithout('mkfs.btrfs can not be run', trouble('mkfs.btrfs', ['--version']))

/** What a shell writes before a program that is to run as a user who owns nothing. */
export const asNobody = 'exec setpriv --reuid=65534 --regid=65534 --clear-groups'

/** Mounts something on a new folder, until the test ends. */
export function mounted(...args: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'hilum-mount-'))
  execFileSync('mount', [...args, folder])
  onTestFinished(() => {
    execFileSync('umount', ['-l', folder])
    rmSync(folder, { recursive: true, force: true })
  })
  return folder
}

/** A disk of this many kB in memory. */
export const smallDisk = (kB: number): string => mounted('-t', 'tmpfs', '-o', `size=${kB}k,mode=755`, 'none')
