/** How far somebody has come in practising a scenario, as its page tells it. */
import { rehearsalOf } from '../../db/rehearsals.ts'
import type { Viewer } from '../domain/access.ts'
import { stopsOf } from '../domain/play-story.ts'
import { play, type Decision, type Scenario, type Stop } from '../domain/scenario.ts'

export interface RehearsalOnPage {
  readonly decisions: readonly Decision[]
  /** One more than the decisions: the last is where it stands. */
  readonly stops: readonly Stop[]
  readonly at: Stop
}

/** What was said of an older text is not gone on with: it begins anew. */
export async function rehearsalOnPage(
  { portal, library }: Pick<App.Locals, 'portal' | 'library'>,
  viewer: Viewer,
  scenario: Scenario,
): Promise<RehearsalOnPage> {
  const kept = await rehearsalOf(portal.db.reader, viewer.id, scenario.id)
  const isOfToday = kept !== undefined && kept.content === library.hashes.get(`scenario:${scenario.id}`)
  const played = (isOfToday ? play(scenario, kept.choices) : undefined) ?? play(scenario, [])
  if (played === undefined) throw new RangeError(`the scenario ${scenario.id} cannot be begun`)
  return { ...played, stops: stopsOf(scenario, played.decisions) }
}
