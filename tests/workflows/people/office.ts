/** A small office on a database of its own: one administrator, no teams, and one programme for the telephone. */
import { expect, onTestFinished } from 'vitest'
import { rmSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { headOfLedger } from '../../../db/ledger.ts'
import { newId } from '../../../db/new-id.ts'
import { closeDatabase, type Database, openDatabase, write } from '../../../db/open.ts'
import { keepPassword } from '../../../db/sessions.ts'
import type { Curriculum } from '../../../src/domain/curriculum.ts'
import { type Day, day } from '../../../src/domain/days.ts'
import { as, type Branch, type Channel, type JobRole, type PersonId, type TeamId } from '../../../src/domain/ids.ts'
import { type AddPerson, addPerson } from '../../../src/workflows/add-person.ts'
import { type AddTeam, addTeam } from '../../../src/workflows/add-team.ts'
import { publishCurriculum } from '../../../src/workflows/publish-curriculum.ts'

export const now = Temporal.Instant.from('2026-11-12T10:00:00Z')
export const today = day('2026-11-12')
export const phone = as<Channel>('phone')
export const letter = as<Channel>('letter')
export const harbour = as<Branch>('harbour')
export const adviser = as<JobRole>('adviser')
export const clerk = as<JobRole>('clerk')
export const stranger = as<PersonId>('00000000000000nobody')
export const nowhere = as<TeamId>('00000000000000nowhere')

const curriculum: Curriculum = {
  organisation: {
    name: 'The office',
    timeZone: 'Europe/London',
    language: 'en-GB',
    readinessTargetPercent: 95,
    roles: new Map([
      [adviser, 'Adviser'],
      [clerk, 'Clerk'],
    ]),
    channels: new Map([
      [phone, 'Telephone'],
      [letter, 'Letter'],
    ]),
    branches: new Map([[harbour, 'Harbour']]),
  },
  standards: [],
  lessons: [
    {
      id: as('ringing'),
      title: 'Ringing',
      summary: 'What a ring asks for.',
      minutes: 3,
      readers: undefined,
      clauses: [],
      sections: [{ id: as('first'), title: 'First', body: ['Pick it up.'] }],
      checks: [],
    },
  ],
  quizzes: [],
  scenarios: [],
  programmes: [
    {
      id: as('telephone'),
      title: 'Telephone',
      summary: 'For whoever answers the telephone.',
      audience: { roles: [adviser], channels: [phone], branches: undefined },
      requirements: [{ kind: 'lesson', lesson: as('ringing') }],
      renewal: [{ kind: 'lesson', lesson: as('ringing') }],
      completeWithinDays: 14,
      validForMonths: 12,
      renewalWindowDays: 60,
      graceDays: 30,
      opensChannels: [phone],
    },
  ],
  glossary: [],
  notices: [],
  lock: [],
  media: [],
}

export interface Office {
  readonly db: Database
  /** Employed since 2026-01-01, with a password. */
  readonly administrator: PersonId
  /** Adds somebody who works since 2026-01-01 and can sign in; expects it to be done. */
  person(given?: Partial<AddPerson>): Promise<PersonId>
  /** Adds a team that is open since 2026-01-01; expects it to be done. */
  team(given?: Partial<AddTeam>): Promise<TeamId>
  /** How many facts are recorded. */
  facts(): Promise<number>
}

export const founded: Day = day('2026-01-01')

export async function openOffice(): Promise<Office> {
  const folder = mkdtempSync(join(tmpdir(), 'touchstone-office-'))
  const db = await openDatabase(`file:${join(folder, 'portal.db')}`)
  onTestFinished(async () => {
    await closeDatabase(db)
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  })
  await publishCurriculum(db, { curriculum }, Temporal.Instant.from('2026-01-01T09:00:00Z'))

  async function person(given: Partial<AddPerson> = {}): Promise<PersonId> {
    const id = given.person ?? as<PersonId>(newId())
    const outcome = await addPerson(db, { ...somebody(id), ...given }, now)
    expect(outcome).toEqual({ kind: 'added', person: id })
    await write(db, (tx) => keepPassword(tx, id, 'a hash'))
    return id
  }
  const administrator = await person({ name: 'Ada Minister', rights: ['administrator'] })
  return {
    db,
    administrator,
    person,
    async team(given = {}) {
      const id = given.team ?? as<TeamId>(newId())
      const outcome = await addTeam(db, { ...someTeam(id), ...given }, now)
      expect(outcome).toEqual({ kind: 'added', team: id })
      return id
    },
    facts: async () => (await headOfLedger(db.reader)).sequence,
  }
}

export function somebody(person: PersonId = as<PersonId>(newId())): AddPerson {
  return {
    by: null,
    person,
    name: `Somebody ${person.slice(-4)}`,
    email: `${person}@office.test`,
    from: founded,
    team: null,
    roles: [],
    manager: null,
    rights: [],
  }
}

export function someTeam(team: TeamId = as<TeamId>(newId())): AddTeam {
  return {
    by: null,
    team,
    name: `Team ${team.slice(-4)}`,
    purpose: '',
    from: founded,
    parent: null,
    branch: null,
    channels: [],
    managers: [],
  }
}

export function refused(reason: string) {
  return { kind: 'refused', reason }
}
