/** What administration keeps and asks: the erasable words, who can come in, and the list of everybody. */
import { and, asc, count, desc, eq, gt, lte, max } from 'drizzle-orm'
import type { Day } from '../src/domain/days.ts'
import type { Right } from '../src/domain/facts.ts'
import { as, type JobRole, type PersonId, type TeamId } from '../src/domain/ids.ts'
import type { ListedPerson } from '../src/domain/people-list.ts'
import type { Ask, Tx } from './open.ts'
import { access, credentials, invitations, people, postings, sessions, teams } from './schema.ts'

/** Keeps a person's name and address; what was kept of the same person before is gone. */
export async function keepPerson(
  tx: Tx,
  person: { readonly id: PersonId; readonly name: string; readonly email: string; readonly salt: string },
): Promise<void> {
  const { name, email, salt } = person
  await tx.insert(people).values(person).onConflictDoUpdate({ target: people.id, set: { name, email, salt } })
}

/** Keeps a team's name and purpose; what was kept of the same team before is gone. */
export async function keepTeam(
  tx: Tx,
  team: { readonly id: TeamId; readonly name: string; readonly purpose: string; readonly salt: string },
): Promise<void> {
  const { name, purpose, salt } = team
  await tx.insert(teams).values(team).onConflictDoUpdate({ target: teams.id, set: { name, purpose, salt } })
}

export async function teamWords(
  ask: Ask,
  team: TeamId,
): Promise<{ readonly name: string; readonly purpose: string } | undefined> {
  return ask.select({ name: teams.name, purpose: teams.purpose }).from(teams).where(eq(teams.id, team)).get()
}

export async function rightsOf(ask: Ask, person: PersonId): Promise<readonly Right[]> {
  const rows = await ask.select({ right: access.right }).from(access).where(eq(access.person, person))
  return rows.map((row) => row.right as Right)
}

/** Those with the administrator's right who have chosen a password. */
export async function administratorsWhoCanSignIn(ask: Ask): Promise<readonly PersonId[]> {
  const administrator: Right = 'administrator'
  const rows = await ask
    .select({ person: access.person })
    .from(access)
    .innerJoin(credentials, eq(credentials.person, access.person))
    .where(eq(access.right, administrator))
  return rows.map((row) => as<PersonId>(row.person))
}

/** Everybody who works in a team on some day from `from` on. */
export async function peopleEverIn(ask: Ask, team: TeamId, from: Day): Promise<readonly PersonId[]> {
  const rows = await ask
    .selectDistinct({ person: postings.person })
    .from(postings)
    .where(and(eq(postings.team, team), gt(postings.toDay, from)))
    .orderBy(asc(postings.person))
  return rows.map((row) => as<PersonId>(row.person))
}

/** How somebody can come in. */
export interface WayIn {
  readonly hasPassword: boolean
  /** Until when a one-time link works; undefined when there is none that does. */
  readonly invitedUntil: Temporal.Instant | undefined
  /** Signed in on so many devices. */
  readonly sessions: number
}

export async function wayInOf(ask: Ask, person: PersonId, now: Temporal.Instant): Promise<WayIn> {
  const nowMs = now.epochMilliseconds
  const password = await ask
    .select({ person: credentials.person })
    .from(credentials)
    .where(eq(credentials.person, person))
    .get()
  const invitation = await ask
    .select({ expiresAt: invitations.expiresAt })
    .from(invitations)
    .where(and(eq(invitations.person, person), gt(invitations.expiresAt, nowMs)))
    .get()
  const open = await ask
    .select({ sessions: count() })
    .from(sessions)
    .where(and(eq(sessions.person, person), gt(sessions.expiresAt, nowMs), gt(sessions.endsAt, nowMs)))
    .get()
  return {
    hasPassword: password !== undefined,
    invitedUntil: invitation === undefined ? undefined : Temporal.Instant.fromEpochMilliseconds(invitation.expiresAt),
    sessions: open?.sessions ?? 0,
  }
}

/** Who has left by a day and is still named, with the first day without employment. */
export async function leaversBy(ask: Ask, on: Day): Promise<ReadonlyMap<PersonId, Day>> {
  const last = max(postings.toDay)
  const rows = await ask
    .select({ person: postings.person, leftOn: last })
    .from(postings)
    .innerJoin(people, eq(people.id, postings.person))
    .groupBy(postings.person)
    .having(lte(last, on))
  return new Map(rows.map(({ person, leftOn }) => [as<PersonId>(person), leftOn as Day]))
}

const byName = new Intl.Collator('en', { sensitivity: 'base', numeric: true })

/**
 * Everybody as of a day, by name. The whole list is read and narrowed in memory, because the database
 * folds letters of A to Z only, and a search must find Zieliński by "zielinski".
 */
export async function listPeople(ask: Ask, on: Day): Promise<readonly ListedPerson[]> {
  const rows = await ask
    .select({ id: people.id, name: people.name, email: people.email, password: credentials.person })
    .from(people)
    .leftJoin(credentials, eq(credentials.person, people.id))
  const placed = await ask.select().from(postings).where(gt(postings.toDay, on)).orderBy(desc(postings.fromDay))
  // The earliest comes last and so is the one kept: of that day, or the first to come.
  const postingOf = new Map(placed.map((posting) => [posting.person, posting]))
  const leavers = await leaversBy(ask, on)
  const held = Map.groupBy(await ask.select().from(access), (row) => row.person)
  return rows
    .map(({ id, name, email, password }): ListedPerson => {
      const posting = postingOf.get(id)
      const joinsLater = posting !== undefined && posting.fromDay > on
      return {
        id: as<PersonId>(id),
        name,
        email,
        state: posting === undefined ? 'left' : joinsLater ? 'joining' : posting.away ? 'away' : 'working',
        team: posting === undefined || posting.team === null ? null : as<TeamId>(posting.team),
        roles: posting === undefined ? [] : (JSON.parse(posting.roles) as JobRole[]),
        rights: (held.get(id) ?? []).map(({ right }) => right as Right),
        hasPassword: password !== null,
        joinsOn: joinsLater ? (posting.fromDay as Day) : undefined,
        leftOn: leavers.get(as<PersonId>(id)),
      }
    })
    .toSorted((a, b) => byName.compare(a.name, b.name) || (a.id < b.id ? -1 : 1))
}
