import type { ReactElement } from 'react'
import type { SavedFile } from '../../src-shared/contract.ts'
import { defaultName } from '../../src-shared/default-formats.ts'
import { formats } from '../../src-shared/formats/registry.ts'
import { runRecordFileName } from '../../src-shared/run-record.ts'
import { closeDialog } from '../state/app-store.ts'
import { failureText, findingText } from '../state/finding-text.ts'
import {
  cancelSave,
  canHaveImage,
  type Existing,
  save,
  savedFormats,
  setSaveFolder,
  setSaveFormat,
  setSaveIdentity,
  setSaveImage,
  setSaveName,
  useSave,
} from '../state/save-store.ts'
import { useSegmentation } from '../state/segmentation-store.ts'
import type { Messages } from '../state/text/en.ts'
import { useText } from '../state/use-text.ts'
import { useVolume } from '../state/volume-store.ts'
import { Button } from '../ui/button.tsx'
import { Checkbox } from '../ui/checkbox.tsx'
import { classes } from '../ui/classes.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Icon } from '../ui/icons.tsx'
import { TextField } from '../ui/text-field.tsx'
import css from './save-dialog.module.css'
import { plannedRow, SaveRow } from './save-row.tsx'
import { openFindings, seriesName } from './series-facts.ts'
import { useFolderChoice } from './use-folder-choice.tsx'

const c = classes(css)
const groups = ['masks', 'surfaces', 'images', 'measurements'] as const

/** Chooses what is written and where, and shows each file until it is read back and checked. */
export function SaveDialog(): ReactElement | null {
  const t = useText()
  const method = useSegmentation((state) => state.info?.method ?? state.method)
  const { study, series } = useVolume()
  const info = useSegmentation((state) => state.info)
  const state = useSave()
  const choice = useFolderChoice(state.folder, (folder) => {
    if (info !== null) setSaveFolder(info.segmentationId, folder)
  })
  if (info === null || study === null || series === null) return null
  const id = info.segmentationId
  const saving = state.job !== null
  const count = savedFormats(state).length + 1
  const canHold = formats.some(({ id: format, holdsIdentity }) => holdsIdentity && state.formats.includes(format))
  const isKept = canHold && state.identity === 'kept'
  const planned = state.plan.reduce((sum, file) => sum + file.bytes, 0)
  const verified = state.files.filter((file) => file.status === 'verified').length
  const complete = state.files.length > 0 && verified === state.files.length
  const tried = state.files.length > 0 && !state.cancelled
  const texts = spokenTexts(t)
  const problem = state.problem ?? state.failure
  const ready = !saving && !tried && state.plan.length > 0 && state.problem === null
  const taken = state.plan.filter((file) => file.exists).length
  const choosesExisting = ready && taken > 0
  // the first Esc stops the work, and the dialog says how that ended
  const close = saving && !state.cancelling ? cancelSave : closeDialog
  if (choice.dialog !== null) return choice.dialog
  return (
    <Dialog
      title={t.save.title}
      subtitle={t.save.subtitle(study.caseCode, seriesName(t, series), t.method.names[method] ?? method)}
      closeLabel={t.close}
      width={1040}
      height={760}
      onClose={close}
      note={t.researchUse}
      footer={
        <>
          {!complete && (
            <Button kind="quiet" shortcut="Esc" boxedShortcut onPress={close}>
              {state.cancelled || state.cancelling || (tried && !saving) ? t.close : t.cancel}
            </Button>
          )}
          {complete ? (
            <Button kind="primary" onPress={closeDialog} autoFocus>
              {t.save.done}
            </Button>
          ) : (
            <>
              {choosesExisting && (
                <Button onPress={() => void save(id, 'replace', null, texts)}>{t.save.replace}</Button>
              )}
              <Button
                kind="primary"
                isDisabled={!ready}
                onPress={() => void save(id, choosesExisting ? 'keep-both' : 'refuse', null, texts)}
              >
                {state.cancelling
                  ? t.save.cancelling
                  : saving
                    ? t.save.saving
                    : choosesExisting
                      ? t.save.keepBoth
                      : t.save.save(count)}
              </Button>
            </>
          )}
        </>
      }
    >
      <div className={c('body')}>
        <Formats segmentationId={id} disabled={saving} />
        <div className={c('right')}>
          <div className={c('target')}>
            <span>{t.save.folder}</span>
            <TextField
              label={t.save.folder}
              placeholder={t.save.folderPlaceholder}
              value={state.folder}
              isDisabled={saving}
              onChange={(folder) => setSaveFolder(id, folder)}
            />
            <Button isDisabled={saving} onPress={choice.choose}>
              {t.save.choose}
            </Button>
            <span>{t.save.name}</span>
            <TextField
              label={t.save.name}
              placeholder={defaultName}
              value={state.name}
              isDisabled={saving}
              onChange={(name) => setSaveName(id, name)}
            />
            <span className={c('hint')}>{t.save.nameHint}</span>
            <span>{t.save.identity}</span>
            <span className={c('identity', isKept && 'kept')}>
              <Icon name={isKept ? 'warning' : 'lock'} size={14} />
              {isKept ? t.save.identityKept : t.save.identityText}
              {canHold && (
                <Button kind="link" isDisabled={saving} onPress={() => setSaveIdentity(isKept ? 'removed' : 'kept')}>
                  {isKept ? t.save.identityRemove : t.save.identityKeep}
                </Button>
              )}
            </span>
            {problem !== null && (
              <span className={c('problem')} role="alert">
                <Icon name="error" />
                <span>
                  {failureText(t, problem)} <span className={c('state')}>{t.code(problem.code)}</span>
                </span>
              </span>
            )}
          </div>
          <div className={c('listHead')}>
            <h3>{t.save.list}</h3>
            <span data-save-state={state.cancelled ? 'cancelled' : saving ? 'saving' : undefined}>
              {state.cancelled
                ? t.save.cancelled
                : choosesExisting
                  ? t.save.taken(taken)
                  : state.files.length === 0
                    ? state.plan.length === 0
                      ? t.save.planned(count)
                      : t.save.sizes(count, planned, state.freeBytes)
                    : t.save.verified(verified, state.files.length)}
            </span>
          </div>
          <Files segmentationId={id} />
          <SaveFindings />
          <OpenFindings />
        </div>
      </div>
    </Dialog>
  )
}

const spokenTexts = ({ save: { doneSpoken, notAllSpoken, cancelled } }: Messages) => ({
  done: doneSpoken,
  notAll: notAllSpoken,
  cancelled,
})

function Formats({ segmentationId, disabled }: { segmentationId: string; disabled: boolean }): ReactElement {
  const t = useText()
  const { formats: chosen, withImage, plan } = useSave()
  const recordName = plan.find(({ format }) => format === 'record')?.name ?? runRecordFileName
  const image = formats.filter(({ beside }) => beside !== undefined)
  const chosenImage = image.filter(({ beside }) => beside !== undefined && chosen.includes(beside))
  const titles = {
    masks: t.save.masks,
    surfaces: t.save.surfaces,
    images: t.save.images,
    measurements: t.save.measurements,
  }
  return (
    <div className={c('left')}>
      {groups.map((group) => {
        const inGroup = formats.filter((format) => format.group === group && format.beside === undefined)
        const hasCt = image.some((format) => format.group === group)
        if (inGroup.length === 0 && !hasCt) return null
        return (
          <section key={group}>
            <h3>{titles[group]}</h3>
            {inGroup.map((format) => (
              <Checkbox
                key={format.id}
                name={t.save.formatTitle[format.id] ?? format.title}
                detail={format.fileName}
                isSelected={chosen.includes(format.id)}
                isDisabled={disabled}
                onChange={(selected) => setSaveFormat(segmentationId, format.id, selected)}
              />
            ))}
            {hasCt && (
              <Checkbox
                name={t.save.ct}
                detail={
                  chosenImage.length === 0 ? t.save.ctNeeds : chosenImage.map(({ fileName }) => fileName).join(', ')
                }
                isSelected={withImage && canHaveImage(chosen)}
                isDisabled={disabled || chosenImage.length === 0}
                onChange={(selected) => setSaveImage(segmentationId, selected)}
              />
            )}
          </section>
        )
      })}
      <section>
        <h3>{t.save.always}</h3>
        <Checkbox name={t.save.record} detail={recordName} isSelected isDisabled onChange={() => {}} />
      </section>
    </div>
  )
}

function Files({ segmentationId }: { segmentationId: string }): ReactElement {
  const t = useText()
  const state = useSave()
  const { plan, files, job, savedTo } = state
  const chosen = savedFormats(state)
  const texts = spokenTexts(t)
  const rows: readonly SavedFile[] =
    files.length > 0
      ? files
      : [...formats.filter((format) => chosen.includes(format.id)).map((format) => format.id), 'record'].map((id) =>
          plannedRow(t, id, plan),
        )
  // A record that was refused is written with the files it tells of.
  const retry = (file: SavedFile, existing: Existing): void =>
    void save(
      segmentationId,
      existing,
      files
        .filter((row) => row.name === file.name || (row.status !== 'verified' && row.format === 'record'))
        .map((row) => row.name),
      texts,
    )
  return (
    <ul className={c('list')}>
      {rows.map((file) => (
        <SaveRow
          key={file.format}
          file={file}
          isPlan={files.length === 0}
          saving={job !== null}
          triesAgain={!state.cancelled}
          folder={savedTo}
          onRetry={retry}
        />
      ))}
    </ul>
  )
}

/** What of the saving itself has to be known. */
function SaveFindings(): ReactElement {
  const t = useText()
  const findings = useSave((state) => state.findings)
  return (
    <>
      {findings.map((finding) => (
        <p key={finding.code} className={c('findings')} role="alert" data-save-finding={finding.code}>
          <Icon name="warning" />
          {findingText(t, finding)}
        </p>
      ))}
    </>
  )
}

function OpenFindings(): ReactElement | null {
  const t = useText()
  const loaded = useVolume((state) => state.findings)
  const ran = useSegmentation((state) => state.info?.findings)
  const open = openFindings([...loaded, ...(ran ?? [])]).length
  if (open === 0) return null
  return (
    <p className={c('findings')}>
      <Icon name="warning" />
      {t.save.openFindings(open)}
      <Button kind="link" onPress={closeDialog}>
        {t.save.review}
      </Button>
    </p>
  )
}
