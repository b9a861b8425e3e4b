import { type ReactElement, useState } from 'react'
import { Button as AriaButton, type Key, Tree, TreeItem, TreeItemContent } from 'react-aria-components'
import { findAction } from '../state/actions.ts'
import { hasCt, type StudyFolder, selectFolder, selectStudy, useStudies } from '../state/studies-store.ts'
import { useText } from '../state/use-text.ts'
import { Button } from '../ui/button.tsx'
import { classes } from '../ui/classes.ts'
import { Icon } from '../ui/icons.tsx'
import { Ring } from '../ui/progress.tsx'
import css from './folder-tree.module.css'
import panelFrame from './panel-frame.module.css'

const c = classes(panelFrame, css)
const separator = '/'

/** Open folders with their studies. */
export function FolderTree(): ReactElement {
  const t = useText()
  const folders = useStudies((state) => state.folders)
  const folderKey = useStudies((state) => state.folderKey)
  const studyId = useStudies((state) => state.studyId)
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set())
  const expanded = folders.filter((folder) => !folded.has(folder.key)).map((folder) => folder.key)
  const selected = folderKey === null ? [] : [studyId === null ? folderKey : `${folderKey}${separator}${studyId}`]
  const select = (key: Key): void => {
    const [folder = '', study] = String(key).split(separator)
    if (study === undefined) selectFolder(folder)
    else selectStudy(folder, study)
  }
  return (
    <>
      <div className={c('head', 'spread')}>
        <h2>{t.studies.folders}</h2>
        <Button kind="link" onPress={findAction('openFolder').run}>
          {t.studies.openFolder}
        </Button>
      </div>
      <Tree
        aria-label={t.studies.folders}
        className={c('tree')}
        selectionMode="single"
        selectionBehavior="replace"
        selectedKeys={selected}
        onSelectionChange={(keys) => {
          if (keys !== 'all') for (const key of keys) select(key)
        }}
        expandedKeys={expanded}
        onExpandedChange={(keys) =>
          setFolded(new Set(folders.map((folder) => folder.key).filter((key) => !keys.has(key))))
        }
      >
        {folders.map((folder) => (
          <FolderItem key={folder.key} folder={folder} isExpanded={!folded.has(folder.key)} />
        ))}
      </Tree>
    </>
  )
}

function FolderItem({ folder, isExpanded }: { folder: StudyFolder; isExpanded: boolean }): ReactElement {
  const t = useText()
  const studies = folder.result !== null && hasCt(folder.result) ? folder.result.studies : []
  const broken = folder.failure !== null || (folder.result !== null && !hasCt(folder.result))
  return (
    <TreeItem
      id={folder.key}
      textValue={folder.name}
      className={c('item', 'folder', isExpanded && studies.length > 0 && 'expanded')}
    >
      <TreeItemContent>
        {studies.length > 0 && (
          <AriaButton slot="chevron" className={c('chevron')}>
            <Icon name="chevron-right" size={14} />
          </AriaButton>
        )}
        {folder.job !== null && <Ring fraction={folder.progress?.fraction ?? 0} />}
        {broken && (
          <span className={c('octagon')}>
            <Icon name="error" size={14} />
          </span>
        )}
        <span className={c('itemName')}>{folder.result?.sample ? t.appBar.sample : folder.name}</span>
        <span className={c('itemFact')}>{folderFact(t, folder, studies.length)}</span>
      </TreeItemContent>
      {studies.map((study) => (
        <TreeItem
          key={study.studyId}
          id={`${folder.key}${separator}${study.studyId}`}
          textValue={t.appBar.caseCode(study.caseCode)}
          className={c('item', 'study')}
        >
          <TreeItemContent>
            <span className={c('itemName')}>{t.appBar.caseCode(study.caseCode)}</span>
            <span className={c('itemFact')}>{t.studies.series(study.series.length)}</span>
          </TreeItemContent>
        </TreeItem>
      ))}
    </TreeItem>
  )
}

function folderFact(t: ReturnType<typeof useText>, folder: StudyFolder, studies: number): string {
  if (folder.job !== null) return t.studies.reading
  if (folder.failure?.code === 'E_NO_CT' || (folder.failure === null && studies === 0)) return t.studies.noCt
  return folder.failure === null ? t.studies.studies(studies) : t.studies.failed
}
