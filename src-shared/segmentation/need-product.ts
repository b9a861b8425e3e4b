import { Failure } from '../failure.ts'
import type { StageProducts } from './method.ts'

/** A product of an earlier stage. Throws `E_INTERNAL` where no earlier stage of the method makes it. */
export function needProduct<Name extends keyof StageProducts>(
  products: StageProducts,
  name: Name,
): Exclude<StageProducts[Name], undefined> {
  const product = products[name]
  if (product === undefined)
    throw new Failure('E_INTERNAL', `A stage of the method needs ${name}, which no stage before it makes.`)
  return product as Exclude<StageProducts[Name], undefined>
}
