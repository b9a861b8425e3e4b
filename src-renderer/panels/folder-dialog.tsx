import { type ReactElement, useCallback, useEffect, useRef, useState } from 'react'
import { ListBox, ListBoxItem } from 'react-aria-components'
import type { Failure } from '../../src-shared/failure.ts'
import { readFailure } from '../host/client.ts'
import { engine } from '../state/engine.ts'
import { failureText } from '../state/finding-text.ts'
import { useText } from '../state/use-text.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { classes } from '../ui/classes.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Icon } from '../ui/icons.tsx'
import { TextField } from '../ui/text-field.tsx'
import css from './folder-dialog.module.css'

const c = classes(css)

/** A path is looked at once typing rests. */
const typingMs = 300

interface Listing {
  readonly path: string
  readonly parent: string | null
  readonly folders: readonly { readonly name: string; readonly path: string }[]
}

/** Chooses a folder where the host has no dialog of its own: walk the folders, or type a path. */
export function FolderDialog(props: {
  readonly title: string
  readonly action: string
  readonly start: string
  readonly note: string | null
  readonly canCreate: boolean
  readonly onChoose: (path: string) => void
  readonly onClose: () => void
}): ReactElement {
  const t = useText()
  const [listing, setListing] = useState<Listing | null>(null)
  const [path, setPath] = useState(props.start)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [newName, setNewName] = useState<string | null>(null)
  const [absent, setAbsent] = useState(false)
  const typing = useRef<ReturnType<typeof setTimeout> | null>(null)
  const looked = useRef(0)

  const browse = useCallback(async (wanted: string | null): Promise<Listing | null> => {
    const number = ++looked.current
    try {
      const found = await engine().client.folders.browse(wanted === null ? {} : { path: wanted })
      if (number !== looked.current) return null
      setListing(found)
      setPath(found.path)
      setFailure(null)
      setAbsent(false)
      return found
    } catch (thrown) {
      if (number === looked.current) setFailure(readFailure(thrown))
      return null
    }
  }, [])
  useEffect(() => {
    void browse(props.start === '' ? null : props.start).then((found) => {
      if (found === null && props.start !== '') void browse(null)
    })
  }, [browse, props.start])

  /** The list follows what is typed once typing rests; a path that is not there yet is no fault while it is typed. */
  const type = (typed: string): void => {
    const number = ++looked.current
    setPath(typed)
    setFailure(null)
    setListing(null)
    setAbsent(false)
    if (typing.current !== null) clearTimeout(typing.current)
    typing.current = setTimeout(() => {
      if (typed.trim() === '') return
      engine()
        .client.folders.browse({ path: typed })
        .then(
          (found) => number === looked.current && setListing(found),
          () => number === looked.current && setAbsent(true),
        )
    }, typingMs)
  }
  useEffect(
    () => () => {
      if (typing.current !== null) clearTimeout(typing.current)
    },
    [],
  )

  const choose = async (): Promise<void> => {
    if (path !== listing?.path && (await browse(path)) === null) return
    props.onChoose(path)
  }
  const create = async (): Promise<void> => {
    if (listing === null || newName === null || newName.trim() === '') return
    try {
      const made = await engine().client.folders.create({ parent: listing.path, name: newName.trim() })
      setNewName(null)
      await browse(made.path)
    } catch (thrown) {
      setFailure(readFailure(thrown))
    }
  }
  const { parent } = listing ?? { parent: null }
  return (
    <Dialog
      title={props.title}
      closeLabel={t.close}
      width={720}
      height={560}
      onClose={props.onClose}
      footer={
        <>
          {props.canCreate && newName === null && (
            <Button kind="quiet" onPress={() => setNewName('')}>
              {t.folder.newFolder}
            </Button>
          )}
          {newName !== null && (
            <div className={c('make')}>
              <TextField
                label={t.folder.newName}
                placeholder={t.folder.newName}
                value={newName}
                onChange={setNewName}
                onSubmit={() => void create()}
                autoFocus
              />
              <Button onPress={() => void create()}>{t.folder.create}</Button>
            </div>
          )}
          <Button kind="quiet" onPress={props.onClose}>
            {t.cancel}
          </Button>
          <Button kind="primary" onPress={() => void choose()} isDisabled={path.trim() === ''}>
            {props.action}
          </Button>
        </>
      }
    >
      <div className={c('body')}>
        {failure === null ? (
          <p className={c('note')}>{props.note ?? t.folder.hint}</p>
        ) : (
          <p className={c('problem')} role="alert">
            <Icon name="error" />
            {failureText(t, failure)}
          </p>
        )}
        <div className={c('bar')}>
          <IconButton
            icon="folder-up"
            label={t.folder.up}
            outlined
            isDisabled={parent === null}
            onPress={() => void browse(parent)}
          />
          <TextField label={t.folder.path} value={path} onChange={type} onSubmit={() => void browse(path)} autoFocus />
        </div>
        <ListBox
          aria-label={t.folder.list}
          className={c('list')}
          items={(listing?.folders ?? []).map((folder) => ({ ...folder, id: folder.path }))}
          onAction={(key) => void browse(String(key))}
          renderEmptyState={() => (
            <p className={c('empty')}>
              {listing !== null ? t.folder.none : absent || failure !== null ? t.folder.absent : t.folder.reading}
            </p>
          )}
        >
          {(folder) => (
            <ListBoxItem id={folder.id} textValue={folder.name} className={c('item')}>
              <Icon name="folder" />
              {folder.name}
            </ListBoxItem>
          )}
        </ListBox>
      </div>
    </Dialog>
  )
}
