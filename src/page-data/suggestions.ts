/** What a page needs to take suggestions on the text that it shows, and to show what became of them. */
import { newId } from '../../db/new-id.ts'
import { suggestionsAt } from '../../db/suggestions.ts'
import { suggestionRefusals } from '../actions/suggestions.ts'
import { refusedForm } from '../actions/refused-form.ts'
import type { Viewer } from '../domain/access.ts'
import type { Day } from '../domain/days.ts'
import type { Suggestion, SuggestionPlace } from '../domain/suggestions.ts'
import { dayAt } from '../domain/time-zones.ts'

export interface SuggestionBox {
  readonly place: SuggestionPlace
  /** The viewer's own of this place, the last first. */
  readonly own: readonly Suggestion[]
  /** Brought by the form, so that it is recorded once. */
  readonly freshId: string
  readonly typed: string
  /** Beside the words; undefined when they were not refused. */
  readonly refusal: string | undefined
  /** A refusal of the whole form. */
  readonly note: string | undefined
  readonly isRefused: boolean
  /** It was sent just now. */
  readonly isDone: boolean
  dayOf(instant: Temporal.Instant): Day
}

export async function suggestionBox(
  { portal, settings, typed }: Pick<App.Locals, 'portal' | 'settings' | 'typed'>,
  viewer: Viewer,
  place: SuggestionPlace,
  asked: { readonly result: Parameters<typeof refusedForm>[0]; readonly url: URL },
): Promise<SuggestionBox> {
  const form = refusedForm(asked.result, typed, ['text'], suggestionRefusals)
  const isSentBefore = form.note === suggestionRefusals['suggestion-taken'].says
  return {
    place,
    own: await suggestionsAt(portal.db.reader, viewer.id, place),
    freshId: isSentBefore ? newId() : form.typed('suggestion', newId()),
    typed: form.typed('text'),
    refusal: form.at('text'),
    note: form.note,
    isRefused: form.isRefused,
    isDone: asked.url.searchParams.has('suggested'),
    dayOf: (instant) => dayAt(settings, instant),
  }
}
