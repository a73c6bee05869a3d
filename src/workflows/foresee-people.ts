/**
 * What a planned publication would do to people: of everybody whom the programmes that it touches ask,
 * the standings are derived from the same facts twice, with the publication and without it.
 */
import { setImmediate as giveWay } from 'node:timers/promises'
import { isInAudience } from '../domain/audience.ts'
import { historiesWith, programmesChanged, programmesTouched, rulesWith } from '../domain/coming-publication.ts'
import type { Programme } from '../domain/curriculum.ts'
import { addDays, type Day } from '../domain/days.ts'
import { standingsFrom, type Ground } from '../domain/derived-standings.ts'
import type { FactOf, Recorded } from '../domain/facts.ts'
import { grantsEarned } from '../domain/grants-earned.ts'
import { as, unpin, type CertificateId, type PersonId, type ProgrammeId } from '../domain/ids.ts'
import { impactOn, keyDaysOf, type AskedClause, type KeyDay } from '../domain/impact.ts'
import {
  emptyTally,
  impactByTeam,
  noteStandings,
  type ImpactByTeam,
  type Share,
  type TimedImpact,
} from '../domain/impact-by-team.ts'
import type { Library } from '../domain/library.ts'
import { minutesToShow, questionsOn } from '../domain/pending-updates.ts'
import { replayOf } from '../domain/replays.ts'
import { movedEnd, recountsWith, type Recounted } from '../domain/recounts.ts'
import type { Scenario } from '../domain/scenario.ts'
import type { Database } from '../../db/open.ts'
import { organisationOf, teamsOn, type NamedTeam } from '../../db/organisation.ts'
import { publishedChanges, publishedRecounts, ruleHistories } from '../../db/publications.ts'
import { countUnsettled } from '../../db/unsettled.ts'
import type { Plan } from './plan-publication.ts'
import { walkPeople } from './walk-people.ts'

export interface ForeseePeopleInput {
  readonly before: Library
  /** What is to be published, as it would stand. */
  readonly after: Library
  readonly plan: Plan
  readonly onProgress?: ((done: number, all: number) => void) | undefined
}

export interface ProgrammeForeseen {
  readonly programme: ProgrammeId
  readonly entering: number
  readonly released: number
  /** Of a programme whose changed validity a notice lets reach certificates granted before. */
  readonly recounted: Recounted | undefined
  /** On each of the days, in their order. */
  readonly days: readonly { readonly on: Day; readonly without: Share; readonly with: Share }[]
}

export interface PeopleForeseen {
  readonly days: readonly KeyDay[]
  readonly byTeam: ImpactByTeam<NamedTeam>
  readonly people: readonly TimedImpact[]
  readonly programmes: readonly ProgrammeForeseen[]
  /** People whose standings are being rewritten for an earlier publication. */
  readonly catchingUp: number
}

export async function foreseePeople(db: Database, input: ForeseePeopleInput): Promise<PeopleForeseen> {
  const { before, after, plan, onProgress } = input
  const { on, changes } = plan
  const { publication } = after
  const [rules, histories] = [await ruleHistories(db, db.reader), await publishedChanges(db, db.reader)]
  const recounts = await publishedRecounts(db, db.reader)
  const stated = after.curriculum.programmes
  const touched = programmesTouched(histories, changes, before.curriculum.programmes, stated)
  const ruled = programmesChanged(before.curriculum.programmes, stated)
  const only = (all: Ground['rules']) => new Map([...all].filter(([programme]) => touched.has(programme)))
  const organisation = await organisationOf(db)
  const now: Ground = { organisation, rules: only(rules), histories, recounts }
  const made = { publication, publishedOn: on, before: before.programmes, after: after.programmes }
  const recountsThen = recountsWith(recounts, plan.recounts, made)
  const then: Ground = {
    organisation,
    rules: only(rulesWith(rules, stated, on)),
    histories: historiesWith(histories, changes, { publication, on }),
    recounts: recountsThen,
  }
  const newlyAsking = stated.filter(({ id }) => ruled.has(id))
  // Whether anybody is newly asked is known only when all have been looked at.
  const mostDays = keyDaysOf(on, changes, deadlinesOfNewcomers(newlyAsking, before, on))
  const most = mostDays.map((day) => ({ on: day.on, without: emptyTally(), with: emptyTally() }))
  const minutes = minutesIn(after)
  const people: TimedImpact[] = []
  const moved = new Map(plan.recounts.map(({ programme }) => [programme, { sooner: 0, later: 0 }]))

  const visit = (person: PersonId, facts: readonly Recorded[]) => {
    const without = standingsFrom(facts, now).spans
    const granted = ruled.size === 0 ? [] : grantsOf(after, person, facts, then, on)
    const futures = { person, without, with: standingsFrom([...facts, ...granted], then).spans }
    for (const tally of most) {
      noteStandings(tally.without, futures.without, tally.on)
      noteStandings(tally.with, futures.with, tally.on)
    }
    for (const [programme, ends] of moved) {
      const [without, then] = [recounts.get(programme) ?? [], recountsThen.get(programme) ?? []]
      const way = movedEnd(facts, programme, on, { without, with: then })
      if (way !== undefined) ends[way] += 1
    }
    const impact = impactOn(futures, on)
    if (impact !== undefined) people.push({ ...impact, minutes: minutes(impact.clauses) })
  }
  if (touched.size > 0) {
    const orWhoever =
      newlyAsking.length === 0
        ? undefined
        : (profile: Parameters<typeof isInAudience>[1]) =>
            newlyAsking.some(({ audience }) => isInAudience(audience, profile))
    await walkPeople(db, { programmes: [...touched], since: on, orWhoever, onProgress }, visit)
  }
  await giveWay()
  const days = people.some(({ entering }) => entering.length > 0) ? mostDays : keyDaysOf(on, changes)
  const tallies = most.filter((tally) => days.some((day) => day.on === tally.on))
  return {
    days,
    byTeam: impactByTeam(await teamsOn(db, on), people, tallies, on),
    people,
    programmes: [...touched].toSorted().map((programme) => ({
      programme,
      entering: people.filter(({ entering }) => entering.includes(programme)).length,
      released: people.filter(({ released }) => released.includes(programme)).length,
      recounted: plan.recounts
        .filter((one) => one.programme === programme)
        .map(({ from, notBefore }) => ({ from, notBefore, ...(moved.get(programme) ?? { sooner: 0, later: 0 }) }))[0],
      days: tallies.map((tally) => ({
        on: tally.on,
        without: tally.without.programmes.get(programme) ?? { ready: 0, required: 0 },
        with: tally.with.programmes.get(programme) ?? { ready: 0, required: 0 },
      })),
    })),
    catchingUp: await countUnsettled(db.reader),
  }
}

/** By when people are due whom a programme asks newly: where it is new, or its audience is another. */
function deadlinesOfNewcomers(programmes: readonly Programme[], before: Library, on: Day): readonly Day[] {
  return programmes.flatMap(({ id, audience, completeWithinDays }) => {
    const known = before.programmes.get(id)
    const isWider = known === undefined || JSON.stringify(known.audience) !== JSON.stringify(audience)
    return isWider ? [addDays(on, completeWithinDays)] : []
  })
}

/** A publication that asks less grants at once what is earned already. */
function grantsOf(
  after: Library,
  person: PersonId,
  facts: readonly Recorded[],
  then: Ground,
  on: Day,
): readonly Recorded<FactOf<'granted'>>[] {
  const last = facts.at(-1)
  return grantsEarned(after, person, facts, then, on).map((grant, index) => ({
    sequence: (last?.sequence ?? 0) + index + 1,
    at: last?.at ?? '',
    by: null,
    fact: { ...grant, certificate: as<CertificateId>(`to come ${index}`) },
  }))
}

/** Whole minutes for some clauses, as the update itself counts them: a scenario for several of them once. */
function minutesIn(after: Library): (clauses: readonly AskedClause[]) => number {
  const known = new Map<string, { readonly minutes: number; readonly replay: Scenario | undefined }>()
  const ofOne = ({ clause: pinned, programmes }: AskedClause) => {
    const clause = after.clauses.get(unpin(pinned)?.clause ?? as(''))
    if (clause === undefined) return { minutes: 0, replay: undefined }
    const asking = after.curriculum.programmes.filter(({ id }) => programmes.includes(id))
    const minutes = minutesToShow(clause, questionsOn(after, clause.id, asking))
    return { minutes, replay: replayOf(after, clause, asking) }
  }
  return (clauses) => {
    let minutes = 0
    const replays = new Set<Scenario>()
    for (const asked of clauses) {
      const key = `${asked.clause} ${asked.programmes.join()}`
      const one = known.get(key) ?? ofOne(asked)
      known.set(key, one)
      minutes += one.minutes
      if (one.replay !== undefined) replays.add(one.replay)
    }
    for (const replay of replays) minutes += replay.minutes
    return minutes
  }
}
