/** A seeded demo database in a folder of its own, and copies of it: seeding takes seconds, a copy none. */
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { factsOfKind } from '../db/ledger.ts'
import { closeDatabase, openDatabase } from '../db/open.ts'
import { currentLibrary, publishedChanges } from '../db/publications.ts'
import { seedAlderAndQuay } from '../db/seed/alder-and-quay.ts'
import { readPublications } from '../db/seed/publications.ts'
import type { TeamKey } from '../db/seed/teams.ts'
import { invitePerson } from '../src/workflows/invite-person.ts'
import { publishedNotices } from '../src/domain/notices.ts'
import type { ExceptionKind } from '../src/domain/facts.ts'
import type {
  AttemptId,
  CertificateId,
  ExceptionId,
  NoticeId,
  PersonId,
  PlayId,
  ProgrammeId,
  QuizId,
  ScenarioId,
  TeamId,
} from '../src/domain/ids.ts'

const content = fileURLToPath(new URL('../content', import.meta.url))

/** What the addresses of pages are made of; plain values, because they travel between processes. */
export interface SeededPortal {
  readonly folder: string
  readonly people: Readonly<Record<string, PersonId>>
  readonly teams: Readonly<Record<TeamKey, TeamId>>
  readonly attempts: readonly {
    readonly id: AttemptId
    readonly quiz: QuizId
    readonly person: PersonId
    readonly closed: boolean
    readonly passed: boolean
    readonly questions: number
  }[]
  /** Of the library today, and what people of the demo have played for their certificates. */
  readonly scenarios: readonly ScenarioId[]
  readonly plays: readonly {
    readonly id: PlayId
    readonly scenario: ScenarioId
    readonly person: PersonId
    readonly closed: boolean
    readonly passed: boolean
  }[]
  readonly certificates: readonly {
    readonly id: CertificateId
    readonly person: PersonId
    readonly programme: ProgrammeId
  }[]
  readonly exceptions: readonly {
    readonly id: ExceptionId
    readonly person: PersonId
    readonly programme: ProgrammeId
    readonly kind: ExceptionKind
  }[]
  /** The token of a link, not yet used, by which the learner chooses a password. */
  readonly invitation: string
  /** Those that a publication has used. */
  readonly notices: readonly NoticeId[]
  /** Names under `/media/`. */
  readonly media: readonly string[]
}

export async function seedPortal(): Promise<SeededPortal> {
  const publications = await readPublications(content)
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-seeded-'))
  const db = await openDatabase(databaseIn(folder))
  try {
    const seeded = await seedAlderAndQuay(db, { publications, now: Temporal.Now.instant() })
    const started = await factsOfKind(db.reader, ['attempt-started'])
    const closed = await factsOfKind(db.reader, ['attempt-closed'])
    const passed = new Map(closed.map(({ fact }) => [fact.attempt, fact.passed]))
    const played = await factsOfKind(db.reader, ['scenario-started'])
    const ended = await factsOfKind(db.reader, ['scenario-closed'])
    const over = new Map(ended.map(({ fact }) => [fact.play, fact.passed]))
    const granted = await factsOfKind(db.reader, ['granted'])
    const decided = await factsOfKind(db.reader, ['exception'])
    const library = await currentLibrary(db)
    const [admin, learner] = ['admin', 'learner'].map((key) => seeded.people.get(key))
    if (admin === undefined || learner === undefined) throw new Error('the demo lacks its administrator or its learner')
    const invited = await invitePerson(db, { by: admin, person: learner }, Temporal.Now.instant())
    if (invited.kind === 'refused') throw new Error(`the learner cannot be invited: ${invited.reason}`)
    return {
      folder,
      people: Object.fromEntries(seeded.people),
      teams: Object.fromEntries(seeded.teams) as Record<TeamKey, TeamId>,
      attempts: started.map(({ fact: { attempt: id, quiz, person, form } }) => ({
        id,
        quiz,
        person,
        closed: passed.has(id),
        passed: passed.get(id) ?? false,
        questions: form.length,
      })),
      scenarios: [...(library?.scenarios.keys() ?? [])],
      plays: played.map(({ fact: { play: id, scenario, person } }) => ({
        id,
        scenario,
        person,
        closed: over.has(id),
        passed: over.get(id) ?? false,
      })),
      certificates: granted.map(({ fact: { certificate: id, person, programme } }) => ({ id, person, programme })),
      exceptions: decided.map(({ fact: { exception: id, person, programme, terms } }) => ({
        id,
        person,
        programme,
        kind: terms.kind,
      })),
      invitation: invited.token,
      notices:
        library === undefined
          ? []
          : publishedNotices(library, await publishedChanges(db, db.reader), library.publishedOn).map(
              ({ notice }) => notice.id,
            ),
      media: [...(library?.media ?? [])].map(([path, hash]) => `${hash}.${path.split('.').at(-1)}`),
    }
  } finally {
    await closeDatabase(db)
  }
}

export function databaseIn(folder: string): string {
  return `file:${join(folder, 'portal.db')}`
}

/** A folder with a database of one's own, as it was when seeded. */
export async function copyOf(seeded: Pick<SeededPortal, 'folder'>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-portal-'))
  await cp(seeded.folder, folder, { recursive: true })
  return folder
}

/** On Windows a file that was just closed may be held a moment longer. */
export async function forget(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
}
