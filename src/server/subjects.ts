/** Looks up what an address is about, for the access table to judge. */
import { recordOfClause } from '../../db/clause-texts.ts'
import type { Database } from '../../db/open.ts'
import { organisationOf } from '../../db/organisation.ts'
import { personById, postingOn } from '../../db/people.ts'
import { ownerOfSubject } from '../../db/subjects.ts'
import type { Subject, SubjectKind } from '../domain/access.ts'
import type { Day } from '../domain/days.ts'
import {
  as,
  clauseIdPattern,
  type AttemptId,
  type CertificateId,
  type ClauseId,
  type LessonId,
  type PersonId,
  type PlayId,
  type StandardId,
  type TeamId,
} from '../domain/ids.ts'
import type { Library } from '../domain/library.ts'
import { readersOfNotice } from '../domain/notices.ts'

interface Asked {
  readonly db: Database
  readonly library: Library
  /** The day the page is asked about. */
  readonly on: Day
  readonly id: string
}

/** Undefined when there is no such thing. */
const lookUp: Record<SubjectKind, (asked: Asked) => Promise<Subject | undefined> | Subject | undefined> = {
  async person({ db, on, id }) {
    const person = as<PersonId>(id)
    if ((await personById(db.reader, person)) === undefined) return undefined
    return { person, team: await teamOf(db, person, on) }
  },
  async team({ db, id }) {
    const team = as<TeamId>(id)
    return (await organisationOf(db)).has(team) ? { team } : undefined
  },
  async attempt({ db, id }) {
    const person = await ownerOfSubject(db.reader, as<AttemptId>(id))
    return person === undefined ? undefined : { person }
  },
  async play({ db, id }) {
    const person = await ownerOfSubject(db.reader, as<PlayId>(id))
    return person === undefined ? undefined : { person }
  },
  async certificate({ db, on, id }) {
    const person = await ownerOfSubject(db.reader, as<CertificateId>(id))
    return person === undefined ? undefined : { person, team: await teamOf(db, person, on) }
  },
  standard: ({ library, id }) => readersOf(library.standards.get(as<StandardId>(id))),
  async clause({ db, library, id }) {
    const clause = library.clauses.get(as<ClauseId>(id))
    if (clause !== undefined) return readersOf(library.standards.get(clause.standard))
    // A retired clause is read by those who read the standard in which it stood.
    if (!clauseIdPattern.test(id)) return undefined
    const place = (await recordOfClause(db, as<ClauseId>(id), library.publication))?.place
    return readersOf(place && (library.standards.get(place.standard) ?? place))
  },
  lesson: ({ library, id }) => readersOf(library.lessons.get(as<LessonId>(id))),
  notice({ library, id }) {
    const notice = library.curriculum.notices.find((one) => one.id === id)
    return notice === undefined ? undefined : { readers: readersOfNotice(library, notice) }
  },
}

export async function subjectOfAddress(kind: SubjectKind, asked: Asked): Promise<Subject | undefined> {
  return lookUp[kind](asked)
}

async function teamOf(db: Database, person: PersonId, on: Day): Promise<TeamId | null> {
  return (await postingOn(db.reader, person, on))?.team ?? null
}

function readersOf(text: { readonly readers: readonly string[] | undefined } | undefined): Subject | undefined {
  return text === undefined ? undefined : { readers: text.readers }
}
