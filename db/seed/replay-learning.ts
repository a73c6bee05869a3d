/** What a person of the story learns on a day, done through the same workflows as by anybody. */
import type { Question, Requirement } from '../../src/domain/curriculum.ts'
import { attemptFrom } from '../../src/domain/attempts.ts'
import { whatRemains } from '../../src/domain/certification.ts'
import { as } from '../../src/domain/ids.ts'
import type {
  AttemptId,
  LessonId,
  PersonId,
  ProgrammeId,
  QuizId,
  ScenarioId,
  StandardId,
} from '../../src/domain/ids.ts'
import type { Library } from '../../src/domain/library.ts'
import { orderOfOptions, seedOfCheck } from '../../src/domain/quiz.ts'
import { acknowledgeStandard } from '../../src/workflows/acknowledge-standard.ts'
import { answerCheck } from '../../src/workflows/answer-check.ts'
import { answerQuestion } from '../../src/workflows/answer-question.ts'
import { readSection } from '../../src/workflows/read-section.ts'
import { startAttempt } from '../../src/workflows/start-attempt.ts'
import { submitAttempt } from '../../src/workflows/submit-attempt.ts'
import { todayIn } from '../../src/workflows/today-in.ts'
import { factsAbout, factsOf } from '../ledger.ts'
import type { Database } from '../open.ts'
import { currentLibrary } from '../publications.ts'
import { standingsOf } from '../standings.ts'
import type { ProgrammeKey } from './programmes.ts'

export interface Learner {
  readonly db: Database
  readonly person: PersonId
  readonly now: Temporal.Instant
}

/** What a programme asks of a person on that day and is not yet met, in order; nothing while it does not ask. */
async function openRequirements({ db, person, now }: Learner, asking: ProgrammeKey): Promise<readonly Requirement[]> {
  const library = await libraryOf(db)
  const programme = library.programmes.get(as<ProgrammeId>(asking))
  if (programme === undefined) throw new Error(`the library holds no programme ${asking}`)
  const today = await todayIn(db, now)
  const standing = (await standingsOf(db, person, today)).find((one) => one.programme === programme.id)
  if (standing === undefined || standing.kind === 'paused' || standing.kind === 'exempt') return []
  const remaining = whatRemains(library, programme, await factsOf(db.reader, person), today)
  if (remaining.kind === 'held') return []
  return remaining.requirements.flatMap(({ requirement, met }) => (met === undefined ? [requirement] : []))
}

export async function openLessons(learner: Learner, asking: ProgrammeKey): Promise<readonly LessonId[]> {
  const open = await openRequirements(learner, asking)
  return open.flatMap((requirement) => (requirement.kind === 'lesson' ? requirement.lesson : []))
}

export async function openQuizzes(learner: Learner, asking: ProgrammeKey): Promise<readonly QuizId[]> {
  const open = await openRequirements(learner, asking)
  return open.flatMap((requirement) => (requirement.kind === 'quiz' ? requirement.quiz : []))
}

export async function openScenarios(learner: Learner, asking: ProgrammeKey): Promise<readonly ScenarioId[]> {
  const open = await openRequirements(learner, asking)
  return open.flatMap((requirement) => (requirement.kind === 'scenario' ? requirement.scenario : []))
}

export async function openAcknowledgements(learner: Learner, asking: ProgrammeKey): Promise<readonly StandardId[]> {
  const open = await openRequirements(learner, asking)
  return open.flatMap((requirement) => (requirement.kind === 'acknowledgement' ? requirement.standard : []))
}

/**
 * Reads every section of a lesson, or only the first so many, and answers its checks, all right.
 * Steps that need not wait for each other are asked for together, so that they share a commit.
 */
export async function readLesson(learner: Learner, id: LessonId, sections = Infinity): Promise<void> {
  const { db, person, now } = learner
  const lesson = (await libraryOf(db)).lessons.get(id)
  if (lesson === undefined) throw new Error(`the library holds no lesson ${id}`)
  await together(lesson.sections.slice(0, sections), (section) =>
    readSection(db, { person, lesson: id, section: section.id }, now),
  )
  if (sections < lesson.sections.length) return
  await together(lesson.checks, (check) => {
    const order = orderOfOptions(check, seedOfCheck(person, check))
    const places = placesOf(check, order, (option) => option.correct)
    return answerCheck(db, { person, lesson: id, question: check.id, places }, now)
  })
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
  const answered = form.slice(0, how === 'leaves-open' ? 2 : undefined)
  await together(answered, ({ question: id, order }, index) => {
    const question = library.questions.get(id)
    if (question === undefined) throw new Error(`the library holds no question ${id}`)
    const right = placesOf(question, order, (option) => option.correct)
    const wrong = placesOf(question, order, (option) => !option.correct).slice(0, 1)
    const options = how === 'fails' && index % 2 === 0 ? wrong : right
    return answerQuestion(db, { person, attempt, place: index + 1, options }, now)
  })
  if (how === 'leaves-open') return
  const closed = expectDone(await submitAttempt(db, { person, attempt, leavingOpen: 0 }, now))
  if (closed.result.passed !== (how === 'passes')) {
    throw new Error(`${quiz}: the story says ${how}, the score is ${closed.result.percent} per cent`)
  }
}

export async function acknowledge({ db, person, now }: Learner, standard: StandardId): Promise<void> {
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

/** Queued in this order and committed together; a refusal is thrown once all have been answered. */
export async function together<T, Outcome extends { readonly kind: string }>(
  all: readonly T[],
  deed: (one: T, index: number) => Promise<Outcome>,
): Promise<void> {
  for (const outcome of await Promise.all(all.map(deed))) expectDone(outcome)
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
