import { readFile, stat } from 'node:fs/promises'
import { z } from 'zod'
import { Failure } from '../../src-shared/failure.ts'

/** What `--params` gave: the method, where the file names one, and values of its parameters, not checked yet. */
export interface ParameterFile {
  readonly method: string | null
  readonly values: Readonly<Record<string, unknown>>
}

const largestBytes = 64 << 20
const values = z.record(z.string(), z.unknown())
const recordLike = z.object({ method: z.string().optional(), parameters: values })

/**
 * Reads parameters from JSON: a whole `run.json`, `{"method": …, "parameters": {…}}`, or the values alone.
 * Throws `E_PARAMETER` for a file that is not there or holds something else.
 */
export async function readParameters(path: string): Promise<ParameterFile> {
  const parsed = await readJson(path)
  const record = recordLike.safeParse(parsed).data
  if (record !== undefined) return { method: record.method ?? null, values: record.parameters }
  const bare = values.safeParse(parsed).data
  if (bare !== undefined) return { method: null, values: bare }
  throw unusable(path, 'it holds no object of parameters')
}

async function readJson(path: string): Promise<unknown> {
  let text = ''
  try {
    const info = await stat(path)
    if (!info.isFile() || info.size > largestBytes) throw unusable(path, 'it is no file of parameters')
    text = await readFile(path, 'utf8')
  } catch (error) {
    throw error instanceof Failure ? error : unusable(path, 'it cannot be read')
  }
  try {
    return JSON.parse(text)
  } catch {
    throw unusable(path, 'it is not JSON')
  }
}

const unusable = (path: string, why: string): Failure =>
  new Failure(
    'E_PARAMETER',
    `--params ${path} can't be used: ${why}. Give a run.json, or JSON like its "parameters".`,
    {
      file: path,
    },
  )
