import type { ReactElement } from 'react'
import type { SavedFile } from '../../src-shared/contract.ts'
import { formats } from '../../src-shared/formats/registry.ts'
import { hostBridge } from '../host/host-bridge.ts'
import { announce } from '../state/app-store.ts'
import type { Existing, PlannedFile } from '../state/save-store.ts'
import { savedText } from '../state/saved-text.ts'
import type { Messages } from '../state/text/en.ts'
import { useText } from '../state/use-text.ts'
import { Button } from '../ui/button.tsx'
import { classes } from '../ui/classes.ts'
import { Icon } from '../ui/icons.tsx'
import { Ring } from '../ui/progress.tsx'
import css from './save-dialog.module.css'

const c = classes(css)

/** The row of a file before anything was written. */
export function plannedRow(t: Messages, format: string, plan: readonly PlannedFile[]): SavedFile {
  const planned = plan.find((file) => file.format === format)
  const name = planned?.name ?? formats.find((one) => one.id === format)?.fileName ?? 'run.json'
  const text = format === 'record' ? t.save.recordText : t.save.status.planned
  return {
    format,
    name,
    status: 'waiting',
    bytes: planned?.bytes ?? null,
    fraction: 0,
    message: planned?.exists ? t.save.status.exists : text,
    code: planned?.exists ? 'E_OUTPUT_EXISTS' : null,
    sha256: null,
  }
}

/** One file of a save: what is done with it, what was checked, or why it was not written and what solves that. */
export function SaveRow(props: {
  readonly file: SavedFile
  readonly isPlan: boolean
  readonly saving: boolean
  /** A file can be tried again by itself, as others were saved. */
  readonly triesAgain: boolean
  readonly folder: string | null
  readonly onRetry: (file: SavedFile, existing: Existing) => void
}): ReactElement {
  const t = useText()
  const { file, isPlan, folder } = props
  const bridge = hostBridge()
  const show = async (path: string): Promise<void> => {
    if (bridge !== null) return bridge.showInFolder(path)
    await navigator.clipboard.writeText(path)
    announce(t.save.pathCopied)
  }
  return (
    <li className={c('row')} data-file={file.format} data-status={isPlan ? 'planned' : file.status}>
      <Mark file={file} />
      <span className={c('name')} title={file.name}>
        {file.name}
      </span>
      <span className={c('bytes')}>{file.bytes === null ? '' : t.formats.bytes(file.bytes)}</span>
      <span className={c('message')}>{messageOf(t, file)}</span>
      <span className={c('buttons')}>
        {file.status === 'verified' && folder !== null && (
          <Button kind="link" onPress={() => void show(`${folder}${folder.includes('\\') ? '\\' : '/'}${file.name}`)}>
            {bridge === null ? t.save.copyPath : t.save.showFile}
          </Button>
        )}
        {file.status === 'not-written' && file.code === 'E_OUTPUT_EXISTS' && props.triesAgain && (
          <>
            <Button size="compact" isDisabled={props.saving} onPress={() => props.onRetry(file, 'replace')}>
              {t.save.replace}
            </Button>
            <Button size="compact" isDisabled={props.saving} onPress={() => props.onRetry(file, 'keep-both')}>
              {t.save.keepBoth}
            </Button>
          </>
        )}
        {((file.status === 'not-written' && file.code !== 'E_OUTPUT_EXISTS') || file.status === 'cancelled') &&
          props.triesAgain && (
            <Button size="compact" isDisabled={props.saving} onPress={() => props.onRetry(file, 'refuse')}>
              {t.save.tryAgain}
            </Button>
          )}
        {!isPlan && file.status === 'waiting' && <span className={c('state')}>{t.save.status.waiting}</span>}
        {(file.status === 'writing' || file.status === 'reading-back') && (
          <span>{t.formats.percent(file.fraction)}</span>
        )}
      </span>
    </li>
  )
}

function Mark({ file }: { file: SavedFile }): ReactElement {
  if (file.status === 'verified') {
    return (
      <span className={c('mark', 'verified')}>
        <Icon name="check" />
      </span>
    )
  }
  if (file.status === 'not-written') {
    return (
      <span className={c('mark', 'refused')}>
        <Icon name="error" />
      </span>
    )
  }
  if (file.status === 'writing' || file.status === 'reading-back') {
    return (
      <span className={c('mark')}>
        <Ring fraction={file.fraction} />
      </span>
    )
  }
  if (file.code === 'E_OUTPUT_EXISTS') {
    return (
      <span className={c('mark', 'exists')}>
        <Icon name="warning" />
      </span>
    )
  }
  return (
    <span className={c('mark', 'plain')}>
      <Icon name={file.status === 'cancelled' ? 'close' : 'dot'} />
    </span>
  )
}

function messageOf(t: Messages, file: SavedFile): string {
  if (file.status === 'cancelled') return t.save.status.cancelled
  if (file.message !== '') return savedText(t, file)
  if (file.status === 'writing') return t.save.status.writing
  if (file.status === 'reading-back') return t.save.status.readingBack
  return file.format === 'record' ? t.save.recordText : t.save.status.planned
}
