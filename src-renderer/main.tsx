import './host/no-eval.ts'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { createClient, readFailure } from './host/client.ts'
import { openSession } from './host/session.ts'
import { PlainPage } from './panels/plain-page.tsx'
import { coarseThread, followDrag } from './state/coarse-store.ts'
import { followComparison } from './state/compare-run.ts'
import { connectEngine } from './state/engine.ts'
import { startWithChosenMethod } from './state/parameter-changes.ts'
import { rememberPlace, returnToPlace } from './state/place.ts'
import { loadSettings } from './state/settings-store.ts'
import { openFolder } from './state/studies-store.ts'
import { followMask } from './state/surface-store.ts'
import { text } from './state/use-text.ts'
import { followParts, partsThread } from './state/v-parts.ts'
import { loadHostInfo } from './state/workflow.ts'
import './style/tokens.css'
import './style/base.css'

async function start(): Promise<void> {
  const element = document.getElementById('root')
  if (element === null) return
  const root = createRoot(element)
  const session = await openSession()
  if (session.state !== 'open') {
    const words = text().session
    const refusal = {
      'used-up': { title: words.usedUpTitle, text: words.usedUp },
      expired: { title: words.expiredTitle, text: words.expired },
      unreachable: { title: words.unreachableTitle, text: words.unreachable },
    }[session.state]
    root.render(<PlainPage {...refusal} />)
    return
  }
  connectEngine(createClient(location.origin))
  try {
    await Promise.all([loadSettings(), loadHostInfo()])
  } catch (thrown) {
    console.error(readFailure(thrown).message)
    const words = text().session
    root.render(<PlainPage title={words.unreachableTitle} text={words.unreachable} />)
    return
  }
  startWithChosenMethod()
  followMask()
  followComparison()
  followDrag(coarseThread())
  followParts(partsThread())
  root.render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
  if (session.folder !== null) await openFolder(session.folder)
  else if (session.again) await returnToPlace()
  rememberPlace()
}

void start()
