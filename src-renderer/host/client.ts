import { createORPCClient, ORPCError } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import type { ContractRouterClient } from '@orpc/contract'
import type { contract } from '../../src-shared/contract.ts'
import { cancelled, Failure, failureFromJson } from '../../src-shared/failure.ts'

export type Client = ContractRouterClient<typeof contract>

/** The typed calls of the engine over fetch; `origin` such as http://127.0.0.1:4000 or hilum://app. */
export function createClient(origin: string): Client {
  const link = new RPCLink({ url: `${origin}/api/rpc`, headers: { 'x-hilum': '1' } })
  return createORPCClient<Client>(link)
}

/** Any thrown value of a call as the Failure that was meant. */
export function readFailure(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown
  if (thrown instanceof ORPCError) {
    if (thrown.code === 'FAILURE') return failureFromJson(thrown.data)
    return new Failure('E_INTERNAL', `Hilum did not understand its own page: ${thrown.message}. Load the page again.`)
  }
  if (thrown instanceof Error && thrown.name === 'AbortError') return cancelled()
  if (thrown instanceof TypeError) {
    return new Failure(
      'E_INTERNAL',
      'Hilum does not answer. It may have been closed. Start it again, then load this page.',
    )
  }
  const text = thrown instanceof Error ? thrown.message : String(thrown)
  return new Failure('E_INTERNAL', `The page stopped on a fault of its own: ${text}`)
}
