/**
 * Sends a form of the stage in the background: the same form to the same address as without a script. Asked for
 * it, the page that follows answers with what stands on its stage instead of drawing it.
 */
import type { StageView } from '../../domain/stage-view.ts'

/** Why something could not be sent, and the way out: send it again, or go where it says. */
export interface Trouble {
  readonly says: string
  readonly wayOut: 'again' | { readonly href: string; readonly label: string }
}

export type Answer =
  | { readonly kind: 'stage'; readonly view: StageView }
  /** It goes on on another page: the play is over. */
  | { readonly kind: 'elsewhere'; readonly href: string }
  | { readonly kind: 'trouble'; readonly trouble: Trouble }

/** After this long nobody believes any more that it is on its way; sent again, a reply is still said once. */
const patienceMs = 20_000

/** `isReply`: the form says something, and does not step back or start over. */
export async function send(action: string, form: URLSearchParams, isReply: boolean): Promise<Answer> {
  const nothingLost = isReply ? 'Nothing is lost: your reply is still marked.' : 'Nothing is lost.'
  let response: Response
  let written: unknown
  try {
    response = await fetch(action, {
      method: 'POST',
      body: form,
      headers: { accept: 'application/json' },
      signal: AbortSignal.timeout(patienceMs),
    })
    if (response.ok && isJson(response)) written = await response.json()
  } catch {
    return trouble(`The connection broke before this was answered. ${nothingLost}`)
  }
  if (isStage(written)) return { kind: 'stage', view: written }
  const { pathname, href } = new URL(response.url)
  if (response.redirected && pathname.startsWith(`${location.pathname}/`)) return { kind: 'elsewhere', href }
  if (response.redirected && pathname !== location.pathname)
    return trouble(`Your session has ended, so this was not ${isReply ? 'said' : 'done'} yet.`, {
      href,
      label: 'Sign in, and go on from here',
    })
  if (response.status >= 500) return trouble(`The portal could not take this just now. ${nothingLost}`)
  return trouble('This cannot go on here. What was said before stands.', {
    href: location.pathname,
    label: 'Open the page anew',
  })
}

function isJson(response: Response): boolean {
  return response.headers.get('content-type')?.startsWith('application/json') === true
}

/** A portal that was made anew since this page was opened may answer in a form that is not known here. */
function isStage(written: unknown): written is StageView {
  if (typeof written !== 'object' || written === null) return false
  const parts: readonly (keyof StageView)[] = ['decision', 'caller', 'earlier', 'now', 'turn', 'forms', 'progress']
  return parts.every((part) => part in written)
}

function trouble(says: string, wayOut: Trouble['wayOut'] = 'again'): Answer {
  return { kind: 'trouble', trouble: { says, wayOut } }
}
