/** Finds people for whoever looks after them: by name, place, standing, and what was decided apart from the rules. */
import { setImmediate as giveWay } from 'node:timers/promises'
import { postingsAfter } from '../../db/asked-people.ts'
import { inChunks } from '../../db/chunks.ts'
import { factsOfPeople } from '../../db/ledger.ts'
import type { Ask, Database } from '../../db/open.ts'
import { teamsOn, type NamedTeam } from '../../db/organisation.ts'
import {
  employedOn,
  everExcepted,
  peopleByName,
  standingsOn,
  standingSo,
  type FoundStanding,
} from '../../db/people-found.ts'
import { countsOn } from '../../db/readiness.ts'
import { courseOf } from '../domain/certification.ts'
import type { Day } from '../domain/days.ts'
import { exceptionsFrom, type Exception } from '../domain/exceptions.ts'
import { exceptionState } from '../domain/exception-states.ts'
import type { FactKind, Recorded } from '../domain/facts.ts'
import type { JobRole, PersonId, TeamId } from '../domain/ids.ts'
import { foldForSearch } from '../domain/names.ts'
import { asksSomething, type LiveState, type PeopleAsked } from '../domain/people-found.ts'
import type { Scope } from './report-readiness.ts'

export interface LiveException {
  readonly exception: Exception
  readonly state: LiveState
}

export interface FoundPerson {
  readonly id: PersonId
  readonly name: string
  readonly email: string
  /** Undefined for somebody who does not work here on the day. */
  readonly place:
    { readonly team: TeamId | null; readonly roles: readonly JobRole[]; readonly away: boolean } | undefined
  /** The first day, of somebody who joins later. */
  readonly joinsOn: Day | undefined
  /** The standings that ask something, and those that were asked about. */
  readonly standings: readonly FoundStanding[]
  /** In force and to come, in the order recorded. */
  readonly exceptions: readonly LiveException[]
}

export interface PeopleFound {
  /** Of one page, by name. */
  readonly people: readonly FoundPerson[]
  readonly count: number
  /** From 1; the last for a page beyond it. */
  readonly page: number
  readonly pages: number
  /** The teams to choose from. */
  readonly teams: readonly NamedTeam[]
}

export const peopleOnPage = 50

export interface FindPeople {
  readonly asked: PeopleAsked
  /** Whoever sees some teams only finds nobody but those who work there on the day. */
  readonly scope: Scope
  readonly page: number
  readonly on: Day
}

/** One page of those whom all of it fits, and how many they are. */
export async function findPeople(db: Database, { asked, scope, page: wanted, on }: FindPeople): Promise<PeopleFound> {
  const ask = db.reader
  const tree = await teamsOn(db, on)
  const teams = scope === 'everybody' ? tree : tree.filter(({ id }) => scope.has(id))
  const words = foldForSearch(asked.search)
    .split(/\s+/)
    .filter((word) => word !== '')
  const circles = await circlesOf(ask, asked, { teams, scope, on })
  let found = (await peopleByName(db)).filter(
    ({ id, folded }) => words.every((word) => folded.includes(word)) && circles.every((circle) => circle.has(id)),
  )
  if (asked.exception !== undefined) {
    const excepted = await exceptedSo(ask, new Set(found.map(({ id }) => id)), asked, on)
    found = found.filter(({ id }) => excepted.has(id))
  }
  const pages = Math.max(1, Math.ceil(found.length / peopleOnPage))
  const page = Math.min(Math.max(1, wanted), pages)
  const shown = found.slice((page - 1) * peopleOnPage, page * peopleOnPage)
  const ids = shown.map(({ id }) => id)
  const [postings, standings, facts] = [
    await postingsAfter(ask, ids, on),
    await standingsOn(ask, ids, on),
    await factsOfPeople(ask, ids, kindsOfExceptions),
  ]
  return {
    people: shown.map(({ id, name, email }): FoundPerson => {
      const own = postings.get(id) ?? []
      const place = own.find(({ from }) => from <= on)
      return {
        id,
        name,
        email,
        place,
        joinsOn: place === undefined ? own.map(({ from }) => from).toSorted()[0] : undefined,
        standings: (standings.get(id) ?? []).filter(({ kind }) => asksSomething(kind) || kind === asked.standing),
        exceptions: liveExceptions(facts.get(id) ?? [], on),
      }
    }),
    count: found.length,
    page,
    pages,
    teams,
  }
}

interface Within {
  readonly teams: readonly NamedTeam[]
  readonly scope: Scope
  readonly on: Day
}

/** Sets of people, to be found in each of which is asked. */
async function circlesOf(
  ask: Ask,
  asked: PeopleAsked,
  { teams, scope, on }: Within,
): Promise<readonly ReadonlySet<PersonId>[]> {
  const circles: ReadonlySet<PersonId>[] = []
  const { team } = asked
  const isWithout = team === 'none'
  const chosen = team === undefined || team === 'none' ? undefined : beneath(teams, team)
  if (scope !== 'everybody') circles.push(await employedOn(ask, on, [...scope]))
  if (isWithout) circles.push(await employedOn(ask, on, 'no-team'))
  else if (chosen !== undefined) circles.push(await employedOn(ask, on, chosen))
  else if (scope === 'everybody' && !asked.everRecorded) circles.push(await employedOn(ask, on, 'anywhere'))
  if (asked.standing !== undefined || (asked.programme !== undefined && asked.exception === undefined)) {
    const inSight = scope === 'everybody' ? undefined : teams.map(({ id }) => id)
    const where = isWithout ? [null] : (chosen ?? inSight)
    const { standing: kind, programme } = asked
    circles.push(await standingSo(ask, { kind, programme, on }, await teamsWith(ask, asked, where, on)))
  }
  return circles
}

/** Of some teams, or of all, those in which the counts of readiness know anybody who stands so. */
async function teamsWith(
  ask: Ask,
  { standing, programme }: PeopleAsked,
  where: readonly (TeamId | null)[] | undefined,
  on: Day,
): Promise<readonly (TeamId | null)[]> {
  const isAsked = where === undefined ? undefined : new Set(where)
  const found = new Set<TeamId | null>()
  for (const counted of await countsOn(ask, on)) {
    if (isAsked !== undefined && !isAsked.has(counted.team)) continue
    if (standing !== undefined && counted.kind !== standing) continue
    if (programme !== undefined && counted.programme !== programme) continue
    if (counted.people > 0) found.add(counted.team)
  }
  return [...found]
}

/** A team with those beneath it, as far as they are in sight; parents come before children. */
function beneath(teams: readonly NamedTeam[], team: TeamId): readonly TeamId[] {
  const found = new Set<TeamId>()
  for (const { id, parent } of teams) if (id === team || (parent !== null && found.has(parent))) found.add(id)
  return [...found]
}

/** What says whether an exception is still in force: the next certificate ends some of them. */
const kindsOfExceptions: readonly FactKind[] = ['exception', 'exception-withdrawn', 'granted']

/** People whose facts are read together. */
const peopleTogether = 200

async function exceptedSo(
  ask: Ask,
  among: ReadonlySet<PersonId>,
  { exception: kind, state, programme }: PeopleAsked,
  on: Day,
): Promise<ReadonlySet<PersonId>> {
  const found = new Set<PersonId>()
  const candidates = [...(await everExcepted(ask))].filter((person) => among.has(person))
  for (const chunk of inChunks(candidates, peopleTogether)) {
    for (const [person, facts] of await factsOfPeople(ask, chunk, kindsOfExceptions)) {
      const isSo = liveExceptions(facts, on).some(
        (live) =>
          live.state === state &&
          (kind === 'any' || live.exception.terms.kind === kind) &&
          (programme === undefined || live.exception.programme === programme),
      )
      if (isSo) found.add(person)
    }
    await giveWay()
  }
  return found
}

function liveExceptions(facts: readonly Recorded[], on: Day): readonly LiveException[] {
  return exceptionsFrom(facts).flatMap((exception): LiveException[] => {
    const state = exceptionState(exception, courseOf(facts, exception.programme), on)
    return state === 'in-force' || state === 'to-come' ? [{ exception, state }] : []
  })
}
