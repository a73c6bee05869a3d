/** Makes the database of an organisation of so many people, with three years of history. */
import { rmSync } from 'node:fs'
import { standingsFrom, type Ground } from '../../../src/domain/derived-standings.ts'
import { addDays, type Day } from '../../../src/domain/days.ts'
import type { Fact } from '../../../src/domain/facts.ts'
import { as, type Branch, type Channel, type TeamId } from '../../../src/domain/ids.ts'
import type { Library } from '../../../src/domain/library.ts'
import { sha256 } from '../../../src/session.ts'
import { publishCurriculum } from '../../../src/workflows/publish-curriculum.ts'
import { keepTeam } from '../../../db/admin.ts'
import { record } from '../../../db/ledger.ts'
import { closeDatabase, openDatabase, write, type Database } from '../../../db/open.ts'
import { organisationOf } from '../../../db/organisation.ts'
import { libraryAt, publishedChanges, ruleHistories } from '../../../db/publications.ts'
import { applyChanges, noteSpan, type Changes } from '../../../db/readiness.ts'
import { idOf } from './chance.ts'
import { openInBulk, type Bulk } from './ledger-in-bulk.ts'
import { branches, channels, writeEdition } from './library.ts'
import { populate, wordsOf, type Somebody, type Team } from './population.ts'

export interface GenerateInput {
  readonly path: string
  /** Where the content folder of each publication is written. */
  readonly content: string
  readonly people: number
  readonly today: Day
  readonly tell: (words: string) => void
}

export interface Generated {
  readonly people: readonly Somebody[]
  readonly teams: readonly Team[]
  readonly facts: number
  readonly spans: number
}

const yearsBack = 3
/** Days before today on which the baseline and the two earlier changes were published. */
const publishedBefore = [yearsBack * 365 + 1, 500, 200]
const peopleInTeam = 50
const levels = 5
/** Of so many people at most a session is open, with a token that the bench knows. */
export const sessionsOpen = 400

export function tokenOf(number: number): string {
  return `bench-session-${number}`
}

export async function generate({ path, content, people, today, tell }: GenerateInput): Promise<Generated> {
  for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true })
  const begins = addDays(today, -(publishedBefore[0] ?? 0))
  const db = await openDatabase(`file:${path}`)
  const libraries = await publishEditions(db, content, today)
  const teams = teamsFor(people)
  await recordTeams(db, teams, begins)
  const ground: Ground = {
    organisation: await organisationOf(db),
    rules: await ruleHistories(db, db.reader),
    histories: await publishedChanges(db, db.reader),
  }
  await closeDatabase(db)

  const bulk = openInBulk(path)
  const everybody = populate({
    people,
    teams,
    begins,
    today,
    libraries,
    append: (fact, on, by) => bulk.append(fact, `${on}T09:00:00.000Z`, by),
    onDay: (done, all) => {
      if (done % 100 === 0 || done === all) tell(`day ${done} of ${all}, ${bulk.appended} facts`)
    },
  })
  const changes: Changes = new Map()
  let spans = 0
  for (const who of everybody) {
    if (who.facts.length > 0) spans += keepSomebody(bulk, who, ground, changes)
    if (who.number % 20_000 === 19_999) tell(`standings of ${who.number + 1} people`)
  }
  tell('indexes')
  const facts = bulk.appended
  bulk.close()
  const again = await openDatabase(`file:${path}`)
  // In portions, as one would hold too much at once.
  for (const [team, months] of changes) await write(again, (tx) => applyChanges(tx, new Map([[team, months]])))
  await closeDatabase(again)
  return { people: everybody, teams, facts, spans }
}

async function publishEditions(db: Database, content: string, today: Day): Promise<readonly Library[]> {
  const libraries: Library[] = []
  for (const [edition, before] of publishedBefore.entries()) {
    const curriculum = await writeEdition(content, edition)
    const on = addDays(today, -before)
    const published = await publishCurriculum(db, { curriculum }, Temporal.Instant.from(`${on}T07:00:00Z`))
    if (published.kind !== 'baseline' && published.kind !== 'published') throw new Error(published.kind)
    const library = await libraryAt(db, published.publication)
    if (library !== undefined) libraries.push(library)
  }
  return libraries
}

/** Half of the teams serve the first channel and half the second, so a quarter both. */
function teamsFor(people: number): readonly Team[] {
  return Array.from({ length: Math.max(8, Math.round(people / peopleInTeam)) }, (_, number): Team => {
    const served = [number % 2 === 0 && channels[0], number % 4 < 2 && channels[1], number % 4 === 3 && channels[2]]
    return {
      id: as<TeamId>(idOf('team', number)),
      channels: served.flatMap((channel) => (channel === false ? [] : [as<Channel>(channel)])),
      branch: as<Branch>(branches[number % branches.length] ?? 'north'),
    }
  })
}

/** A tree of five levels; each team is led by somebody who was there from the first day or will be. */
async function recordTeams(db: Database, teams: readonly Team[], from: Day): Promise<void> {
  const children = Math.ceil(teams.length ** (1 / (levels - 1)))
  await write(db, async (tx) => {
    const facts: Fact[] = []
    for (const [number, { id: team, channels: served, branch }] of teams.entries()) {
      const parent = teams[Math.floor((number - 1) / children)]?.id ?? null
      await keepTeam(tx, { id: team, name: `Team ${number + 1}`, purpose: 'Bench', salt: idOf('salt', number) })
      facts.push(
        { kind: 'team-recorded', team, named: sha256(idOf('salt', number)) },
        { kind: 'team-open', team, from, open: true },
        { kind: 'team-parent', team, from, parent },
        { kind: 'team-branch', team, from, branch },
        { kind: 'team-channels', team, from, channels: served },
        { kind: 'team-managers', team, from, managers: [as(idOf('person', number))] },
      )
    }
    await record(tx, facts, Temporal.Instant.from(`${from}T08:00:00Z`), null)
  })
}

/** Somebody's words, session and projections; returns how many spans. */
function keepSomebody(bulk: Bulk, who: Somebody, ground: Ground, changes: Changes): number {
  const { name, email, salt } = wordsOf(who)
  bulk.insert('people', who.id, name, email, salt)
  if (who.number < sessionsOpen) {
    const ends = Date.now() + 10 * 86_400_000
    bulk.insert('sessions', sha256(tokenOf(who.number)), who.id, ends, ends)
  }
  const { postings, spans } = standingsFrom(who.facts, ground)
  for (const { from, to, team, roles, away } of postings)
    bulk.insert('postings', who.id, from, to, team, JSON.stringify(roles), away ? 1 : 0)
  for (const span of spans) {
    const { programme, from, to, kind, team, because } = span
    bulk.insert('spans', who.id, programme, from, to, kind, team, JSON.stringify(because))
    noteSpan(changes, span, 1)
  }
  return spans.length
}
