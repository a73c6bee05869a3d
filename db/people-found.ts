/**
 * Finding people by what they are called, where they work, how they stand and what was decided for them, among
 * a hundred thousand. A list of ids comes from the database as one text, which is ten times as quick as rows;
 * what takes longer is asked in parts, and others have their turn between them.
 */
import { setImmediate as giveWay } from 'node:timers/promises'
import { desc, eq, sql } from 'drizzle-orm'
import type { Day } from '../src/domain/days.ts'
import { as, type PersonId, type ProgrammeId, type TeamId } from '../src/domain/ids.ts'
import { foldForSearch } from '../src/domain/names.ts'
import type { StandingKind } from '../src/domain/standing-words.ts'
import { inChunks } from './chunks.ts'
import { keep } from './kept.ts'
import { prepared, type Ask, type Database } from './open.ts'
import { facts } from './schema.ts'

export interface NamedPerson {
  readonly id: PersonId
  readonly name: string
  readonly email: string
  /** Name and address as they are searched. */
  readonly folded: string
}

interface KnownPeople {
  readonly head: string
  readonly people: readonly NamedPerson[]
}

/** A person is named by a fact that holds a hash of the name, so the newest of them says whether any name is another. */
const newestName = prepared((ask) =>
  ask
    .select({ hash: facts.hash })
    .from(facts)
    .where(eq(facts.kind, 'person-recorded'))
    .orderBy(desc(facts.sequence))
    .limit(1)
    .prepare(),
)

/** People read together: about ten milliseconds. */
const namesTogether = 4000

/**
 * Everybody by name, whatever marks and case the letters have, kept until somebody is named anew: the database
 * folds letters of A to Z only, so it can neither search nor sort by them.
 */
export async function peopleByName(db: Database): Promise<readonly NamedPerson[]> {
  const head = (await newestName(db.reader).get())?.hash ?? ''
  const cache = keep<KnownPeople>(db, 'people-by-name')
  const cached = cache.get()
  if (cached?.head === head) return cached.people
  const people: NamedPerson[] = []
  for (let after = ''; ;) {
    const [row] = await db.reader.all<{ listed: string }>(sql`
      SELECT json_group_array(json_array(id, name, email)) AS listed
      FROM (SELECT id, name, email FROM people WHERE id > ${after} ORDER BY id LIMIT ${namesTogether})`)
    const part = JSON.parse(row?.listed ?? '[]') as readonly (readonly [PersonId, string, string])[]
    for (const [id, name, email] of part) {
      people.push({ id, name, email, folded: foldForSearch(`${name} ${email}`) })
    }
    const last = part.at(-1)
    if (last === undefined || part.length < namesTogether) break
    after = last[0]
    await giveWay()
  }
  people.sort((a, b) => (a.folded < b.folded ? -1 : a.folded > b.folded ? 1 : a.id < b.id ? -1 : 1))
  cache.set({ head, people })
  return people
}

/** Who works here on a day: everywhere, in some teams, or without a team. */
export async function employedOn(
  ask: Ask,
  on: Day,
  where: readonly TeamId[] | 'anywhere' | 'no-team',
): Promise<ReadonlySet<PersonId>> {
  const within = {
    anywhere: sql``,
    'no-team': sql`team IS NULL AND`,
  }
  const narrowed =
    typeof where === 'string' ? within[where] : sql`team IN (SELECT value FROM json_each(${JSON.stringify(where)})) AND`
  return listed(
    await ask.all<Listed>(sql`
      SELECT json_group_array(person) AS listed FROM postings
      WHERE ${narrowed} from_day <= ${on} AND to_day > ${on}`),
  )
}

export interface StandingAsked {
  /** Left out, everybody of whom the programme asks anything. */
  readonly kind?: StandingKind | undefined
  /** Left out, any programme. */
  readonly programme?: ProgrammeId | undefined
  readonly on: Day
}

/** Teams asked about together: about thirty milliseconds where fifty people work in each. */
const teamsTogether = 50

/** Who stands so on a day in some teams; null is for those without one. Found in the index by team. */
export async function standingSo(
  ask: Ask,
  { kind, programme, on }: StandingAsked,
  teams: readonly (TeamId | null)[],
): Promise<ReadonlySet<PersonId>> {
  const found = new Set<PersonId>()
  const ofKind = kind === undefined ? sql`kind <> 'not-required'` : sql`kind = ${kind}`
  const ofProgramme = programme === undefined ? sql`` : sql`AND spans.programme = ${programme}`
  for (const chunk of inChunks(teams, teamsTogether)) {
    const rows = await ask.all<Listed>(sql`
      SELECT json_group_array(spans.person) AS listed
      FROM json_each(${JSON.stringify(chunk)}) AS asked CROSS JOIN spans
      WHERE spans.team IS asked.value ${ofProgramme} AND from_day <= ${on} AND to_day > ${on} AND ${ofKind}`)
    for (const person of listed(rows)) found.add(person)
    await giveWay()
  }
  return found
}

/** For whom anything was ever decided apart from the rules: few, and found in the index by kind. */
export async function everExcepted(ask: Ask): Promise<ReadonlySet<PersonId>> {
  return listed(
    await ask.all<Listed>(sql`SELECT json_group_array(DISTINCT person) AS listed FROM facts WHERE kind = 'exception'`),
  )
}

export interface FoundStanding {
  readonly programme: ProgrammeId
  readonly kind: StandingKind
}

/** How these few stand on a day, in every programme that says anything of them. */
export async function standingsOn(
  ask: Ask,
  people: readonly PersonId[],
  on: Day,
): Promise<ReadonlyMap<PersonId, readonly FoundStanding[]>> {
  const rows = await ask.all<FoundStanding & { readonly person: string }>(sql`
    SELECT spans.person AS person, programme, kind
    FROM json_each(${JSON.stringify(people)}) AS asked CROSS JOIN spans
    WHERE spans.person = asked.value AND from_day <= ${on} AND to_day > ${on}
    ORDER BY programme`)
  return Map.groupBy(rows, ({ person }) => as<PersonId>(person))
}

interface Listed {
  readonly listed: string | null
}

function listed([row]: readonly Listed[]): ReadonlySet<PersonId> {
  return new Set(JSON.parse(row?.listed ?? '[]') as readonly PersonId[])
}
