import { useEffect, useRef } from 'react'
import { announce } from '../state/app-store.ts'
import { useText } from '../state/use-text.ts'

/** Says each quarter of a work once. */
export function useAnnouncedQuarters(percent: number): void {
  const t = useText()
  const said = useRef(0)
  useEffect(() => {
    const quarter = Math.floor(percent / 25) * 25
    if (quarter > said.current && quarter < 100) announce(t.progress.announce(quarter))
    said.current = quarter
  }, [percent, t])
}
