/**
 * What people do without a story when clauses change: they read the notice, or do not, and show the new
 * words before their time is over. Of the newest publication only the table of people tells.
 */
import { keepsUp, readsNotices, type Deed } from './deeds.ts'
import { lotOf } from './routine.ts'
import type { PersonStory } from './someone.ts'
import { changedDaysAgo, publishedDaysAgo } from './teams.ts'

/** Whoever is asked to update has three weeks or more for it; nobody who follows the routine takes longer. */
const daysToUpdate = 20
const shareOfReaders = 0.7
/** Deeds after which a clause may reach somebody whom it did not reach before. */
const arrivals: ReadonlySet<Deed['does']> = new Set(['joins', 'comes-back', 'moves', 'takes-up'])

export function updateRoutineOf(person: PersonStory): readonly Deed[] {
  if (person.leavesTheRest || person.leavesUpdates) return []
  const came = person.deeds.filter(({ does }) => arrivals.has(does)).map(({ ago }) => ago)
  // Whoever came later than the change has learnt nothing else, and owes it only after a move or a return.
  const [first = 0] = came
  const reached = [...(first > changedDaysAgo ? [changedDaysAgo] : []), ...came.slice(1)]
  return reached.flatMap((asked) => {
    if (asked > changedDaysAgo) return []
    const ago = asked - 2 - Math.floor(lotOf(`${person.key} updates`) * (daysToUpdate - 2))
    if (ago <= publishedDaysAgo) return []
    const reads = lotOf(`${person.key} reads`) < shareOfReaders
    return [...(reads ? readsNotices(ago) : []), ...keepsUp(ago)]
  })
}
