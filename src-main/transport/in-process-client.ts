import type { ContractRouterClient } from '@orpc/contract'
import { createRouterClient } from '@orpc/server'
import type { contract } from '../../src-shared/contract.ts'
import type { Engine } from '../engine/engine.ts'
import { createRouter } from './router.ts'
import { typedFailures } from './typed-failures.ts'

export type Client = ContractRouterClient<typeof contract>

/** A client of the contract in the engine's own process; the same schemas and errors as over HTTP (see `failureOf`). */
export function createClient(engine: Engine): Client {
  return createRouterClient(createRouter(engine), { interceptors: [typedFailures] })
}
