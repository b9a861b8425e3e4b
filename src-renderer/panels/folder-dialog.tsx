import { type ReactElement, useCallback, useEffect, useRef, useState } from 'react'
import { type Key, ListBox, ListBoxItem } from 'react-aria-components'
import type { Failure } from '../../src-shared/failure.ts'
import { labelmapKind } from '../../src-shared/labelmap-kinds.ts'
import { readFailure } from '../host/client.ts'
import { engine } from '../state/engine.ts'
import { failureText } from '../state/finding-text.ts'
import { parentOf } from '../state/parent-folder.ts'
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
  readonly folders: readonly Entry[]
  readonly files?: readonly Entry[] | undefined
}

interface Entry {
  readonly name: string
  readonly path: string
}

/** Chooses a folder, or a mask file in one, where the host has no dialog of its own: walk the folders, or type a path. */
export function FolderDialog(props: {
  readonly title: string
  readonly action: string
  readonly start: string
  readonly note: string | null
  readonly canCreate: boolean
  readonly picks?: 'folder' | 'mask'
  readonly onChoose: (path: string) => void
  readonly onClose: () => void
}): ReactElement {
  const t = useText()
  const ofMask = props.picks === 'mask'
  const [listing, setListing] = useState<Listing | null>(null)
  const [path, setPath] = useState(props.start)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [newName, setNewName] = useState<string | null>(null)
  const [absent, setAbsent] = useState(false)
  const typing = useRef<ReturnType<typeof setTimeout> | null>(null)
  const looked = useRef(0)

  const browse = useCallback(
    async (wanted: string | null): Promise<Listing | null> => {
      const number = ++looked.current
      try {
        const found = await engine().client.folders.browse({
          ...(wanted === null ? {} : { path: wanted }),
          ...(ofMask ? { files: 'labelmaps' } : {}),
        })
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
    },
    [ofMask],
  )
  useEffect(() => {
    const number = looked.current + 1
    void browse(props.start === '' ? null : props.start).then((found) => {
      // unless something was typed meanwhile
      if (found === null && props.start !== '' && number === looked.current) void browse(null)
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
      const folder = ofMask && labelmapKind(typed) !== null ? (parentOf(typed) ?? '') : typed
      if (folder.trim() === '') return
      engine()
        .client.folders.browse({ path: folder, ...(ofMask ? { files: 'labelmaps' } : {}) })
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
    if (ofMask && labelmapKind(path) !== null) {
      props.onChoose(path)
      return
    }
    if (path !== listing?.path && (await browse(path)) === null) return
    if (!ofMask) props.onChoose(path)
  }
  const act = (key: Key): void => {
    const chosen = String(key)
    if (listing?.files?.some((file) => file.path === chosen)) props.onChoose(chosen)
    else void browse(chosen)
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
          <Button
            kind="primary"
            onPress={() => void choose()}
            isDisabled={path.trim() === '' || (ofMask && labelmapKind(path) === null)}
          >
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
          <TextField
            label={ofMask ? t.folder.maskPath : t.folder.path}
            value={path}
            onChange={type}
            onSubmit={() => void choose()}
            autoFocus
          />
        </div>
        <ListBox
          aria-label={ofMask ? t.folder.maskList : t.folder.list}
          className={c('list')}
          items={[
            ...(listing?.folders ?? []).map((folder) => ({ ...folder, id: folder.path, icon: 'folder' as const })),
            ...(listing?.files ?? []).map((file) => ({ ...file, id: file.path, icon: 'lungs' as const })),
          ]}
          onAction={act}
          renderEmptyState={() => (
            <p className={c('empty')}>
              {listing !== null
                ? ofMask
                  ? t.folder.maskNone
                  : t.folder.none
                : absent || failure !== null
                  ? t.folder.absent
                  : t.folder.reading}
            </p>
          )}
        >
          {(entry) => (
            <ListBoxItem id={entry.id} textValue={entry.name} className={c('item')}>
              <Icon name={entry.icon} />
              {entry.name}
            </ListBoxItem>
          )}
        </ListBox>
      </div>
    </Dialog>
  )
}
