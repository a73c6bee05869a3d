/** The small school with a coordinator, a limit of two attempts, and prior learning recognised for six months. */
import { expect } from 'vitest'
import { newId } from '../../../db/new-id.ts'
import { deriveStandings, fingerprintOfStandings } from '../../../db/projections.ts'
import { standingsOf } from '../../../db/standings.ts'
import { day, type Day } from '../../../src/domain/days.ts'
import type { ExceptionTerms } from '../../../src/domain/facts.ts'
import { as, type ExceptionId, type PersonId, type ProgrammeId, type ReasonId } from '../../../src/domain/ids.ts'
import { addPerson } from '../../../src/workflows/add-person.ts'
import { rebuild } from '../../../src/workflows/rebuild.ts'
import { recordException, type RecordException } from '../../../src/workflows/record-exception.ts'
import { withdrawException } from '../../../src/workflows/withdraw-exception.ts'
import { soundLibrary, type Library } from '../../curriculum/small-library.ts'
import { certify } from '../updates/changed-school.ts'
import { must, publish, smallSchool, start, type School } from '../learning/small-school.ts'

export const programme = as<ProgrammeId>('telephone-adviser')
export const absence = as<ReasonId>('long-absence')
export const today = day('2026-03-10')

export interface DecidedSchool extends School {
  readonly coordinator: PersonId
  readonly administrator: PersonId
}

export const limited: Library = {
  ...soundLibrary,
  'quizzes/telephone.mdx': replaced('quizzes/telephone.mdx', 'minutes: 10', 'minutes: 10\nattempts: 2'),
  'programmes/telephone-adviser.yaml': `${soundLibrary['programmes/telephone-adviser.yaml'] ?? ''}prior_learning_months: 6\n`,
}

function replaced(path: string, passage: string, replacement: string): string {
  return (soundLibrary[path] ?? '').replace(passage, () => replacement)
}

export async function decidedSchool(library: Library = limited): Promise<DecidedSchool> {
  const school = await smallSchool()
  await publish(school.db, library)
  const [coordinator, administrator] = [as<PersonId>(newId()), as<PersonId>(newId())]
  for (const [person, right] of [
    [coordinator, 'coordinator'],
    [administrator, 'administrator'],
  ] as const) {
    must(
      await addPerson(
        school.db,
        {
          by: null,
          person,
          name: `The ${right}`,
          email: `${person}@example.com`,
          from: day('2026-03-01'),
          team: null,
          roles: [],
          manager: null,
          rights: [right],
        },
        start,
      ),
    )
  }
  return { ...school, coordinator, administrator }
}

export async function certifiedSchool(library?: Library): Promise<DecidedSchool> {
  const school = await decidedSchool(library)
  await certify(school)
  return school
}

export function deciding(school: DecidedSchool, terms: ExceptionTerms): RecordException {
  return { by: school.coordinator, person: school.learner, programme, terms, reason: absence, words: null }
}

/** What becomes of it: the refusal, or the id. */
export async function decide(
  school: DecidedSchool,
  terms: ExceptionTerms,
  given: { readonly now?: Temporal.Instant } & Partial<RecordException> = {},
) {
  const { now = start, ...rest } = given
  const outcome = await recordException(school.db, { ...deciding(school, terms), ...rest }, now)
  return outcome.kind === 'refused' ? outcome.reason : outcome
}

export async function decided(
  school: DecidedSchool,
  terms: ExceptionTerms,
  now: Temporal.Instant = start,
): Promise<ExceptionId> {
  const outcome = must(await recordException(school.db, deciding(school, terms), now))
  expect(outcome.kind).toBe('recorded')
  return outcome.exception
}

export async function takeBack(school: DecidedSchool, exception: ExceptionId, now: Temporal.Instant = start) {
  const outcome = await withdrawException(
    school.db,
    { by: school.coordinator, exception, reason: as<ReasonId>('recorded-in-error'), words: null },
    now,
  )
  return outcome.kind === 'refused' ? outcome.reason : outcome.kind
}

/** What the learner is on a day, as stored; expects that deriving says the same, and that a rebuild changes nothing. */
export async function standingOf({ db, learner }: School, on: Day): Promise<string> {
  const [standing] = await standingsOf(db, learner, on)
  const derived = (await deriveStandings(db, db.reader, learner)).spans.find(({ from, to }) => from <= on && on < to)
  expect(standing?.kind).toBe(derived?.kind)
  return standing?.kind ?? 'not-required'
}

export async function expectRebuildToChangeNothing({ db }: School): Promise<void> {
  const before = await fingerprintOfStandings(db.reader)
  expect(await rebuild(db)).toMatchObject({ changed: false })
  expect(await fingerprintOfStandings(db.reader)).toBe(before)
}
