/** Builders for what happens when clauses change: publications with their changes, and the life of one person. */
import { grantsFrom } from '../../src/domain/grants.ts'
import type { Programme } from '../../src/domain/curriculum.ts'
import { FOREVER, addDays, addMonths, day, type Day, type Stretch } from '../../src/domain/days.ts'
import type { ClauseChange, Fact, FactOf, Recorded } from '../../src/domain/facts.ts'
import {
  as,
  evidenceOf,
  type CertificateId,
  type Channel,
  type ClauseId,
  type JobRole,
  type NoticeId,
  type PersonId,
  type PinnedClause,
  type ProgrammeId,
} from '../../src/domain/ids.ts'
import type { Profile } from '../../src/domain/organisation.ts'
import { standingAt, standingTimeline, type Because, type Span } from '../../src/domain/standing.ts'
import type { StandingKind } from '../../src/domain/standing-words.ts'
import { clauseHistories, dutiesOf, shownFrom, type Duty } from '../../src/domain/updates.ts'

export const telephone = as<ProgrammeId>('telephone')
export const letters = as<ProgrammeId>('letters')
export const hold = as<ClauseId>('TEL-05')
export const silence = as<ClauseId>('TEL-09')
export const adviser = as<JobRole>('adviser')
export const clerk = as<JobRole>('clerk')
export const porter = as<JobRole>('porter')
export const phone = as<Channel>('phone')
export const post = as<Channel>('post')
const person = as<PersonId>('maya')

export const rules: Programme = {
  id: telephone,
  title: 'Telephone',
  summary: '',
  audience: { roles: 'everyone', channels: undefined, branches: undefined },
  requirements: [],
  renewal: [],
  completeWithinDays: 14,
  validForMonths: 12,
  renewalWindowDays: 60,
  graceDays: 30,
  opensChannels: [],
}

/** A material change of TEL-05 from its first revision to its second, for everyone, asked for within 21 days. */
export function change(given: Partial<ClauseChange> = {}): Partial<ClauseChange> & Pick<ClauseChange, 'revision'> {
  const revision = given.revision ?? 2
  return {
    clause: hold,
    verdict: 'material',
    before: { revision: revision - 1, roles: 'everyone', channels: 'all' },
    sameWordsAs: revision,
    programmes: [telephone],
    notice: as<NoticeId>('half-a-minute'),
    updateWithinDays: 21,
    asks: true,
    carries: [],
    roles: 'everyone',
    channels: 'all',
    ...given,
    revision,
  }
}

/** A publication of that day; a change is in force from its day on unless it says a later one. */
export function published(
  publication: number,
  on: string,
  ...changes: readonly Partial<ClauseChange>[]
): Recorded<FactOf<'published'>> {
  const whole = changes.map((one) => ({ effectiveOn: day(on), ...one }) as ClauseChange)
  return recorded({ kind: 'published', publication, digest: '', on: day(on), act: 'publish', changes: whole })
}

/** A certification for a year through the first publication, which names TEL-05 as it stood then. */
export function certified(
  on: string,
  given: Partial<Omit<FactOf<'granted'>, 'on' | 'clauses'>> & { readonly clauses?: readonly string[] } = {},
): Recorded<FactOf<'granted'>> {
  const expiresOn = given.expiresOn ?? addMonths(day(on), 12)
  const publication = given.publication ?? 1
  return recorded({
    kind: 'granted',
    person,
    programme: telephone,
    certificate: as<CertificateId>(on),
    path: 'initial',
    on: day(on),
    windowOpensOn: addDays(expiresOn, -60),
    evidence: [],
    ...given,
    publication,
    expiresOn,
    clauses: (given.clauses ?? ['TEL-05~1']).map((pinned) => evidenceOf(as<PinnedClause>(pinned), publication)),
  })
}

export function showed(pinned: string, on: string): Recorded<FactOf<'clause-updated'>> {
  const clause = evidenceOf(as<PinnedClause>(pinned), 2)
  return recorded({ kind: 'clause-updated', person, clause, publication: 2, by: 'questions', on: day(on) })
}

function recorded<F extends Fact>(fact: F): Recorded<F> {
  return { sequence: 1, at: '2026-01-01T09:00:00Z', by: null, fact }
}

/** From each day on, where the person works: job roles and channels. */
export function working(
  ...places: readonly (readonly [from: string, roles: readonly JobRole[], channels: readonly Channel[]])[]
): readonly Profile[] {
  return places.map(([from, roles, channels], index) => {
    const to = places[index + 1]?.[0]
    return {
      from: day(from),
      to: to === undefined ? FOREVER : day(to),
      roles,
      channels,
      team: null,
      branch: null,
      away: false,
    }
  })
}

export function stretch(from: string, to?: string): Stretch {
  return { from: day(from), to: to === undefined ? FOREVER : day(to) }
}

export interface Life {
  readonly published: readonly Recorded<FactOf<'published'>>[]
  /** What the person did and was granted, in the order recorded. */
  readonly did: readonly Recorded[]
  readonly profiles?: readonly Profile[]
  readonly required?: readonly Stretch[]
  readonly absences?: readonly Stretch[]
}

export function dutiesIn(life: Life, programme = telephone): readonly Duty[] {
  const histories = clauseHistories(life.published)
  return dutiesOf({
    programme,
    histories,
    shown: shownFrom(life.did, histories),
    required: life.required ?? [stretch('2026-01-01')],
    profiles: life.profiles ?? working(['2026-01-01', [adviser], [phone]]),
    absences: life.absences ?? [],
    grants: grantsFrom(life.did, programme),
  })
}

export function timelineIn(life: Life, programme = telephone): readonly Span[] {
  return standingTimeline({
    required: life.required ?? [stretch('2026-01-01')],
    absences: life.absences ?? [],
    grants: grantsFrom(life.did, programme),
    duties: dutiesIn(life, programme),
    rules: [{ ...stretch('2000-01-01'), value: rules }],
  })
}

/** What the person is on each of some days. */
export function kindsOn(
  life: Life,
  days: readonly string[],
  programme = telephone,
): Readonly<Record<string, StandingKind | undefined>> {
  const timeline = timelineIn(life, programme)
  return Object.fromEntries(days.map((on) => [on, standingAt(timeline, day(on))?.kind]))
}

export function becauseOn(life: Life, on: string, programme = telephone): Because | undefined {
  return standingAt(timelineIn(life, programme), day(on))?.because
}

/** The last day in time of what is owed on a day; undefined when nothing is. */
export function dueOn(life: Life, on: string, programme = telephone): Day | undefined {
  const because = becauseOn(life, on, programme)
  return because?.code === 'clauses-changed' || because?.code === 'update-late' ? because.due : undefined
}

/** Certified in March; TEL-05 changes on 1 November, in force from 15 November, 21 days to update: U is 22 November. */
export const touched: Life = {
  published: [published(2, '2026-11-01', change({ effectiveOn: day('2026-11-15') }))],
  did: [certified('2026-03-10')],
}

/** The same life, but for what is given. */
export function but(life: Life, given: Partial<Life>): Life {
  return { ...life, ...given }
}

/** The same life, going on with these deeds. */
export function followedBy(life: Life, ...did: readonly Recorded[]): Life {
  return { ...life, did: [...life.did, ...did] }
}
