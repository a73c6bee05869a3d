/**
 * One person's standings on a day as they were known on another: each with its cause, and where what is known
 * now says otherwise, with the facts recorded since that turned it.
 */
import { mayReadDecision, type Viewer } from '../domain/access.ts'
import type { Whom } from '../domain/because.ts'
import { canonicalJson } from '../domain/canonical.ts'
import { FOREVER, holds, type Day } from '../domain/days.ts'
import { exceptionNames } from '../domain/exception-words.ts'
import { exceptionsFrom } from '../domain/exceptions.ts'
import { wordFact, type TurningKind } from '../domain/fact-words.ts'
import { namesFrom, type Names } from '../domain/history-words.ts'
import { as, type PersonId, type ProgrammeId } from '../domain/ids.ts'
import { BEGINNING, type NotAsked, type NotRequired } from '../domain/not-required.ts'
import { wordEntry } from '../domain/not-required-words.ts'
import { isReady, type Because, type Span } from '../domain/standing.ts'
import type { StandingKind } from '../domain/standing-words.ts'
import { dayAt } from '../domain/time-zones.ts'
import type { Database } from '../../db/open.ts'
import { teamNames } from '../../db/organisation.ts'
import { peopleByIds, personByEmail, personById, type PersonRow } from '../../db/people.ts'
import { currentLibrary, libraryAt } from '../../db/publications.ts'
import { reasonsOf, settingHistories } from '../../db/settings.ts'
import { knownThen, type NotKnown } from './known-then.ts'
import { reportPerson } from './report-person.ts'
import { todayIn } from './today-in.ts'
import { traceStanding } from './trace-standing.ts'

export interface StandingKnown {
  readonly kind: StandingKind
  readonly ready: boolean
  /** Null when it has always been so. */
  readonly from: Day | null
  /** The first day on which something else holds; null when nothing is known to follow. */
  readonly to: Day | null
  readonly because: Because | NotAsked
  readonly says: string
}

/** A fact recorded since, after which the day looked otherwise. */
export interface RecordedSince {
  readonly sequence: number
  readonly kind: TurningKind
  /** UTC instant. */
  readonly at: string
  readonly recordedOn: Day
  /** Null for the portal itself; left out where the viewer may not know who decided. */
  readonly by?: { readonly id: PersonId; readonly name: string } | null
  readonly says: string
}

export interface StandingThen extends StandingKnown {
  readonly programme: ProgrammeId
  readonly title: string
  /** What is known now, where it is another standing, or the same for another cause; null where it is the same. */
  readonly now: (StandingKnown & { readonly recordedSince: readonly RecordedSince[] }) | null
}

export interface StandingThenReport {
  readonly kind: 'reported'
  readonly person: PersonRow
  readonly on: Day
  readonly asKnownOn: Day
  /** The last fact that was known. */
  readonly ledgerSequence: number
  /** Whether anything had been recorded of the person. */
  readonly wasRecorded: boolean
  readonly standings: readonly StandingThen[]
}

export interface ReportStandingThen {
  /** An id or an e-mail address. */
  readonly person: string
  readonly on: Day
  readonly asKnownOn: Day
  /** To whom it is told; on the command line to whoever may read everything. */
  readonly viewer?: Viewer
}

export async function reportStandingThen(
  db: Database,
  { person: asked, on, asKnownOn, viewer }: ReportStandingThen,
  now: Temporal.Instant,
): Promise<StandingThenReport | NotKnown | { readonly kind: 'refused'; readonly reason: 'unknown-person' }> {
  const person = (await personById(db.reader, as<PersonId>(asked))) ?? (await personByEmail(db.reader, asked))
  const library = await currentLibrary(db)
  if (person === undefined || library === undefined) return { kind: 'refused', reason: 'unknown-person' }
  const then = await knownThen(db, { person: person.id, until: asKnownOn }, now)
  if (then.kind === 'refused') return then

  const today = await todayIn(db, now)
  const published = then.publication === undefined ? undefined : await libraryAt(db, then.publication)
  const { organisation } = (published ?? library).curriculum
  const names = namesFrom(organisation, [], await teamNames(db.reader), await reasonsOf(db))
  const report = await reportPerson(db, person.id, library)
  const nowBy = new Map(report.programmes.map((line) => [line.programme, line]))
  const whom = viewer?.id === person.id ? ('you' as const) : { name: person.name }
  const knowsDecisions = viewer === undefined || mayReadDecision(viewer, person.id)
  const known = [...new Set([...then.allDays.keys(), ...nowBy.keys()])].flatMap((programme) => {
    const entry = entryOn(then.allDays.get(programme), on)
    const present = entryOn(nowBy.get(programme)?.entries, on)
    const title = then.ground.rules.get(programme)?.at(-1)?.value.title ?? nowBy.get(programme)?.title ?? programme
    if (entry === undefined && (present === undefined || present.kind === 'not-required')) return []
    return [{ programme, title, entry: entry ?? notPublished, present: present ?? notPublished }]
  })
  const differing = known.filter(({ entry, present }) => isOtherwise(entry, present))
  const turns = await traceStanding(db, {
    person: person.id,
    programmes: differing.map(({ programme }) => programme),
    on,
    since: then.upTo,
  })
  const recorders = await peopleByIds(
    db.reader,
    [...turns.values()].flat().flatMap(({ by }) => by ?? []),
  )
  const settings = await settingHistories(db)
  const exceptions = exceptionsFrom(report.facts)
  const presentNames = { ...report.names, ...exceptionNames(library) }
  const standings = known.map(({ programme, title, entry, present }): StandingThen => ({
    programme,
    title,
    ...worded(entry, then.allDays.get(programme) ?? [], names, whom, asKnownOn),
    now: isOtherwise(entry, present)
      ? {
          ...worded(present, nowBy.get(programme)?.entries ?? [], report.names, whom, today),
          recordedSince: (turns.get(programme) ?? []).map(({ sequence, at, by, fact }) => ({
            sequence,
            kind: fact.kind,
            at,
            recordedOn: dayAt(settings, Temporal.Instant.from(at)),
            ...((knowsDecisions || !decisions.has(fact.kind)) && {
              by: by === null ? null : { id: by, name: recorders.get(by)?.name ?? 'somebody no longer named' },
            }),
            says: wordFact(fact, presentNames, exceptions),
          })),
        }
      : null,
  }))
  return {
    kind: 'reported',
    person,
    on,
    asKnownOn,
    ledgerSequence: then.upTo,
    wasRecorded: then.facts.length > 0,
    standings: standings.toSorted((a, b) => a.title.localeCompare(b.title, 'en')),
  }
}

/** Who recorded these is told to those alone who may read what was decided. */
const decisions: ReadonlySet<TurningKind> = new Set(['exception', 'exception-withdrawn'])

type Entry = Span | NotRequired

/** Of a programme that nobody had published. */
const notPublished: NotRequired = {
  kind: 'not-required',
  from: BEGINNING,
  to: FOREVER,
  because: { code: 'not-published-yet', publishedOn: FOREVER },
}

function entryOn(entries: readonly Entry[] | undefined, on: Day): Entry | undefined {
  return entries?.find((entry) => holds(entry, on))
}

/** Whoever is asked nothing is asked nothing, whatever the reason. */
function isOtherwise(then: Entry, now: Entry): boolean {
  if (then.kind !== now.kind) return true
  return then.kind !== 'not-required' && canonicalJson(then.because) !== canonicalJson(now.because)
}

/** In the words of the day on which it was known: what came after that day was still to come. */
function worded(entry: Entry, among: readonly Entry[], names: Names, whom: Whom, today: Day): StandingKnown {
  const { kind, from, to, because } = entry
  return {
    kind,
    ready: isReady(kind),
    from: from === BEGINNING ? null : from,
    to: to === FOREVER ? null : to,
    because,
    says: wordEntry(entry, among, today, names, whom),
  }
}
