/** How many people a publication asks to show each clause that it changed; read from facts, before or after they are settled. */
import type { Day } from '../domain/days.ts'
import { standingsFrom } from '../domain/derived-standings.ts'
import type { ClauseChange } from '../domain/facts.ts'
import { pin, type PinnedClause } from '../domain/ids.ts'
import { askedBy, askedFrom } from '../domain/impact.ts'
import type { Database } from '../../db/open.ts'
import { organisationOf } from '../../db/organisation.ts'
import { publishedChanges, publishedRecounts, ruleHistories } from '../../db/publications.ts'
import { walkPeople } from './walk-people.ts'

export interface CountAskedInput {
  /** The changes of the publication in force. */
  readonly changes: readonly ClauseChange[]
  readonly on: Day
  readonly onProgress?: ((done: number, all: number) => void) | undefined
}

/** Counts everybody who owes a clause now, or will on coming back; of a clause that asks nobody, nothing. */
export async function countAsked(
  db: Database,
  { changes, on, onProgress }: CountAskedInput,
): Promise<ReadonlyMap<PinnedClause, number>> {
  const asking = changes.filter((change) => askedBy(change, on) !== undefined)
  const counts = new Map(asking.map(({ clause, revision }) => [pin(clause, revision), 0]))
  if (counts.size === 0) return counts
  const programmes = [...new Set(asking.flatMap((change) => change.programmes))]
  const ground = {
    organisation: await organisationOf(db),
    rules: new Map([...(await ruleHistories(db, db.reader))].filter(([programme]) => programmes.includes(programme))),
    histories: await publishedChanges(db, db.reader),
    recounts: await publishedRecounts(db, db.reader),
  }
  await walkPeople(db, { programmes, since: on, onProgress }, (_person, facts) => {
    for (const pinned of askedFrom(standingsFrom(facts, ground).spans, on)) {
      const count = counts.get(pinned)
      if (count !== undefined) counts.set(pinned, count + 1)
    }
  })
  return counts
}
