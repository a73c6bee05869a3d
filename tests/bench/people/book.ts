/** A publication with what people's facts name of it, worked out once for all of them. */
import type { Programme, Quiz } from '../../../src/domain/curriculum.ts'
import type { FactOf, FormEntry } from '../../../src/domain/facts.ts'
import {
  evidenceOf,
  pin,
  type ClauseEvidence,
  type ClauseId,
  type LessonId,
  type ProgrammeId,
  type QuestionId,
} from '../../../src/domain/ids.ts'
import { clausesOf, clausesOfProgramme, evidenceIn, type Library } from '../../../src/domain/library.ts'
import { drawForm } from '../../../src/domain/quiz.ts'
import type { QuestionOutcome } from '../../../src/domain/outcomes.ts'

/** Forms drawn of each quiz, so that drawing is not what takes the time. */
export const formsOfQuiz = 8

export interface AskedQuiz {
  readonly quiz: Quiz
  readonly content: string
  /** By seed. */
  readonly forms: readonly (readonly FormEntry[])[]
  readonly right: readonly QuestionOutcome[]
  readonly wrong: readonly QuestionOutcome[]
  readonly clauses: ReadonlySet<ClauseId>
}

export interface Book {
  readonly library: Library
  readonly programmes: readonly Programme[]
  /** The clauses this publication changed, with the question on each and the programmes that rest on it. */
  readonly changed: readonly {
    readonly shown: ClauseEvidence
    readonly question: QuestionId
    readonly programmes: readonly ProgrammeId[]
  }[]
  readonly lessons: ReadonlyMap<LessonId, Pick<FactOf<'lesson-completed'>, 'content' | 'clauses'>>
  readonly quizzes: ReadonlyMap<ProgrammeId, AskedQuiz>
}

export function bookOf(library: Library, before: Library | undefined): Book {
  const { curriculum } = library
  const changed = [...library.clauses.values()].flatMap((clause) => {
    if (before === undefined || before.clauses.get(clause.id)?.revision === clause.revision) return []
    const pinned = pin(clause.id, clause.revision)
    const question = [...library.questions.values()].find(({ clauses }) => clauses.includes(pinned))
    if (question === undefined) return []
    const programmes = (library.citing.get(clause.id)?.programmes ?? []).map(({ id }) => id)
    return [{ shown: evidenceOf(pinned, library.publication), question: question.id, programmes }]
  })
  return {
    library,
    programmes: curriculum.programmes,
    changed,
    lessons: new Map(
      curriculum.lessons.map(({ id, clauses }) => [
        id,
        { content: library.hashes.get(`lesson:${id}`) ?? '', clauses: evidenceIn(library, clauses) },
      ]),
    ),
    quizzes: new Map(
      curriculum.programmes.flatMap((programme) => {
        const asked = programme.requirements.find(({ kind }) => kind === 'quiz')
        const quiz = asked?.kind === 'quiz' ? library.quizzes.get(asked.quiz) : undefined
        return asked === undefined || quiz === undefined
          ? []
          : [[programme.id, askedQuiz(library, quiz, new Set(clausesOf(library, asked)))] as const]
      }),
    ),
  }
}

function askedQuiz(library: Library, quiz: Quiz, clauses: ReadonlySet<ClauseId>): AskedQuiz {
  const outcomes = (score: (place: number) => number) =>
    quiz.questions.map(({ id, clauses: pinned }, place) => ({
      question: id,
      clauses: pinned.map((one) => evidenceOf(one, library.publication)),
      score: score(place),
    }))
  return {
    quiz,
    content: library.hashes.get(`quiz:${quiz.id}`) ?? '',
    forms: Array.from({ length: formsOfQuiz }, (_, seed) => drawForm(quiz, seed)),
    right: outcomes(() => 1),
    wrong: outcomes((place) => (place < 2 ? 0 : 1)),
    clauses,
  }
}

/** What a certification rests on: what the quiz asks as it stood then, the rest as the lessons taught it. */
export function clausesCertified(programme: Programme, taught: Book, asked: Book): readonly ClauseEvidence[] {
  const quizzed = asked.quizzes.get(programme.id)?.clauses
  return clausesOfProgramme(asked.library, programme).flatMap((id) =>
    evidenceIn((quizzed?.has(id) === true ? asked : taught).library, [id]),
  )
}
