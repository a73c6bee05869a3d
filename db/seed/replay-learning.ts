/** What a person of the story learns on a day, done through the same workflows as by anybody. */
import type { Question, Requirement } from '../../src/domain/curriculum.ts'
import { attemptFrom } from '../../src/domain/attempts.ts'
import { whatRemains } from '../../src/domain/certification.ts'
import { dayOf } from '../../src/domain/days.ts'
import type { AttemptId, LessonId, PersonId, QuizId } from '../../src/domain/ids.ts'
import type { Library } from '../../src/domain/library.ts'
import { orderOfOptions, seedOfCheck } from '../../src/domain/quiz.ts'
import { acknowledgeStandard } from '../../src/workflows/acknowledge-standard.ts'
import { answerCheck } from '../../src/workflows/answer-check.ts'
import { answerQuestion } from '../../src/workflows/answer-question.ts'
import { readSection } from '../../src/workflows/read-section.ts'
import { startAttempt } from '../../src/workflows/start-attempt.ts'
import { submitAttempt } from '../../src/workflows/submit-attempt.ts'
import { factsAbout, factsOf } from '../ledger.ts'
import type { Database } from '../open.ts'
import { currentLibrary } from '../publications.ts'
import { standingsOf } from '../standings.ts'

export interface Learner {
  readonly db: Database
  readonly person: PersonId
  readonly now: Temporal.Instant
}

/** What a person may do now: the unmet requirements of every programme that asks, each once, in order. */
export async function openRequirements({ db, person, now }: Learner): Promise<readonly Requirement[]> {
  const library = await libraryOf(db)
  const today = dayOf(now, library.curriculum.organisation.timeZone)
  const facts = await factsOf(db.reader, person)
  const asked = (await standingsOf(db, person, today)).filter(({ kind }) => kind !== 'paused' && kind !== 'exempt')
  const open = asked.flatMap(({ programme: id }) => {
    const programme = library.programmes.get(id)
    const remaining = programme === undefined ? undefined : whatRemains(library, programme, facts, today)
    if (remaining?.kind !== 'open') return []
    return remaining.requirements.flatMap(({ requirement, met }) => (met === undefined ? [requirement] : []))
  })
  return [...new Map(open.map((requirement) => [JSON.stringify(requirement), requirement])).values()]
}

/** Reads every section of a lesson, or only the first so many, and answers its checks, all right. */
export async function readLesson(learner: Learner, id: LessonId, sections = Infinity): Promise<void> {
  const { db, person, now } = learner
  const lesson = (await libraryOf(db)).lessons.get(id)
  if (lesson === undefined) throw new Error(`the library holds no lesson ${id}`)
  for (const section of lesson.sections.slice(0, sections)) {
    expectDone(await readSection(db, { person, lesson: id, section: section.id }, now))
  }
  if (sections < lesson.sections.length) return
  for (const check of lesson.checks) {
    const order = orderOfOptions(check, seedOfCheck(person, check))
    const places = placesOf(check, order, (option) => option.correct)
    expectDone(await answerCheck(db, { person, lesson: id, question: check.id, places }, now))
  }
}

/**
 * Takes a quiz: `passes` answers all of it right, `fails` answers wrong, `leaves-open` answers two
 * questions and stops.
 */
export async function takeQuiz(learner: Learner, quiz: QuizId, how: 'passes' | 'fails' | 'leaves-open'): Promise<void> {
  const { db, person, now } = learner
  const started = expectDone(await startAttempt(db, { person, quiz }, now))
  const { attempt } = started
  const form = await formOf(db, attempt)
  const library = await libraryOf(db)
  for (const [index, { question: id, order }] of form.entries()) {
    if (how === 'leaves-open' && index === 2) return
    const question = library.questions.get(id)
    if (question === undefined) throw new Error(`the library holds no question ${id}`)
    const right = placesOf(question, order, (option) => option.correct)
    const wrong = placesOf(question, order, (option) => !option.correct).slice(0, 1)
    const options = how === 'fails' && index % 2 === 0 ? wrong : right
    expectDone(await answerQuestion(db, { person, attempt, place: index + 1, options }, now))
  }
  const closed = expectDone(await submitAttempt(db, { person, attempt, leavingOpen: 0 }, now))
  if (closed.result.passed !== (how === 'passes')) {
    throw new Error(`${quiz}: the story says ${how}, the score is ${closed.result.percent} per cent`)
  }
}

export async function acknowledge(learner: Learner, requirement: Requirement): Promise<void> {
  if (requirement.kind !== 'acknowledgement') return
  const { db, person, now } = learner
  const { standard } = requirement
  const content = (await libraryOf(db)).hashes.get(`standard:${standard}`)
  if (content === undefined) throw new Error(`the library holds no standard ${standard}`)
  expectDone(await acknowledgeStandard(db, { person, standard, content, understood: true }, now))
}

/** A deed of the story that is refused is a fault of the story, and says so. */
export function expectDone<Outcome extends { readonly kind: string }>(
  outcome: Outcome,
): Exclude<Outcome, { readonly kind: 'refused' }> {
  if (outcome.kind === 'refused') throw new Error(`the story was refused: ${JSON.stringify(outcome)}`)
  return outcome as Exclude<Outcome, { readonly kind: 'refused' }>
}

function placesOf(
  question: Question,
  order: readonly string[],
  wanted: (option: Question['options'][number]) => boolean,
): readonly number[] {
  const chosen = new Set(question.options.filter(wanted).map((option) => option.id))
  return order.flatMap((option, index) => (chosen.has(option) ? [index + 1] : []))
}

async function formOf(db: Database, attempt: AttemptId) {
  const known = attemptFrom(await factsAbout(db.reader, attempt))
  if (known === undefined) throw new Error(`no attempt ${attempt}`)
  return known.form
}

export async function libraryOf(db: Database): Promise<Library> {
  const library = await currentLibrary(db)
  if (library === undefined) throw new Error('nothing has been published')
  return library
}
