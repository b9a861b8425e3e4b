import type { ReactElement } from 'react'
import { classes } from './classes.ts'
import { Icon } from './icons.tsx'
import css from './toast.module.css'

const c = classes(css)

/** Short news of things done elsewhere; read out by the live region, not by itself. */
export function Toasts({
  toasts,
}: {
  toasts: readonly { readonly id: number; readonly text: string }[]
}): ReactElement {
  return (
    <div className={c('region')}>
      {toasts.map((toast) => (
        <div key={toast.id} className={c('toast')}>
          <Icon name="check" />
          {toast.text}
        </div>
      ))}
    </div>
  )
}
