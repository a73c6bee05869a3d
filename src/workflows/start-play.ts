import { randomInt } from 'node:crypto'
import { record } from '../../db/ledger.ts'
import { newId } from '../../db/new-id.ts'
import { type Database, write } from '../../db/open.ts'
import { isPlayOutOfTime, playsBy } from '../../db/plays.ts'
import { currentLibrary } from '../../db/publications.ts'
import { seedCeiling } from '../domain/chance.ts'
import { as, type PersonId, type PlayId, type ScenarioId } from '../domain/ids.ts'
import { todayIn } from './today-in.ts'

export interface StartPlay {
  readonly person: PersonId
  readonly scenario: ScenarioId
}

export type StartPlayOutcome =
  | { readonly kind: 'started' | 'resumed'; readonly play: PlayId }
  | { readonly kind: 'refused'; readonly reason: 'scenario-not-found' }

/**
 * Begins an assessed play, or goes on with the one that is open: there is never more than one for a person
 * and scenario, also when two tabs start at once. A play after a closed one starts over, with its own seed.
 */
export async function startPlay(
  db: Database,
  { person, scenario: id }: StartPlay,
  now: Temporal.Instant,
): Promise<StartPlayOutcome> {
  const library = await currentLibrary(db)
  const content = library?.hashes.get(`scenario:${id}`)
  if (library === undefined || content === undefined || !library.scenarios.has(id))
    return { kind: 'refused', reason: 'scenario-not-found' }
  // Chosen before the transaction, which may run twice when another process held the lock.
  const seed = randomInt(seedCeiling)
  const play = as<PlayId>(newId())
  const on = await todayIn(db, now)
  const { publication } = library

  return write(db, async (tx): Promise<StartPlayOutcome> => {
    const open = (await playsBy(tx, person, id)).findLast(({ closed }) => closed === undefined)
    // One begun before the scenario changed may be finished for a while; then the next begins.
    if (open !== undefined && !(await isPlayOutOfTime(db, tx, open.started.fact, on)))
      return { kind: 'resumed', play: open.started.fact.play }
    await record(
      tx,
      [{ kind: 'scenario-started', person, play, scenario: id, publication, content, seed, on }],
      now,
      person,
    )
    return { kind: 'started', play }
  })
}
