import type { ReactElement } from 'react'
import { classes } from '../ui/classes.ts'
import css from './shell.module.css'

const c = classes(css)

/** A page that says one thing: the session could not be opened. */
export function PlainPage({ title, text }: { title: string; text: string }): ReactElement {
  return (
    <main className={c('message')}>
      <h1>{title}</h1>
      <p>{text}</p>
    </main>
  )
}
