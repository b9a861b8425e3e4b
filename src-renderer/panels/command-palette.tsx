import type { ReactElement } from 'react'
import { Autocomplete, Menu, MenuItem, useFilter } from 'react-aria-components'
import type { Action } from '../state/action.ts'
import { actions, actsOn } from '../state/actions.ts'
import { closeDialog, useApp } from '../state/app-store.ts'
import { readableKeys } from '../state/keys.ts'
import { useText } from '../state/use-text.ts'
import { classes } from '../ui/classes.ts'
import { TopDialog } from '../ui/dialog.tsx'
import { FilterField } from '../ui/text-field.tsx'
import css from './palette.module.css'

const c = classes(css)
const heldOnly = new Set(['hideLayers', 'palette', 'cancel'])

/** Every action that can be done here, found by its name. */
export function CommandPalette(): ReactElement {
  const t = useText()
  const screen = useApp((state) => state.screen)
  const { contains } = useFilter({ sensitivity: 'base' })
  const here = actions.filter((action) => !heldOnly.has(action.id) && actsOn(action.when, screen) && action.enabled())
  const run = (action: Action | undefined): void => {
    closeDialog()
    // The dialog hands focus back first; an action may open another dialog or move focus itself.
    setTimeout(() => action?.run())
  }
  return (
    <TopDialog label={t.palette.title} width={560} onClose={closeDialog}>
      <Autocomplete filter={contains}>
        <div className={c('search')}>
          <FilterField label={t.palette.title} placeholder={t.palette.placeholder} />
        </div>
        <Menu
          aria-label={t.palette.title}
          className={c('list')}
          onAction={(key) => run(here.find((action) => action.id === key))}
          renderEmptyState={() => <p className={c('empty')}>{t.palette.none}</p>}
        >
          {here.map((action) => (
            <MenuItem key={action.id} id={action.id} textValue={t.actions[action.id]} className={c('item')}>
              {t.actions[action.id]}
              {action.keys[0] !== undefined && (
                <kbd className={c('key')}>{readableKeys(action.keys[0], t.formats.language)}</kbd>
              )}
            </MenuItem>
          ))}
        </Menu>
      </Autocomplete>
    </TopDialog>
  )
}
