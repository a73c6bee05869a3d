/** The play that an address names, with the texts it was begun with. */
import { playWithId } from '../../db/plays.ts'
import { libraryAt } from '../../db/publications.ts'
import { as, type PlayId } from '../domain/ids.ts'
import type { Library } from '../domain/library.ts'
import { playThrough, type Play, type PlayedDecision } from '../domain/plays.ts'
import { stopsOf } from '../domain/play-story.ts'
import type { Scenario, Stop } from '../domain/scenario.ts'

export interface PlayOnPage {
  readonly play: Play
  readonly scenario: Scenario
  /** Of the publication with which the play was begun. */
  readonly library: Library
  readonly decisions: readonly PlayedDecision[]
  /** One more than the decisions: the last is where it stands. */
  readonly stops: readonly Stop[]
  readonly at: Stop
}

/**
 * Undefined when there is no such play, or when it is one of another scenario: whose it is, the access table
 * has asked. Throws when the ledger names a publication that the database does not hold.
 */
export async function playOnPage(
  { db }: Pick<App.Locals['portal'], 'db'>,
  named: { readonly scenario?: string | undefined; readonly play?: string | undefined },
): Promise<PlayOnPage | undefined> {
  const play = await playWithId(db.reader, as<PlayId>(named.play ?? ''))
  if (play === undefined || play.scenario !== named.scenario) return undefined
  const library = await libraryAt(db, play.publication)
  const scenario = library?.scenarios.get(play.scenario)
  if (library === undefined || scenario === undefined)
    throw new Error(`play ${play.id} rests on publication ${play.publication}, which holds no ${play.scenario}`)
  const { decisions, at } = playThrough(scenario, play)
  return { play, scenario, library, decisions, stops: stopsOf(scenario, decisions), at }
}
