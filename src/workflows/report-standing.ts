/** One person's standings on a day, with their causes and what clears them. */
import { wordBecause } from '../domain/because.ts'
import { whatRemains } from '../domain/certification.ts'
import { requirementKey } from '../domain/curriculum.ts'
import { FOREVER, dayOf, type Day } from '../domain/days.ts'
import { as, type PersonId, type ProgrammeId } from '../domain/ids.ts'
import { isReady, type Because } from '../domain/standing.ts'
import type { StandingKind } from '../domain/standing-words.ts'
import { factsOf } from '../../db/ledger.ts'
import type { Database } from '../../db/open.ts'
import { personByEmail, personById } from '../../db/people.ts'
import { currentLibrary } from '../../db/publications.ts'
import { standingsOf } from '../../db/standings.ts'

export interface StandingReport {
  readonly person: { readonly id: PersonId; readonly name: string; readonly email: string }
  readonly on: Day
  readonly standings: readonly {
    readonly programme: ProgrammeId
    readonly title: string
    readonly kind: StandingKind
    readonly ready: boolean
    readonly from: Day
    /** The first day on which something else holds; null when nothing is known to follow. */
    readonly to: Day | null
    readonly because: Because
    readonly says: string
    /** What is left to do, asked about today only; null when nothing counts yet or another day is asked about. */
    readonly clears: {
      readonly path: 'initial' | 'renewal'
      readonly minutes: number
      readonly requirements: readonly string[]
    } | null
  }[]
}

/** `person` is an id or an e-mail address; undefined when there is no such person. */
export async function reportStanding(
  db: Database,
  input: { readonly person: string; readonly on: Day },
  now: Temporal.Instant,
): Promise<StandingReport | undefined> {
  const { on } = input
  const person =
    (await personById(db.reader, as<PersonId>(input.person))) ?? (await personByEmail(db.reader, input.person))
  if (person === undefined) return undefined
  const library = await currentLibrary(db)
  const today = library === undefined ? undefined : dayOf(now, library.curriculum.organisation.timeZone)
  const facts = on === today ? await factsOf(db.reader, person.id) : []
  const standings = (await standingsOf(db, person.id, on)).map((standing) => {
    const programme = library?.programmes.get(standing.programme)
    const remaining = on === today && library && programme ? whatRemains(library, programme, facts, on) : undefined
    return {
      programme: standing.programme,
      title: programme?.title ?? standing.programme,
      kind: standing.kind,
      ready: isReady(standing.kind),
      from: standing.from,
      to: standing.to === FOREVER ? null : standing.to,
      because: standing.because,
      says: wordBecause(standing.because, { name: person.name }),
      clears:
        remaining?.kind === 'open'
          ? {
              path: remaining.path,
              minutes: remaining.minutesLeft,
              requirements: remaining.requirements
                .filter(({ met }) => met === undefined)
                .map(({ requirement }) => requirementKey(requirement)),
            }
          : null,
    }
  })
  return { person, on, standings: standings.toSorted((a, b) => a.title.localeCompare(b.title, 'en')) }
}
