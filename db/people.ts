/** People: who they are (erasable) and where they work (a projection of the facts). */
import { and, asc, eq, gt, inArray, lte, sql } from 'drizzle-orm'
import type { Day } from '../src/domain/days.ts'
import type { Right } from '../src/domain/facts.ts'
import { as, type JobRole, type PersonId, type TeamId } from '../src/domain/ids.ts'
import type { Posting } from '../src/domain/organisation.ts'
import type { Viewer } from '../src/domain/access.ts'
import { inChunks } from './chunks.ts'
import { prepared, type Ask, type Database, type Tx } from './open.ts'
import { teamsLedBy } from './organisation.ts'
import { access, people, postings } from './schema.ts'

export interface PersonRow {
  readonly id: PersonId
  readonly name: string
  readonly email: string
}

export async function personById(ask: Ask, person: PersonId): Promise<PersonRow | undefined> {
  const [row] = await ask
    .select({ id: people.id, name: people.name, email: people.email })
    .from(people)
    .where(eq(people.id, person))
  return row === undefined ? undefined : { ...row, id: as<PersonId>(row.id) }
}

/** Addresses are kept in lower case. */
export async function personByEmail(ask: Ask, email: string): Promise<PersonRow | undefined> {
  const [row] = await ask
    .select({ id: people.id, name: people.name, email: people.email })
    .from(people)
    .where(eq(people.email, email.trim().toLowerCase()))
  return row === undefined ? undefined : { ...row, id: as<PersonId>(row.id) }
}

export async function peopleByIds(ask: Ask, ids: readonly PersonId[]): Promise<ReadonlyMap<PersonId, PersonRow>> {
  const found = new Map<PersonId, PersonRow>()
  for (const chunk of inChunks([...new Set(ids)])) {
    const rows = await ask
      .select({ id: people.id, name: people.name, email: people.email })
      .from(people)
      .where(inArray(people.id, chunk))
    for (const row of rows) found.set(as<PersonId>(row.id), { ...row, id: as<PersonId>(row.id) })
  }
  return found
}

export async function everybody(ask: Ask): Promise<readonly PersonId[]> {
  const rows = await ask.select({ id: people.id }).from(people).orderBy(asc(people.id))
  return rows.map((row) => as<PersonId>(row.id))
}

/** Asked for every page, so it is one query: the person, their rights, and the posting of the day or the next. */
const viewer = prepared((ask) =>
  ask
    .select({
      id: people.id,
      name: people.name,
      email: people.email,
      rights: sql<string | null>`(SELECT group_concat("right") FROM ${access} WHERE ${access.person} = ${people.id})`,
      from: postings.fromDay,
      roles: postings.roles,
    })
    .from(people)
    .innerJoin(postings, and(eq(postings.person, people.id), gt(postings.toDay, sql.placeholder('on'))))
    .where(eq(people.id, sql.placeholder('person')))
    .orderBy(asc(postings.fromDay))
    .limit(1)
    .prepare(),
)

/**
 * Who signs in, with what they may do and whom they lead today; undefined for somebody unknown and for
 * somebody who has left. Whoever joins later may come in before the first day.
 */
export async function viewerOf(db: Database, person: PersonId, today: Day): Promise<Viewer | undefined> {
  const row = await viewer(db.reader).get({ person, on: today })
  if (row === undefined) return undefined
  return {
    id: as<PersonId>(row.id),
    name: row.name,
    email: row.email,
    roles: new Set(row.from <= today ? (JSON.parse(row.roles) as JobRole[]) : []),
    rights: new Set(row.rights === null ? [] : (row.rights.split(',') as Right[])),
    leads: await teamsLedBy(db, person, today),
  }
}

/** Those who hold a right and work here on a day, by name. */
export async function holdersOf(ask: Ask, right: Right, on: Day): Promise<readonly PersonRow[]> {
  const rows = await ask
    .select({ id: people.id, name: people.name, email: people.email })
    .from(access)
    .innerJoin(people, eq(people.id, access.person))
    .innerJoin(postings, and(eq(postings.person, people.id), lte(postings.fromDay, on), gt(postings.toDay, on)))
    .where(eq(access.right, right))
    .orderBy(asc(people.name), asc(people.id))
  return rows.map((row) => ({ ...row, id: as<PersonId>(row.id) }))
}

export interface Placed {
  readonly person: PersonId
  readonly team: TeamId | null
  readonly roles: readonly JobRole[]
  readonly away: boolean
}

/** Who worked in these teams on a day. */
export async function peopleIn(ask: Ask, teams: readonly TeamId[], on: Day): Promise<readonly Placed[]> {
  const placed: Placed[] = []
  for (const chunk of inChunks(teams)) {
    const rows = await ask
      .select()
      .from(postings)
      .where(and(inArray(postings.team, chunk), lte(postings.fromDay, on), gt(postings.toDay, on)))
      .orderBy(asc(postings.person))
    placed.push(...rows.map(placedFrom))
  }
  return placed
}

/** How many people work in each team on a day, or in some teams, those away included. */
export async function headCounts(
  ask: Ask,
  on: Day,
  teams?: readonly TeamId[],
): Promise<ReadonlyMap<TeamId | null, number>> {
  const within = teams === undefined ? sql`` : sql`team IN (SELECT value FROM json_each(${JSON.stringify(teams)})) AND`
  const rows = await ask.all<{ team: TeamId | null; people: number }>(sql`
    SELECT team, count(*) AS people FROM postings
    WHERE ${within} from_day <= ${on} AND to_day > ${on} GROUP BY team`)
  return new Map(rows.map(({ team, people: many }) => [team, many]))
}

/** Where one person works on a day; undefined when not employed then. */
export async function postingOn(ask: Ask, person: PersonId, on: Day): Promise<Placed | undefined> {
  const [row] = await ask
    .select()
    .from(postings)
    .where(and(eq(postings.person, person), lte(postings.fromDay, on), gt(postings.toDay, on)))
  return row === undefined ? undefined : placedFrom(row)
}

/** Where one person works on a day, or first after it; undefined for somebody who has left by then. */
export async function postingFrom(
  ask: Ask,
  person: PersonId,
  on: Day,
): Promise<(Placed & { readonly from: Day }) | undefined> {
  const [row] = await ask
    .select()
    .from(postings)
    .where(and(eq(postings.person, person), gt(postings.toDay, on)))
    .orderBy(asc(postings.fromDay))
    .limit(1)
  return row === undefined ? undefined : { ...placedFrom(row), from: row.fromDay as Day }
}

function placedFrom(row: typeof postings.$inferSelect): Placed {
  return {
    person: as<PersonId>(row.person),
    team: row.team === null ? null : as<TeamId>(row.team),
    roles: JSON.parse(row.roles) as JobRole[],
    away: row.away,
  }
}

export interface PlaceAndRights {
  readonly person: PersonId
  readonly postings: readonly Posting[]
  readonly rights: readonly Right[]
}

/** Replaces what is known of the working life of people and of the rights they have now, where it differs. */
export async function rewritePeople(tx: Tx, all: readonly PlaceAndRights[]): Promise<void> {
  // Lists travel as JSON, so that the text of a statement stays the same and is prepared once.
  const whose = JSON.stringify(all.map(({ person }) => person))
  const placed = await tx.all<PostingRow>(sql`
    SELECT person, from_day AS fromDay, to_day AS toDay, team, roles, away
    FROM json_each(${whose}) AS asked CROSS JOIN postings WHERE person = asked.value ORDER BY person, from_day`)
  const allowed = await tx.all<{ person: PersonId; right: Right }>(sql`
    SELECT person, "right" FROM json_each(${whose}) AS asked CROSS JOIN access
    WHERE person = asked.value ORDER BY person, "right"`)
  const postingsBefore = Map.groupBy(placed, ({ person }) => person)
  const rightsBefore = Map.groupBy(allowed, ({ person }) => person)
  const moved = all
    .map(({ person, postings: own }) => ({
      person,
      rows: own.map(({ from, to, team, roles, away }) => [from, to, team, JSON.stringify(roles), away ? 1 : 0]),
    }))
    .filter(({ person, rows }) => {
      const before = (postingsBefore.get(person) ?? []).map((row) => [
        row.fromDay,
        row.toDay,
        row.team,
        row.roles,
        row.away,
      ])
      return JSON.stringify(before) !== JSON.stringify(rows)
    })
  const changed = all
    .map(({ person, rights }) => ({ person, rows: [...new Set(rights)].toSorted() }))
    .filter(({ person, rows }) => (rightsBefore.get(person) ?? []).map(({ right }) => right).join() !== rows.join())
  if (moved.length > 0) await replacePostings(tx, moved)
  if (changed.length > 0) await replaceRights(tx, changed)
}

interface PostingRow {
  readonly person: PersonId
  readonly fromDay: Day
  readonly toDay: Day
  readonly team: TeamId | null
  readonly roles: string
  readonly away: 0 | 1
}

async function replacePostings(
  tx: Tx,
  moved: readonly { readonly person: PersonId; readonly rows: readonly (string | number | null)[][] }[],
): Promise<void> {
  const whose = JSON.stringify(moved.map(({ person }) => person))
  await tx.run(sql`DELETE FROM postings WHERE person IN (SELECT value FROM json_each(${whose}))`)
  const rows = moved.flatMap(({ person, rows: own }) => own.map((row) => [person, ...row]))
  await tx.run(sql`
    INSERT INTO postings (person, from_day, to_day, team, roles, away)
    SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5
    FROM json_each(${JSON.stringify(rows)})`)
}

/** Replaces the rights a person has now. */
export async function rewriteAccess(tx: Tx, person: PersonId, rights: readonly Right[]): Promise<void> {
  await replaceRights(tx, [{ person, rows: rights }])
}

async function replaceRights(
  tx: Tx,
  changed: readonly { readonly person: PersonId; readonly rows: readonly Right[] }[],
): Promise<void> {
  const whose = JSON.stringify(changed.map(({ person }) => person))
  await tx.run(sql`DELETE FROM access WHERE person IN (SELECT value FROM json_each(${whose}))`)
  const rows = changed.flatMap(({ person, rows: own }) => own.map((right) => [person, right]))
  await tx.run(sql`
    INSERT INTO access (person, "right")
    SELECT value ->> 0, value ->> 1 FROM json_each(${JSON.stringify(rows)})`)
}
