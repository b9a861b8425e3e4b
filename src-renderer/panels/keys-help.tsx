import type { ReactElement } from 'react'
import { actions } from '../state/actions.ts'
import { closeDialog } from '../state/app-store.ts'
import { readableKeys } from '../state/keys.ts'
import { useText } from '../state/use-text.ts'
import { classes } from '../ui/classes.ts'
import { Dialog } from '../ui/dialog.tsx'
import css from './keys-help.module.css'

const c = classes(css)
const groups = ['general', 'slices', 'view', 'method', 'studies'] as const

/** All keys, read from the table of actions, and what the mouse does. */
export function KeysHelp(): ReactElement {
  const t = useText()
  return (
    <Dialog title={t.help.title} closeLabel={t.close} width={1040} onClose={closeDialog} note={t.researchUse}>
      <div className={c('columns')}>
        {groups.map((group) => {
          const withKeys = actions.filter((action) => action.group === group && action.keys.length > 0)
          if (withKeys.length === 0) return null
          return (
            <section key={group} className={c('group')}>
              <h3>{t.help.groups[group]}</h3>
              <dl>
                {withKeys.map((action) => (
                  <Row
                    key={action.id}
                    left={t.actions[action.id]}
                    right={action.keys.map((keys) => readableKeys(keys, t.formats.language)).join(', ')}
                  />
                ))}
              </dl>
            </section>
          )
        })}
        <section className={c('group', 'mouse')}>
          <h3>{t.help.mouse}</h3>
          <dl>
            {t.help.mouseRows.map(([what, does]) => (
              <Row key={what} left={what} right={does} />
            ))}
          </dl>
        </section>
      </div>
    </Dialog>
  )
}

function Row({ left, right }: { left: string; right: string }): ReactElement {
  return (
    <>
      <dt>{left}</dt>
      <dd>{right}</dd>
    </>
  )
}
