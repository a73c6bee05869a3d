/** One person's standings on a day, in every programme, with their causes and what clears them. */
import type { Path } from '../domain/certification.ts'
import { clearingOf, wordClearing } from '../domain/clearing.ts'
import { requirementKey } from '../domain/curriculum.ts'
import { FOREVER, holds, type Day } from '../domain/days.ts'
import { as, pin, type PersonId, type PinnedClause, type ProgrammeId, type ScenarioId } from '../domain/ids.ts'
import { BEGINNING, type NotAsked } from '../domain/not-required.ts'
import { wordEntry } from '../domain/not-required-words.ts'
import type { UpdatePart } from '../domain/outcomes.ts'
import { isReady, type Because } from '../domain/standing.ts'
import { minutesOfUpdate, pendingUpdates } from '../domain/pending-updates.ts'
import { toShowInWords } from '../domain/update-words.ts'
import type { StandingKind } from '../domain/standing-words.ts'
import type { Database } from '../../db/open.ts'
import { personByEmail, personById } from '../../db/people.ts'
import { currentLibrary, publishedChanges } from '../../db/publications.ts'
import { reportPerson } from './report-person.ts'
import { todayIn } from './today-in.ts'

export interface StandingReport {
  readonly person: { readonly id: PersonId; readonly name: string; readonly email: string }
  readonly on: Day
  readonly standings: readonly {
    readonly programme: ProgrammeId
    readonly title: string
    readonly kind: StandingKind
    readonly ready: boolean
    /** Null when it has always been so. */
    readonly from: Day | null
    /** The first day on which something else holds; null when nothing is known to follow. */
    readonly to: Day | null
    readonly because: Because | NotAsked
    readonly says: string
    /**
     * What is left to do, asked about today only; null when nothing is, or when another day is asked about. Of
     * somebody exempt or paused it is what will be left once that is over.
     */
    readonly clears: {
      readonly path: Path
      readonly minutes: number
      readonly requirements: readonly string[]
    } | null
    /** The first day on which an exemption or a pause is over by itself; null without one. */
    readonly endsOn: Day | null
    /** The changed clauses that are to be shown, asked about today only; none where no update is asked. */
    readonly update: readonly {
      readonly clause: PinnedClause
      readonly shownAt: number | null
      readonly due: Day | null
      /** For the texts and the questions; the scenario beside them takes its own. */
      readonly minutes: number
      /** What is still to be done of it. */
      readonly open: readonly UpdatePart[]
      /** The scenario that is still to be played again for it; null without one. */
      readonly replay: { readonly scenario: ScenarioId; readonly minutes: number } | null
      readonly says: string
    }[]
    /** For the whole update: a scenario that several clauses ask for is played once. */
    readonly updateMinutes: number
    /** The whole update in words; null where none is asked. */
    readonly updateSays: string | null
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
  if (library === undefined) return { person, on, standings: [] }
  const today = await todayIn(db, now)
  const { programmes, names, facts } = await reportPerson(db, person.id, library)
  const whom = { name: person.name }
  const asked = programmes.flatMap(({ programme, spans }) =>
    spans.flatMap((span) => (holds(span, on) ? [{ ...span, programme }] : [])),
  )
  const histories = await publishedChanges(db, db.reader)
  const pending = on === today ? pendingUpdates(library, histories, asked, facts, today).clauses : []
  const standings = programmes.flatMap(({ programme, title, entries }) => {
    const entry = entries.find((one) => holds(one, on))
    if (entry === undefined) return []
    const update = pending.filter((one) => one.programmes.some(({ id }) => id === programme))
    const clearing =
      entry.kind !== 'not-required' && on === today
        ? clearingOf(library, library.programmes.get(programme), facts, entry, update, today)
        : undefined
    const left = clearing?.kind === 'path' ? clearing : clearing?.kind === 'by-itself' ? clearing.then : undefined
    return {
      programme,
      title,
      kind: entry.kind,
      ready: isReady(entry.kind),
      from: entry.from === BEGINNING ? null : entry.from,
      to: entry.to === FOREVER ? null : entry.to,
      because: entry.because,
      says: wordEntry(entry, entries, today, names, whom),
      clears:
        left === undefined
          ? null
          : { path: left.path, minutes: left.minutes, requirements: left.requirements.map(requirementKey) },
      endsOn: (clearing?.kind === 'by-itself' ? clearing.on : undefined) ?? null,
      update: update.map((one) => ({
        clause: pin(one.clause.id, one.clause.revision),
        shownAt: one.from === 0 ? null : one.from,
        due: one.due === FOREVER ? null : one.due,
        minutes: one.minutes,
        open: one.open,
        replay:
          one.replay === undefined || !one.open.includes('scenario')
            ? null
            : { scenario: one.replay.id, minutes: one.replay.minutes },
        says: toShowInWords(one),
      })),
      updateMinutes: minutesOfUpdate(update),
      updateSays: clearing?.kind === 'update' ? (wordClearing(clearing) ?? null) : null,
    }
  })
  return { person, on, standings }
}
