import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { temporaryFolder } from './temporary-folder.ts'

/** Starts an Orthanc of the test's own, on this machine alone, and gives its address; it ends with the test. */
export async function startOrthanc(): Promise<string> {
  const folder = temporaryFolder()
  const port = await freePort()
  const settings = {
    Name: 'test',
    HttpPort: port,
    DicomServerEnabled: false,
    RemoteAccessAllowed: false,
    AuthenticationEnabled: false,
    StorageDirectory: join(folder, 'storage'),
    Plugins: [],
  }
  const path = join(folder, 'orthanc.json')
  writeFileSync(path, JSON.stringify(settings))
  const child = spawn('Orthanc', [path], { stdio: 'ignore' })
  onTestFinished(
    () =>
      new Promise<void>((done) => {
        child.once('exit', () => done())
        child.kill()
      }),
  )
  const address = `http://127.0.0.1:${port}`
  for (let tries = 0; tries < 200; tries++) {
    const answer = await fetch(`${address}/system`).catch(() => null)
    if (answer?.ok) return address
    await new Promise((done) => setTimeout(done, 100))
  }
  throw new Error('Orthanc did not answer within 20 s.')
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer()
    server.once('error', fail)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        typeof address === 'object' && address !== null ? done(address.port) : fail(new Error('no port')),
      )
    })
  })
}
