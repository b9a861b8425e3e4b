import type { Action, ActionId, Context } from './action.ts'
import type { Screen } from './app-store.ts'
import { compareActions } from './compare-actions.ts'
import { generalActions } from './general-actions.ts'
import { methodActions } from './method-actions.ts'
import { viewActions } from './view-actions.ts'

/** Every action of the page: menu, palette, help, buttons and keys read this table. */
export const actions: readonly Action[] = [...generalActions, ...viewActions, ...methodActions, ...compareActions]

const byId = new Map(actions.map((action) => [action.id, action]))

/** The action of an id; every id of the type is in the table (a test holds it). */
export function findAction(id: ActionId): Action {
  const action = byId.get(id)
  if (action === undefined) throw new Error(`No action ${id}`)
  return action
}

const screensOf = {
  viewports: ['review', 'compare'],
  series: ['review', 'compare', 'montage'],
} as const satisfies Partial<Record<Context, readonly Screen[]>>

/** True where the action's keys act on this screen. */
export function actsOn(when: Context, screen: Screen): boolean {
  if (when === 'always') return true
  return when === 'viewports' || when === 'series'
    ? (screensOf[when] as readonly Screen[]).includes(screen)
    : when === screen
}
