/** Brings the stage to life where the server has drawn it. */
import { hydrateRoot } from 'react-dom/client'
import type { StageView } from '../../domain/stage-view.ts'
import { Stage } from './Stage.tsx'

const host = document.getElementById('stage')
const written = host?.dataset['view']
if (host !== null && written !== undefined) {
  const drawn = host.innerHTML
  hydrateRoot(host, <Stage view={JSON.parse(written) as StageView} />, {
    onUncaughtError(error) {
      // Whatever failed here, the forms that the server drew still work.
      host.innerHTML = drawn
      reportError(error)
    },
  })
}
