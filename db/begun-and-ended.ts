/** What a person begins and ends, as attempts and plays are: the facts that say so, and not what comes between. */
import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import type { Fact, FactOf, Recorded } from '../src/domain/facts.ts'
import type { PersonId } from '../src/domain/ids.ts'
import { prepared, type Ask } from './open.ts'
import { facts } from './schema.ts'

/** What ends what begins. */
const ends = { 'attempt-started': 'attempt-closed', 'scenario-started': 'scenario-closed' } as const
type Ends = typeof ends

export interface BegunAndEnded<Start extends keyof Ends> {
  readonly started: Recorded<FactOf<Start>>
  /** Undefined while it is open. */
  readonly closed: Recorded<FactOf<Ends[Start]>> | undefined
}

/** A way to ask for all of a person that began with this kind of fact, the earliest first. `idOf` tells which end is whose. */
export function begunAndEnded<Start extends keyof Ends>(
  start: Start,
  idOf: (fact: FactOf<Start> | FactOf<Ends[Start]>) => string,
): (ask: Ask, person: PersonId) => Promise<readonly BegunAndEnded<Start>[]> {
  const both = prepared((ask) =>
    ask
      .select({ bytes: facts.bytes })
      .from(facts)
      .where(and(eq(facts.person, sql.placeholder('person')), inArray(facts.kind, [start, ends[start]])))
      .orderBy(asc(facts.sequence))
      .prepare(),
  )
  const isStart = (one: Recorded<FactOf<Start>> | Recorded<FactOf<Ends[Start]>>): one is Recorded<FactOf<Start>> =>
    (one.fact as Fact).kind === start
  return async (ask, person) => {
    const starts: Recorded<FactOf<Start>>[] = []
    const closed = new Map<string, Recorded<FactOf<Ends[Start]>>>()
    for (const { bytes } of await both(ask).all({ person })) {
      const one = JSON.parse(bytes) as Recorded<FactOf<Start>> | Recorded<FactOf<Ends[Start]>>
      if (isStart(one)) starts.push(one)
      else closed.set(idOf(one.fact), one)
    }
    return starts.map((started) => ({ started, closed: closed.get(idOf(started.fact)) }))
  }
}
