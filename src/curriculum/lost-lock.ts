/** A lock that is gone although texts rest on it: one fault, and none of the many that would follow from it. */
import type { Curriculum } from '../domain/curriculum.ts'
import { unpin } from '../domain/ids.ts'
import { count, type Fault } from './faults.ts'
import { lockFile } from './lock.ts'
import { firstRevision } from './reading.ts'

/** Undefined while there is a verdict, or while nothing names a revision that only a lock can have given. */
export function lostLock(
  { lock, lessons, quizzes, notices }: Pick<Curriculum, 'lock' | 'lessons' | 'quizzes' | 'notices'>,
  isThere: boolean,
): Fault | undefined {
  if (lock.length > 0) return undefined
  const isRaised = ({ clauses }: { readonly clauses: readonly string[] }) =>
    clauses.some((pinned) => (unpin(pinned)?.revision ?? firstRevision) > firstRevision)
  const questions = [...quizzes.flatMap((quiz) => quiz.questions), ...lessons.flatMap((lesson) => lesson.checks)]
  const [first, ...others] = [
    ...questions.filter(isRaised).map(({ id }) => `the question ${id}`),
    ...notices.filter(isRaised).map(({ id }) => `notices/${id}.mdx`),
  ]
  if (first === undefined) return undefined
  const citing = others.length === 0 ? `${first} cites` : `${first} and ${count(others.length, 'other')} cite`
  const what = isThere ? `${lockFile} holds no verdict` : `there is no ${lockFile}`
  return {
    file: lockFile,
    line: 1,
    says: `${what}, and ${citing} revisions that only it can tell`,
    mend: 'Put the lock back from version control. If there never was one, cite each clause at revision 1.',
  }
}
