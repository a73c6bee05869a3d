/** A portal with the small library, one team on the telephone, and people who learn in it. */
import { factsOf } from '../../../db/ledger.ts'
import { newId } from '../../../db/new-id.ts'
import type { Database } from '../../../db/open.ts'
import { currentLibrary, libraryAt } from '../../../db/publications.ts'
import { attemptWithId } from '../../../db/attempts.ts'
import { askedIn } from '../../../src/domain/attempts.ts'
import { day } from '../../../src/domain/days.ts'
import type { Fact, FactKind, FactOf } from '../../../src/domain/facts.ts'
import {
  as,
  type AttemptId,
  type Channel,
  type JobRole,
  type LessonId,
  type PersonId,
  type QuestionId,
  type QuizId,
  type SectionId,
  type StandardId,
  type TeamId,
} from '../../../src/domain/ids.ts'
import { orderOfOptions, seedOfCheck } from '../../../src/domain/quiz.ts'
import { acknowledgeStandard } from '../../../src/workflows/acknowledge-standard.ts'
import { addPerson } from '../../../src/workflows/add-person.ts'
import { addTeam } from '../../../src/workflows/add-team.ts'
import { answerCheck } from '../../../src/workflows/answer-check.ts'
import { answerQuestion } from '../../../src/workflows/answer-question.ts'
import { publishCurriculum } from '../../../src/workflows/publish-curriculum.ts'
import { readSection } from '../../../src/workflows/read-section.ts'
import { settleEverybody } from '../../../src/workflows/settle-everybody.ts'
import { startAttempt } from '../../../src/workflows/start-attempt.ts'
import { submitAttempt } from '../../../src/workflows/submit-attempt.ts'
import { soundCurriculum, type Library } from '../../curriculum/small-library.ts'
import { temporaryDatabase } from '../../db/temporary.ts'

export const start = Temporal.Instant.from('2026-03-10T09:00:00Z')
export const daysLater = (days: number) => start.add({ hours: 24 * days })

export const lesson = as<LessonId>('holding-a-call')
export const [askFirst, comeBack] = [as<SectionId>('ask-first'), as<SectionId>('come-back')]
export const check = as<QuestionId>('holding-check')
export const quiz = as<QuizId>('telephone')
export const standard = as<StandardId>('telephone')

export interface School {
  readonly db: Database & { readonly path: string }
  readonly learner: PersonId
  /** Somebody else with the same work. */
  readonly other: PersonId
}

export async function smallSchool(): Promise<School> {
  const db = await temporaryDatabase()
  await publish(db)
  const team = as<TeamId>(newId())
  const from = day('2026-03-01')
  const channels = [as<Channel>('phone')]
  const opened = {
    by: null,
    team,
    name: 'Voice',
    purpose: '',
    from,
    parent: null,
    branch: null,
    channels,
    managers: [],
  }
  must(await addTeam(db, opened, start))
  const [learner, other] = [as<PersonId>(newId()), as<PersonId>(newId())]
  for (const [person, name] of [
    [learner, 'Maya Lindqvist'],
    [other, 'Omar Haddad'],
  ] as const) {
    const email = `${person}@example.com`
    const roles = [as<JobRole>('adviser')]
    must(await addPerson(db, { by: null, person, name, email, from, team, roles, manager: null, rights: [] }, start))
  }
  return { db, learner, other }
}

export async function publish(db: Database, library?: Library, now = start): Promise<void> {
  await publishCurriculum(db, { curriculum: soundCurriculum(library) }, now)
  await settleEverybody(db, { who: 'marked' }, now)
}

export async function factsOfKindBy<Kind extends FactKind>(
  { db, learner }: School,
  kind: Kind,
): Promise<readonly FactOf<Kind>[]> {
  const own = await factsOf(db.reader, learner)
  return own.map(({ fact }) => fact).filter((fact: Fact): fact is FactOf<Kind> => fact.kind === kind)
}

export async function openAttempt({ db, learner }: School, now = start): Promise<AttemptId> {
  return must(await startAttempt(db, { person: learner, quiz }, now)).attempt
}

/** Answers one question of the learner's attempt, right or wrong. */
export async function answer(
  { db, learner }: School,
  attempt: AttemptId,
  place: number,
  how: 'right' | 'wrong',
  now = start,
) {
  const options = await optionsOf(db, attempt, place, how)
  return answerQuestion(db, { person: learner, attempt, place, options }, now)
}

/** Places, as shown, of the options that are right, or of one that is wrong. */
export async function optionsOf(db: Database, id: AttemptId, place: number, how: 'right' | 'wrong'): Promise<number[]> {
  const attempt = (await attemptWithId(db.reader, id))!
  const library = (await libraryAt(db, attempt.publication))!
  const asked = askedIn(attempt, library.quizzes.get(attempt.quiz)!)[place - 1]!
  const places = asked.options.flatMap(({ correct }, index) => (correct === (how === 'right') ? [index + 1] : []))
  return how === 'right' ? places : places.slice(0, 1)
}

export async function passQuiz(school: School, now = start): Promise<AttemptId> {
  const attempt = await openAttempt(school, now)
  const { form } = (await attemptWithId(school.db.reader, attempt))!
  for (const index of form.keys()) must(await answer(school, attempt, index + 1, 'right', now))
  must(await submitAttempt(school.db, { person: school.learner, attempt, leavingOpen: 0 }, now))
  return attempt
}

export async function readAll({ db, learner }: School, now = start) {
  must(await readSection(db, { person: learner, lesson, section: askFirst }, now))
  return must(await readSection(db, { person: learner, lesson, section: comeBack }, now))
}

export async function answerTheCheck({ db, learner }: School, how: 'right' | 'wrong', now = start) {
  const library = (await currentLibrary(db))!
  const question = library.questions.get(check)!
  const order = orderOfOptions(question, seedOfCheck(learner, question))
  const isWanted = (option: { readonly correct: boolean }) => option.correct === (how === 'right')
  const places = [order.indexOf(question.options.find(isWanted)!.id) + 1]
  return must(await answerCheck(db, { person: learner, lesson, question: check, places }, now))
}

export async function acknowledge({ db, learner }: School, now = start) {
  const content = (await currentLibrary(db))!.hashes.get(`standard:${standard}`)!
  return acknowledgeStandard(db, { person: learner, standard, content, understood: true }, now)
}

/** What a deed gives when it was not refused. */
export function must<T extends { readonly kind: string }>(outcome: T): Exclude<T, { readonly kind: 'refused' }> {
  if (outcome.kind === 'refused') throw new Error(`refused: ${JSON.stringify(outcome)}`)
  return outcome as Exclude<T, { readonly kind: 'refused' }>
}
