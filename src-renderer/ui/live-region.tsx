import type { ReactElement } from 'react'

/** Reads `polite` when the user is idle and `urgent` at once; empty texts are silent. */
export function LiveRegion({ polite, urgent }: { polite: string; urgent: string }): ReactElement {
  return (
    <>
      <div className="visually-hidden" aria-live="polite" aria-atomic="true">
        {polite}
      </div>
      <div className="visually-hidden" role="alert" aria-atomic="true">
        {urgent}
      </div>
    </>
  )
}
