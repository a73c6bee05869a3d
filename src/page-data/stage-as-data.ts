/** Who asks for it gets what stands on a stage as data, in place of the page that draws it. */
import type { StageView } from '../domain/stage-view.ts'

export function stageAsData(request: Request, view: StageView): Response | undefined {
  return request.headers.get('accept') === 'application/json' ? Response.json(view) : undefined
}
