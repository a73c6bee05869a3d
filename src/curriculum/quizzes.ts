/** A file of `quizzes/` as a quiz with its bank of questions. */
import type { Question, Quiz } from '../domain/curriculum.ts'
import { as, clauseIdPattern, unpin, type ClauseId, type QuizId } from '../domain/ids.ts'
import { isElement } from './draft.ts'
import { count } from './faults.ts'
import { mostMinutes } from './lessons.ts'
import { readMdx } from './mdx.ts'
import { readQuestion } from './questions.ts'
import type { Reading } from './reading.ts'
import { warnOfLongSentences } from './wording.ts'

const mostAttempts = 20

export function readQuiz(text: string, name: string, reading: Reading): Quiz {
  const { frontMatter, body } = readMdx(text, 'quiz', reading)
  const critical = frontMatter?.words('critical') ?? []
  const attempts = frontMatter?.isWritten('attempts')
    ? frontMatter.wholeNumber('attempts', 1, mostAttempts, 'attempts')
    : undefined
  const quiz = {
    id: as<QuizId>(name),
    title: frontMatter?.text('title') ?? name,
    summary: frontMatter?.text('summary') ?? '',
    minutes: frontMatter?.wholeNumber('minutes', 1, mostMinutes, 'minutes') ?? 1,
    passPercent: frontMatter?.wholeNumber('pass_percent', 1, 100, 'per cent') ?? 100,
    questionsPerClause: frontMatter?.wholeNumber('questions_per_clause', 1, 20, 'questions') ?? 1,
    critical: critical.map((word) => as<ClauseId>(word.text)),
    ...(attempts !== undefined && { attempts }),
  }
  warnOfLongSentences(quiz.summary, frontMatter?.lineOf('summary') ?? 1, reading)
  frontMatter?.end()
  reading.define('quiz', name, 1)

  const questions: Question[] = []
  for (const draft of body ?? []) {
    if (isElement(draft, 'Question')) questions.push(readQuestion(draft, reading))
    else {
      reading.fault(
        isElement(draft) ? draft.line : 1,
        'text outside a question, which nobody would see',
        'Put it into a <Question>, into the summary, or into a comment {/* … */}.',
      )
    }
  }
  if (body !== undefined && questions.length === 0) {
    reading.fault(1, 'the quiz has no question', 'Write at least one <Question>.')
  }
  const asked = new Map<string, number>()
  for (const pinned of questions.flatMap((question) => question.clauses)) {
    const clause = unpin(pinned)?.clause
    if (clause !== undefined) asked.set(clause, (asked.get(clause) ?? 0) + 1)
  }
  if (body !== undefined) {
    for (const [clause, held] of asked) {
      if (held >= quiz.questionsPerClause) continue
      reading.fault(
        frontMatter?.lineOf('questions_per_clause') ?? 1,
        `questions_per_clause is ${quiz.questionsPerClause}, but the bank holds ${count(held, 'question')} on ${clause}`,
        `Write ${count(quiz.questionsPerClause - held, 'more question')} on it, or ask for fewer.`,
      )
    }
  }
  for (const { text: clause, line } of critical) {
    if (!clauseIdPattern.test(clause)) {
      reading.fault(
        line,
        `critical names ${clause}, which is not a clause`,
        'Write clause ids without a revision: [TEL-05].',
      )
      continue
    }
    reading.cite('clause', clause, line)
    if (body !== undefined && !asked.has(clause)) {
      reading.fault(
        line,
        `the critical clause ${clause} is asked by no question of this quiz`,
        'Write a question on it, or leave it out of critical.',
      )
    }
  }
  return { ...quiz, questions }
}
