/**
 * A changed validity counts for certificates that are granted from then on. It reaches those granted before
 * only where a notice says so: then they end as if they had been granted by the new rule, and never before
 * the day that the notice leaves them.
 */
import type { Curriculum, Programme } from './curriculum.ts'
import { addDays, later, type Day } from './days.ts'
import { exceptionsFrom } from './exceptions.ts'
import { renewsFrom } from './expiry.ts'
import type { FactOf, Recorded } from './facts.ts'
import { grantOn, grantsFrom, termsOn, type Recount } from './grants.ts'
import type { NoticeId, ProgrammeId } from './ids.ts'

export type PublishedRecount = NonNullable<FactOf<'published'>['recounts']>[number]

/** A programme that a notice recounts in vain, because its validity is what it was. */
export interface IdleRecount {
  readonly notice: NoticeId
  readonly programme: ProgrammeId
}

/** Whether certificates would end on other days by the one than by the other. */
export function isValidityChanged(before: Programme, after: Programme): boolean {
  return (
    before.validForMonths !== after.validForMonths ||
    renewsFrom(before) !== renewsFrom(after) ||
    before.fixedExpiry !== after.fixedExpiry ||
    before.leastActiveDays !== after.leastActiveDays
  )
}

/** What the notices that a publication is the first to hold recount, and what they name in vain. */
export function recountsBetween(
  before: Pick<Curriculum, 'notices' | 'programmes'>,
  after: Pick<Curriculum, 'notices' | 'programmes'>,
  publishedOn: Day,
): { readonly recounts: readonly PublishedRecount[]; readonly idle: readonly IdleRecount[] } {
  const recounts: PublishedRecount[] = []
  const idle: IdleRecount[] = []
  const known = new Set(before.notices.map(({ id }) => id))
  for (const { id: notice, effective, updateWithinDays, recounts: named = [] } of after.notices) {
    if (known.has(notice)) continue
    const on = 'on' in effective ? effective.on : addDays(publishedOn, effective.daysAfterPublication)
    const from = later(on, publishedOn)
    for (const programme of named) {
      const [old, now] = [before, after].map(({ programmes }) => programmes.find(({ id }) => id === programme))
      const isTold = recounts.some((one) => one.programme === programme)
      if (old === undefined || now === undefined || isTold || !isValidityChanged(old, now)) {
        idle.push({ notice, programme })
      } else recounts.push({ programme, notice, from, notBefore: addDays(from, updateWithinDays) })
    }
  }
  return { recounts, idle }
}

/** What a publication states of its programmes, by its number. */
export type StatedProgrammes = ReadonlyMap<number, ReadonlyMap<ProgrammeId, Programme>>

/** Everything recounted so far, by programme and in the order published. */
export function recountHistories(
  published: readonly Recorded<FactOf<'published'>>[],
  stated: StatedProgrammes,
): ReadonlyMap<ProgrammeId, readonly Recount[]> {
  const all = published.flatMap(({ fact: { publication, on, recounts = [] } }) =>
    recounts.flatMap((recount) => {
      const before = stated.get(publication - 1)?.get(recount.programme)
      const rule = stated.get(publication)?.get(recount.programme)
      if (before === undefined || rule === undefined) return []
      return [recountOf(recount, { publication, publishedOn: on, before, rule })]
    }),
  )
  return Map.groupBy(all, ({ rule }) => rule.id)
}

/** What a publication that is still to come would recount, after everything recounted so far. */
export function recountsWith(
  known: ReadonlyMap<ProgrammeId, readonly Recount[]>,
  coming: readonly PublishedRecount[],
  made: {
    readonly publication: number
    readonly publishedOn: Day
    readonly before: ReadonlyMap<ProgrammeId, Programme>
    readonly after: ReadonlyMap<ProgrammeId, Programme>
  },
): ReadonlyMap<ProgrammeId, readonly Recount[]> {
  if (coming.length === 0) return known
  const all = new Map(known)
  for (const recount of coming) {
    const { programme } = recount
    const [before, rule] = [made.before.get(programme), made.after.get(programme)]
    if (before === undefined || rule === undefined) continue
    const { publication, publishedOn } = made
    all.set(programme, [...(all.get(programme) ?? []), recountOf(recount, { publication, publishedOn, before, rule })])
  }
  return all
}

function recountOf(
  { notice, from, notBefore }: PublishedRecount,
  made: Pick<Recount, 'publication' | 'publishedOn' | 'before' | 'rule'>,
): Recount {
  return { ...made, notice, from, notBefore }
}

/** What a recounted validity does to certificates that are held. */
export interface Recounted extends Pick<PublishedRecount, 'from' | 'notBefore'> {
  readonly sooner: number
  readonly later: number
}

/** Which way the end of the certificate that somebody holds moves; undefined where it stays or none is held. */
export function movedEnd(
  facts: readonly Recorded[],
  programme: ProgrammeId,
  on: Day,
  { without, with: after }: { readonly without: readonly Recount[]; readonly with: readonly Recount[] },
): 'sooner' | 'later' | undefined {
  const [was, is] = [endOf(facts, programme, on, without), endOf(facts, programme, on, after)]
  if (was === undefined || is === undefined || was === is) return undefined
  return is < was ? 'sooner' : 'later'
}

/** The last day of the certificate held on a day, by all that is known of what comes. */
export function endOf(
  facts: readonly Recorded[],
  programme: ProgrammeId,
  on: Day,
  recounts: readonly Recount[],
): Day | undefined {
  const grant = grantOn(grantsFrom(facts, programme, exceptionsFrom(facts, programme), recounts), on)
  if (grant === undefined) return undefined
  const now = termsOn(grant, on)
  if (now.state !== 'as-granted' || now.expiresOn < on) return undefined
  return (grant.terms?.at(-1) ?? now).expiresOn
}
