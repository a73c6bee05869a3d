/**
 * Certification over the years, read a second time: from the facts as they lie in the ledger, one day after
 * another, as slowly and plainly as the design says it. Only the adding of days and months is shared with
 * the rules' own code.
 */
import type { Programme } from '../../src/domain/curriculum.ts'
import { FOREVER, addDays, addMonths, day, daysBetween, earlier, later, type Day } from '../../src/domain/days.ts'
import type { Fact, FactKind, FactOf, Recorded } from '../../src/domain/facts.ts'
import type { ClauseId, ProgrammeId } from '../../src/domain/ids.ts'
import { pendingPlainly, type PlainChange, type PlainDays, type PlainLife } from './plain-reading.ts'

const first = day('2026-01-01')

export interface PlainStanding {
  readonly kind: string
  readonly code: string
  readonly due?: Day | undefined
  readonly windowOpensOn?: Day | undefined
  readonly expiresOn?: Day | undefined
  readonly expiredOn?: Day | undefined
  readonly graceEndsOn?: Day | undefined
  readonly exception?: string | undefined
  readonly clauses?: readonly (readonly [clause: string, since: Day, due: Day])[] | undefined
}

export interface PlainGrantEarned {
  readonly path: string
  readonly on: Day
  readonly windowOpensOn: Day
  readonly expiresOn: Day
  readonly evidence: readonly number[]
}

type Granted = Recorded<FactOf<'granted'>>
type Excepted = Recorded<FactOf<'exception'>>

export type PlainYears = ReturnType<typeof readYears>

/** `programmesOf` gives the programmes that a publication held. */
export function readYears(
  facts: readonly Recorded[],
  programmesOf: (publication: number) => readonly Programme[],
  histories: readonly Recorded<FactOf<'published'>>[] = ofKind(facts, 'published'),
) {
  const exceptions = ofKind(facts, 'exception')
  const withdrawals = ofKind(facts, 'exception-withdrawn')
  const granted = ofKind(facts, 'granted')
  /** Long after the last day of which anything is said; what has not come by then never comes. */
  const horizon = addDays(facts.flatMap(({ fact }) => daysIn(fact)).reduce(later), 500)
  const begin = facts.flatMap(({ fact }) => daysIn(fact)).reduce(earlier)
  const known = new Map<string, unknown>()
  /** A day is read once, however often it is asked for. */
  function once<T>(key: string, read: () => T): T {
    if (!known.has(key)) known.set(key, read())
    return known.get(key) as T
  }

  /** The word of a day: the one recorded last, of those that hold from that day or an earlier one. */
  function word<Kind extends FactKind>(kind: Kind, on: Day, team?: string | null): FactOf<Kind> | undefined {
    return facts.findLast(
      ({ fact }) =>
        fact.kind === kind &&
        'from' in fact &&
        fact.from <= on &&
        (team === undefined || ('team' in fact && fact.team === team)),
    )?.fact as FactOf<Kind> | undefined
  }
  const isEmployed = (on: Day) => once(`employed ${on}`, () => word('employment', on)?.employed ?? false)
  const isAway = (on: Day) => once(`away ${on}`, () => isEmployed(on) && (word('leave', on)?.away ?? false))
  const rolesOn = (on: Day): readonly string[] => word('job-roles', on)?.roles ?? []
  const teamOn = (on: Day) => word('membership', on)?.team ?? null
  const channelsOn = (on: Day): readonly string[] => {
    const team = teamOn(on)
    return team === null ? [] : (word('team-channels', on, team)?.channels ?? [])
  }
  const branchOn = (on: Day): string | null => {
    const team = teamOn(on)
    return team === null ? null : (word('team-branch', on, team)?.branch ?? null)
  }

  function ruleOn(programme: ProgrammeId, on: Day): Programme | undefined {
    const publication = histories.findLast(({ fact }) => fact.on <= on)
    return publication && programmesOf(publication.fact.publication).find(({ id }) => id === programme)
  }

  function isRequired(programme: ProgrammeId, on: Day): boolean {
    return once(`required ${programme} ${on}`, () => {
      const rule = isEmployed(on) ? ruleOn(programme, on) : undefined
      if (rule === undefined) return false
      const { roles, channels, branches } = rule.audience
      if (roles !== 'everyone' && !rolesOn(on).some((role) => (roles as readonly string[]).includes(role))) return false
      if (channels && !channelsOn(on).some((channel) => (channels as readonly string[]).includes(channel))) return false
      return !branches || (branches as readonly (string | null)[]).includes(branchOn(on))
    })
  }

  function requiredSince(programme: ProgrammeId, on: Day): Day {
    return once(`since ${programme} ${on}`, () => {
      let since = on
      while (isRequired(programme, addDays(since, -1))) since = addDays(since, -1)
      return since
    })
  }

  const withdrawnOn = ({ fact }: Excepted) => withdrawals.find((one) => one.fact.exception === fact.exception)?.fact.on

  function holdsOn(exception: Excepted, on: Day): boolean {
    const { terms } = exception.fact
    const back = withdrawnOn(exception)
    if (back !== undefined && on >= back) return false
    if (terms.kind === 'waiver') return terms.from <= on && on <= terms.until
    if (terms.kind === 'pause') return terms.from <= on && (terms.until === null || on <= terms.until)
    return exception.fact.on <= on
  }

  function lastHolding(programme: ProgrammeId, kind: string, on: Day): Excepted | undefined {
    return exceptions.findLast(
      (one) => one.fact.programme === programme && one.fact.terms.kind === kind && holdsOn(one, on),
    )
  }

  function rests(programme: ProgrammeId, on: Day): boolean {
    return once(`rests ${programme} ${on}`, () => isAway(on) || lastHolding(programme, 'pause', on) !== undefined)
  }

  /** The last day in time of something asked, when rest days do not count. */
  function dueOf(programme: ProgrammeId, since: Day, days: number): Day {
    return once(`due ${programme} ${since} ${days}`, () => {
      let had = 0
      for (let on = since; on < horizon; on = addDays(on, 1)) {
        if (had > days) return addDays(on, -1)
        if (!rests(programme, on)) had += 1
      }
      return FOREVER
    })
  }

  function withMoreTime(programme: ProgrammeId, due: Day, since: Day, on: Day): Day {
    let moved = due
    for (const one of exceptions) {
      const { terms } = one.fact
      if (one.fact.programme !== programme || terms.kind !== 'extension' || terms.certificate !== null) continue
      if (one.fact.on >= since && holdsOn(one, on) && terms.until > moved) moved = terms.until
    }
    return moved
  }

  /** The first of the fixed days, or so many months on; `after` is what the time counts from. */
  function expiryBy(rule: Programme, after: Day, shownOn: Day): Day {
    if (rule.renewsFrom !== 'fixed-date' || rule.fixedExpiry === undefined) return addMonths(after, rule.validForMonths)
    let step = -200
    for (;;) {
      const fixed = addMonths(rule.fixedExpiry, step * rule.validForMonths)
      if (fixed > after && fixed >= addDays(shownOn, rule.leastActiveDays ?? 0)) return fixed
      step += 1
    }
  }

  interface Certificate {
    readonly state: 'held' | 'revoked' | 'void'
    readonly windowOpensOn: Day
    readonly countedTo: Day
    readonly expiresOn: Day
    readonly revocation: Excepted | undefined
  }

  function certificateOn({ fact }: Granted, on: Day): Certificate {
    return once(`certificate ${fact.certificate} ${on}`, () => {
      let { windowOpensOn, expiresOn } = fact
      for (const { fact: published } of histories) {
        const recount = published.recounts?.find(({ programme }) => programme === fact.programme)
        const rule = programmesOf(published.publication).find(({ id }) => id === fact.programme)
        if (recount === undefined || rule === undefined) continue
        if (published.publication <= fact.publication || published.on < fact.on) continue
        if (on < recount.from || expiresOn < recount.from) continue
        const counted = expiryBy(rule, fact.countsFrom!, fact.on < fact.countsFrom! ? fact.on : fact.countsFrom!)
        // The time that a notice leaves never makes a certificate longer.
        const floor = earlier(expiresOn, recount.notBefore)
        expiresOn = later(counted, floor)
        windowOpensOn = addDays(expiresOn, -rule.renewalWindowDays)
      }
      const countedTo = expiresOn
      let revocation: Excepted | undefined
      for (const one of exceptions) {
        const { terms } = one.fact
        if (!holdsOn(one, on) || !('certificate' in terms) || terms.certificate !== fact.certificate) continue
        if (terms.kind === 'extension' && terms.until > expiresOn) expiresOn = terms.until
        if (terms.kind === 'revocation') revocation = one
      }
      const isVoid = exceptions.some((one) => {
        const back = withdrawnOn(one)
        return fact.evidence.includes(one.sequence) && back !== undefined && back <= on
      })
      const state = isVoid ? 'void' : revocation !== undefined ? 'revoked' : 'held'
      return { state, windowOpensOn, countedTo, expiresOn, revocation }
    })
  }

  function governing(programme: ProgrammeId, on: Day): Granted | undefined {
    const standing = granted.filter(
      (one) => one.fact.programme === programme && one.fact.on <= on && certificateOn(one, on).state !== 'void',
    )
    const latest = standing
      .map(({ fact }) => fact.on)
      .toSorted()
      .at(-1)
    return standing.findLast(({ fact }) => fact.on === latest)
  }

  const lives = new Map<ProgrammeId, PlainLife>()
  /** The same life for the plain reading of updates, where days are numbers. */
  function lifeIn(programme: ProgrammeId): PlainLife {
    const made = lives.get(programme)
    if (made !== undefined) return made
    const last = number(horizon)
    const stretches = (isOne: (on: Day) => boolean): PlainDays => {
      const found: { from: number; to: number }[] = []
      for (let on = number(begin); on <= last; on += 1) {
        if (!isOne(addDays(first, on))) continue
        const before = found.at(-1)
        if (before?.to === on) before.to = on + 1
        else found.push({ from: on, to: on + 1 })
      }
      return found
    }
    const places: PlainLife['places'][number][] = []
    for (let on = number(begin); on <= last; on += 1) {
      if (!isEmployed(addDays(first, on))) continue
      const place = once(`place ${on}`, () => ({
        roles: rolesOn(addDays(first, on)),
        channels: channelsOn(addDays(first, on)),
      }))
      const before = places.at(-1)
      if (before?.to === on && `${before.roles}|${before.channels}` === `${place.roles}|${place.channels}`)
        places[places.length - 1] = { ...before, to: on + 1 }
      else places.push({ ...place, from: on, to: on + 1 })
    }
    const life: PlainLife = {
      changes: histories.flatMap(({ fact }) =>
        (fact.changes ?? []).map((change): PlainChange => ({
          ...change,
          publication: fact.publication,
          on: number(fact.on),
          effectiveOn: number(change.effectiveOn),
          carries: [],
        })),
      ),
      grants: granted.map((one) => ({
        programme: one.fact.programme,
        publication: one.fact.publication,
        on: number(one.fact.on),
        windowOpensOn: number(one.fact.windowOpensOn),
        expiresOn: number(one.fact.expiresOn),
        through: (on) => {
          const { state, expiresOn } = certificateOn(one, addDays(first, on))
          return { state, expiresOn: number(expiresOn) }
        },
      })),
      showings: facts.flatMap(({ fact }) => {
        const shown = fact.kind === 'granted' ? fact.clauses : fact.kind === 'clause-updated' ? [fact.clause] : []
        return shown.map((evidence) => {
          const [, clause, revision] = /^(.*)~(\d+)@/.exec(evidence)!
          return { clause: clause as ClauseId, revision: Number(revision), on: number((fact as { on: Day }).on) }
        })
      }),
      required: stretches((on) => isRequired(programme, on)),
      absences: stretches((on) => rests(programme, on)),
      places,
      completeWithinDays: 0,
    }
    lives.set(programme, life)
    return life
  }

  function owed(programme: ProgrammeId, on: Day) {
    if (histories.every(({ fact }) => (fact.changes ?? []).length === 0)) return []
    const life = lifeIn(programme)
    const clauses = [...new Set(life.changes.map(({ clause }) => clause))].toSorted()
    return clauses.flatMap((clause) =>
      pendingPlainly(life, programme, clause, number(on)).map(({ pinned, asks }) => {
        const dues = asks.map((ask) => {
          const since = addDays(first, ask.since)
          return { since, due: withMoreTime(programme, dueOf(programme, since, ask.days), since, on) }
        })
        const [soonest] = dues.toSorted((a, b) => order(a.due, b.due) || order(a.since, b.since))
        return [pinned, soonest!.since, soonest!.due] as const
      }),
    )
  }

  function standing(programme: ProgrammeId, on: Day): PlainStanding | undefined {
    if (!isRequired(programme, on)) return undefined
    if (isAway(on)) return { kind: 'paused', code: 'away' }
    const pause = lastHolding(programme, 'pause', on)
    if (pause !== undefined) return { kind: 'paused', code: 'set-aside', exception: pause.fact.exception }
    const waiver = lastHolding(programme, 'waiver', on)
    if (waiver !== undefined) return { kind: 'exempt', code: 'waived', exception: waiver.fact.exception }
    const since = requiredSince(programme, on)
    const asked = (from: Day) =>
      withMoreTime(programme, dueOf(programme, from, ruleOn(programme, from)!.completeWithinDays), from, on)
    const grant = governing(programme, on)
    const certificate = grant && certificateOn(grant, on)
    if (certificate === undefined || certificate.expiresOn < since) {
      const due = asked(since)
      if (on > due) return { kind: 'overdue', code: 'past-due', due }
      if (certificate === undefined) return { kind: 'to-do', code: 'asked', due }
      return { kind: 'to-do', code: 'returned', due, expiredOn: certificate.expiresOn }
    }
    const { windowOpensOn, expiresOn, revocation } = certificate
    if (revocation !== undefined) {
      const taken = revocation.fact.on
      const from = taken > since ? taken : since
      const due = withMoreTime(
        programme,
        dueOf(programme, from, ruleOn(programme, from)!.completeWithinDays),
        taken,
        on,
      )
      return { kind: 'revoked', code: 'revoked', exception: revocation.fact.exception, due }
    }
    if (on > expiresOn) {
      const graceEndsOn = addDays(expiresOn, ruleOn(programme, on)!.graceDays)
      const code = on <= graceEndsOn ? 'lapsed' : 'grace-over'
      return { kind: 'expired', code, expiredOn: expiresOn, graceEndsOn }
    }
    const clauses = owed(programme, on)
    if (clauses.length > 0) {
      const isLate = clauses.some(([, , due]) => on > due)
      const due = clauses.map(([, , one]) => one).toSorted()[0]
      const code = isLate ? 'update-late' : 'clauses-changed'
      return { kind: isLate ? 'overdue' : 'update-due', code, clauses, due, windowOpensOn, expiresOn }
    }
    if (on < windowOpensOn) return { kind: 'certified', code: 'certified', windowOpensOn, expiresOn }
    return { kind: 'renewal-due', code: 'window-open', windowOpensOn, expiresOn }
  }

  /** What of the path is met on a day: by completed lessons, passed attempts, acknowledgements and prior learning. */
  function shown(programme: ProgrammeId): { meets: string; on: Day; sequence: number }[] {
    return facts.flatMap((recorded) => {
      const { fact, sequence } = recorded
      if (fact.kind === 'lesson-completed') return [{ meets: `lesson:${fact.lesson}`, on: fact.on, sequence }]
      if (fact.kind === 'acknowledged') return [{ meets: `acknowledgement:${fact.standard}`, on: fact.on, sequence }]
      if (fact.kind === 'attempt-closed')
        return fact.passed ? [{ meets: `quiz:${fact.quiz}`, on: fact.on, sequence }] : []
      if (fact.kind !== 'exception' || fact.programme !== programme) return []
      const { terms } = fact
      if (terms.kind !== 'prior-learning' || withdrawnOn(recorded as Excepted) !== undefined) return []
      return terms.requirements.map((meets) => ({ meets, on: fact.on, sequence }))
    })
  }

  /** The certification that somebody has earned by a day, of which the grant is not yet recorded. */
  function earned(rule: Programme, today: Day): PlainGrantEarned | undefined {
    const programme = rule.id
    // Nothing in these years is said more than three weeks ahead.
    let isAsked = false
    for (let on = today; on < addDays(today, 30) && !isAsked; on = addDays(on, 1)) isAsked = isRequired(programme, on)
    if (!isAsked) return undefined
    const grant = governing(programme, today)
    const before = grant && certificateOn(grant, today)
    const byHand = lastHolding(programme, 'manual-grant', today)
    const isUsed = granted.some((one) => one.fact.programme === programme && one.sequence > (byHand?.sequence ?? 0))
    if (byHand?.fact.terms.kind === 'manual-grant' && !isUsed)
      return certify(rule, 'manual', today, byHand.fact.terms.completedOn, before, [byHand.sequence])
    const open = pathOf(rule, today)
    if (open === undefined) return undefined
    const { path, since, after } = open
    const testOut = lastHolding(programme, 'test-out', today)
    const whole = path === 'renewal' ? rule.renewal : rule.requirements
    const withoutLessons = whole.filter(({ kind }) => kind !== 'lesson')
    const isTestOut = testOut !== undefined && testOut.sequence > after && withoutLessons.length > 0
    const evidence: number[] = []
    for (const requirement of isTestOut ? withoutLessons : whole) {
      const key = `${requirement.kind}:${'lesson' in requirement ? requirement.lesson : 'quiz' in requirement ? requirement.quiz : 'scenario' in requirement ? requirement.scenario : requirement.standard}`
      const met = shown(programme).findLast((one) => one.meets === key && one.sequence > after && one.on >= since)
      if (met === undefined) return undefined
      evidence.push(met.sequence)
    }
    if (evidence.length === 0) return undefined
    if (isTestOut) return certify(rule, 'test-out', today, today, before, [...evidence, testOut.sequence])
    return certify(rule, path, today, today, before, evidence)
  }

  /** Which path is open on a day, and from when and after which fact on evidence counts; undefined while nothing counts. */
  function pathOf(rule: Programme, today: Day) {
    const grant = governing(rule.id, today)
    const oldest = addMonths(today, -rule.validForMonths)
    const young = (since: Day) => (since > oldest ? since : oldest)
    if (grant === undefined) return { path: 'initial', since: oldest, after: 0 } as const
    const { state, windowOpensOn, expiresOn, revocation } = certificateOn(grant, today)
    if (state === 'revoked')
      return { path: 'initial', since: young(revocation!.fact.on), after: revocation!.sequence } as const
    if (today < windowOpensOn) return undefined
    const path = today > addDays(expiresOn, rule.graceDays) ? 'initial' : 'renewal'
    return { path, since: young(windowOpensOn), after: grant.sequence } as const
  }

  function certify(
    rule: Programme,
    path: string,
    today: Day,
    completedOn: Day,
    before: Certificate | undefined,
    evidence: readonly number[],
  ): PlainGrantEarned {
    const held = before?.state === 'held' ? before : undefined
    const inWindow = held !== undefined && completedOn >= held.windowOpensOn
    const drifts = rule.renewsFrom === 'completion'
    const from = inWindow && !drifts && held.countedTo > completedOn ? held.countedTo : completedOn
    let expiresOn = expiryBy(rule, from, completedOn)
    if (held !== undefined && held.expiresOn > expiresOn) expiresOn = held.expiresOn
    return { path, on: today, expiresOn, windowOpensOn: addDays(expiresOn, -rule.renewalWindowDays), evidence }
  }

  return { standing, earned, pathOf, isRequired, governing, certificateOn }
}

function ofKind<Kind extends FactKind>(facts: readonly Recorded[], kind: Kind): Recorded<FactOf<Kind>>[] {
  return facts.filter((one): one is Recorded<FactOf<Kind>> => one.fact.kind === kind)
}

/** Each day that a fact names as its own. */
function daysIn(fact: Fact): Day[] {
  return 'on' in fact ? [fact.on] : 'from' in fact ? [fact.from] : []
}

function number(on: Day): number {
  return daysBetween(first, on)
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
