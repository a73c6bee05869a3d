import { exceptionWordsAbout } from '../../db/exceptions.ts'
import type { Database } from '../../db/open.ts'
import { peopleByIds } from '../../db/people.ts'
import { reasonsOf } from '../../db/settings.ts'
import { mayReadDecision, type Viewer } from '../domain/access.ts'
import type { Day } from '../domain/days.ts'
import { exceptionsFrom } from '../domain/exceptions.ts'
import { exceptionNames } from '../domain/exception-words.ts'
import type { Recorded } from '../domain/facts.ts'
import type { PersonId } from '../domain/ids.ts'
import type { Library } from '../domain/library.ts'
import { shownExceptions, type ShownException } from '../domain/shown-exceptions.ts'

export interface ReportExceptions {
  readonly person: PersonId
  /** All of the person's. */
  readonly facts: readonly Recorded[]
  readonly library: Library
  readonly viewer: Viewer
  readonly today: Day
}

/** A person's exceptions in every programme as the viewer may see them, the last recorded first. */
export async function reportExceptions(
  db: Database,
  { person, facts, library, viewer, today }: ReportExceptions,
): Promise<readonly ShownException[]> {
  const exceptions = exceptionsFrom(facts)
  if (exceptions.length === 0) return []
  const withDecision = mayReadDecision(viewer, person)
  const deciders = exceptions.flatMap(({ by, withdrawn }) => [by ?? [], withdrawn?.by ?? []].flat())
  return shownExceptions(
    facts,
    {
      names: exceptionNames(library),
      reasons: await reasonsOf(db),
      people: withDecision ? await peopleByIds(db.reader, deciders) : new Map(),
      words: withDecision ? await exceptionWordsAbout(db.reader, person) : new Map(),
      withDecision,
    },
    today,
  )
}
