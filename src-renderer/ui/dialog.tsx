import { type ReactElement, type ReactNode, useEffect, useRef } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { IconButton } from './button.tsx'
import { classes } from './classes.ts'
import css from './dialog.module.css'

const c = classes(css)

/** A dialog hears Esc while focus is in it; a button that went away or was disabled may have taken focus with it. */
function useEscapeWithoutFocus(onClose: () => void): void {
  const latest = useRef(onClose)
  useEffect(() => {
    latest.current = onClose
  }, [onClose])
  useEffect(() => {
    const down = (event: KeyboardEvent): void => {
      const lost =
        event.target === document.body || (event.target instanceof Element && event.target.matches(':disabled'))
      if (event.key === 'Escape' && !event.defaultPrevented && lost) latest.current()
    }
    window.addEventListener('keydown', down)
    return () => window.removeEventListener('keydown', down)
  }, [])
}

/** A dialog over the page: header, body, footer. Esc, the cross and a click outside call `onClose`. */
export function Dialog(props: {
  readonly title: string
  readonly subtitle?: string
  readonly closeLabel: string
  readonly width: number
  readonly height?: number
  readonly onClose: () => void
  readonly children: ReactNode
  readonly note?: string
  readonly footer?: ReactNode
}): ReactElement {
  useEscapeWithoutFocus(props.onClose)
  return (
    <ModalOverlay
      className={c('overlay')}
      isOpen
      isDismissable
      onOpenChange={(open) => {
        if (!open) props.onClose()
      }}
    >
      <Modal
        className={c('modal')}
        style={{ width: props.width, ...(props.height === undefined ? {} : { height: props.height }) }}
      >
        <AriaDialog className={c('dialog')}>
          <div className={c('header')}>
            <Heading slot="title" level={2} className={c('title')}>
              {props.title}
            </Heading>
            {props.subtitle !== undefined && <span className={c('subtitle')}>{props.subtitle}</span>}
            <IconButton icon="close" label={props.closeLabel} onPress={props.onClose} />
          </div>
          <div className={c('body')}>{props.children}</div>
          {(props.footer !== undefined || props.note !== undefined) && (
            <div className={c('footer')}>
              <span className={c('note')}>{props.note}</span>
              {props.footer}
            </div>
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}

/** A dialog without header near the top, for the palette. */
export function TopDialog(props: {
  readonly label: string
  readonly width: number
  readonly onClose: () => void
  readonly children: ReactNode
}): ReactElement {
  useEscapeWithoutFocus(props.onClose)
  return (
    <ModalOverlay
      className={c('overlay', 'top')}
      isOpen
      isDismissable
      onOpenChange={(open) => {
        if (!open) props.onClose()
      }}
    >
      <Modal className={c('modal')} style={{ width: props.width }}>
        <AriaDialog className={c('dialog')} aria-label={props.label}>
          {props.children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
