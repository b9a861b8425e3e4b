import { type ReactElement, useEffect, useState } from 'react'
import { hostBridge } from '../host/host-bridge.ts'
import { closeDialog } from '../state/app-store.ts'
import { failureText, findingText } from '../state/finding-text.ts'
import {
  cancelPicture,
  choosePicture,
  choosePictureIdentity,
  choosePictureScale,
  comparisonFiles,
  savePicture,
  setPictureFolder,
  usePicture,
} from '../state/picture-store.ts'
import type { Messages } from '../state/text/en.ts'
import { useText } from '../state/use-text.ts'
import { Button } from '../ui/button.tsx'
import { classes } from '../ui/classes.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Icon } from '../ui/icons.tsx'
import { Segmented } from '../ui/segmented.tsx'
import { Select } from '../ui/select.tsx'
import { TextField } from '../ui/text-field.tsx'
import { ComparisonProgress } from './comparison-progress.tsx'
import css from './picture-dialog.module.css'
import { useFolderChoice } from './use-folder-choice.tsx'

const c = classes(css)

/** Shows the picture of a viewport before it is written, and whether it was. */
export function PictureDialog(): ReactElement {
  const t = useText()
  const { offered, kind, withFigures, scale, identity, picture, name, folder, saving, saved, failure } = usePicture()
  const { cancelling, cancelled } = usePicture()
  const choice = useFolderChoice(folder, setPictureFolder)
  const shown = usePreview(picture)
  const bridge = hostBridge()
  if (choice.dialog !== null) return choice.dialog
  const isKept = identity === 'kept'
  const files = withFigures ? comparisonFiles(name) : [name]
  const taken = failure?.code === 'E_OUTPUT_EXISTS'
  const ready = picture !== null && !saving && folder.trim() !== ''
  // the first Esc stops the work, and the dialog says how that ended
  const close = (): void => {
    if (!cancelPicture()) closeDialog()
  }
  return (
    <Dialog
      title={withFigures ? t.compare.save : t.picture.title}
      closeLabel={t.close}
      width={760}
      onClose={close}
      note={t.researchUse}
      footer={
        saved !== null ? (
          <Button kind="primary" onPress={closeDialog} autoFocus>
            {t.save.done}
          </Button>
        ) : (
          <>
            <Button kind="quiet" shortcut="Esc" boxedShortcut onPress={close}>
              {cancelled || cancelling ? t.close : t.cancel}
            </Button>
            {taken && (
              <Button isDisabled={!ready} onPress={() => void savePicture('replace')}>
                {t.save.replace}
              </Button>
            )}
            <Button
              kind="primary"
              isDisabled={!ready}
              onPress={() => void savePicture(taken ? 'keep-both' : 'refuse')}
              autoFocus
            >
              {saving
                ? cancelling
                  ? t.save.cancelling
                  : t.save.saving
                : taken
                  ? t.save.keepBoth
                  : withFigures
                    ? t.compare.saveFiles(files.length)
                    : t.picture.save}
            </Button>
          </>
        )
      }
    >
      <div className={c('body')}>
        <div className={c('preview')}>
          {shown === null ? (
            <span>{failure === null ? t.picture.drawing : ''}</span>
          ) : (
            <img src={shown.url} alt={t.picture.preview} data-picture={`${shown.width}x${shown.height}`} />
          )}
        </div>
        <div className={c('fields')}>
          {!withFigures && (
            <>
              <span>{t.picture.shows}</span>
              <span className={c('choice')}>
                <Select
                  label={t.picture.shows}
                  choices={offered.map((id) => ({ id, name: t.picture.kinds[id] }))}
                  selected={kind}
                  onChange={choosePicture}
                />
              </span>
            </>
          )}
          <span>{t.picture.size}</span>
          <span className={c('choice')}>
            <Segmented
              label={t.picture.size}
              choices={(['1', '2'] as const).map((id) => ({ id, name: t.picture.scales[id] }))}
              selected={scale === 1 ? '1' : '2'}
              onChange={(id) => choosePictureScale(id === '1' ? 1 : 2)}
            />
            <span className={c('hint')}>{shown === null ? '' : t.picture.pixels(shown.width, shown.height)}</span>
          </span>
          <span>{t.save.folder}</span>
          <TextField
            label={t.save.folder}
            placeholder={t.save.folderPlaceholder}
            value={folder}
            isDisabled={saving}
            onChange={setPictureFolder}
          />
          <Button isDisabled={saving} onPress={choice.choose}>
            {t.save.choose}
          </Button>
          <span>{t.picture.name}</span>
          <span className={c('choice')} data-picture-name>
            {files.join(', ')}
          </span>
          <span>{t.save.identity}</span>
          <span className={c('choice', 'identity', isKept && 'kept')}>
            <Icon name={isKept ? 'warning' : 'lock'} size={14} />
            {identityWords(t, withFigures, isKept)}
            <Button kind="link" isDisabled={saving} onPress={() => choosePictureIdentity(isKept ? 'removed' : 'kept')}>
              {isKept ? t.save.identityRemove : t.picture.identityKeep}
            </Button>
          </span>
        </div>
        <div className={c('outcome', failure !== null && 'problem')} role={failure === null ? undefined : 'alert'}>
          <ComparisonProgress />
          {cancelled && <span>{t.save.cancelled}</span>}
          {failure !== null && (
            <>
              <Icon name="error" />
              <span>
                {failureText(t, failure)} <span className={c('hint')}>{t.code(failure.code)}</span>
              </span>
            </>
          )}
          {saved !== null && shown !== null && (
            <>
              <Icon name="check" />
              <span data-saved={saved.files.map((file) => file.name).join(' ')}>
                {withFigures
                  ? t.compare.savedFiles(saved.files.length, saved.files.map((file) => file.name).join(', '))
                  : saved.files.map((file) =>
                      t.picture.savedTo(file.name, shown.width, shown.height, t.formats.bytes(file.bytes)),
                    )}{' '}
                {saved.findings.map((finding) => findingText(t, finding)).join(' ')}
              </span>
              {bridge !== null && saved.files[0] !== undefined && (
                <Button
                  kind="link"
                  onPress={() =>
                    void bridge.showInFolder(
                      `${saved.folder}${saved.folder.includes('\\') ? '\\' : '/'}${saved.files[0]?.name ?? ''}`,
                    )
                  }
                >
                  {t.save.showFile}
                </Button>
              )}
            </>
          )}
        </div>
      </div>
    </Dialog>
  )
}

function identityWords(t: Messages, withFigures: boolean, isKept: boolean): string {
  if (withFigures) return isKept ? t.compare.identityKept : t.compare.identity
  return isKept ? t.picture.identityKept : t.picture.identityText
}

interface Preview {
  readonly url: string
  readonly width: number
  readonly height: number
}

/** The picture as an address for the page, with its size; null until it is decoded. */
function usePreview(picture: Blob | null): Preview | null {
  const [preview, setPreview] = useState<{ readonly picture: Blob; readonly shown: Preview } | null>(null)
  useEffect(() => {
    if (picture === null) return
    const url = URL.createObjectURL(picture)
    const image = new Image()
    image.onload = () => setPreview({ picture, shown: { url, width: image.naturalWidth, height: image.naturalHeight } })
    image.src = url
    return () => {
      image.onload = null
      URL.revokeObjectURL(url)
    }
  }, [picture])
  return preview?.picture === picture ? preview.shown : null
}
