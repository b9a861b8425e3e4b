import type { InferContractRouterInputs, InferContractRouterOutputs } from '@orpc/contract'
import type { contract } from '../../src-shared/contract.ts'

type Inputs = InferContractRouterInputs<typeof contract>
type Outputs = InferContractRouterOutputs<typeof contract>

/** Where a call comes from: `signal` is aborted when the caller goes away. */
export interface Call {
  readonly signal?: AbortSignal | undefined
}

/** Streams of events are plain async iterators here; whoever closes one ends the work behind it. */
type Output<Value> =
  Value extends AsyncIterator<infer Event, unknown, void> ? AsyncIteratorObject<Event, undefined, void> : Value

/** One function for every procedure of the contract, in the contract's own groups. They throw `Failure`. */
export type Handlers = {
  readonly [Group in keyof typeof contract]: {
    readonly [Name in keyof (typeof contract)[Group] & keyof Inputs[Group] & keyof Outputs[Group]]: (
      input: Inputs[Group][Name],
      call: Call,
    ) => Promise<Output<Outputs[Group][Name]>>
  }
}
