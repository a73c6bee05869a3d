/** The small school after a clause changed: its learner is certified, and is asked to show what is new. */
import { factsOf } from '../../../db/ledger.ts'
import { currentLibrary, publishedChanges } from '../../../db/publications.ts'
import { standingsOf } from '../../../db/standings.ts'
import { dayOf } from '../../../src/domain/days.ts'
import { as, pin, type ClauseId, type QuestionId } from '../../../src/domain/ids.ts'
import {
  pendingUpdates,
  triesAt,
  type PendingClause,
  type PendingUpdates,
} from '../../../src/domain/pending-updates.ts'
import { readingForm, updateForm, type UpdateForm } from '../../../src/domain/update-form.ts'
import { confirmUpdate } from '../../../src/workflows/confirm-update.ts'
import { tryUpdate, type TryUpdate } from '../../../src/workflows/try-update.ts'
import { judged, locked, type Judgement } from '../../curriculum/judged.ts'
import { soundLibrary, type Library } from '../../curriculum/small-library.ts'
import {
  acknowledge,
  answerTheCheck,
  daysLater,
  must,
  passQuiz,
  publish,
  readAll,
  smallSchool,
  start,
  type School,
} from '../learning/small-school.ts'

export const hold = as<ClauseId>('TEL-05')
export const ask = as<ClauseId>('TEL-04')
const standardFile = 'standards/telephone.mdx'
export const quizFile = 'quizzes/telephone.mdx'
export const changeDay = daysLater(10)

const furtherQuestion = `
<Question id="tel-hold-again" type="single" clauses="TEL-05~2" level="apply" fixed>
The archive turns its wheel. When are you back?
<Option>When it stops <Feedback>It may never stop.</Feedback></Option>
<Option correct>After 20 seconds <Feedback>Right again.</Feedback></Option>
</Question>
`

/** A library at the beginning of its lock, or any later one, with passages of files replaced and judged. */
export function changedLibrary(
  before: Library,
  passages: readonly (readonly [file: string, passage: string, replacement: string])[],
  judgement: Judgement,
): Library {
  const files: Record<string, string> = {}
  for (const [file, passage, replacement] of passages) {
    const text = files[file] ?? before[file] ?? ''
    if (!text.includes(passage)) throw new Error(`${file} holds no "${passage}"`)
    files[file] = text.replace(passage, () => replacement)
  }
  return judged(before, files, judgement)
}

export const firstLibrary = locked(soundLibrary)
const shorter = [standardFile, 'value="30"', 'value="20"'] as const
const presentPins = [quizFile, 'clauses="TEL-05~1"', 'clauses="TEL-05~2"'] as const

/** Half a minute became 20 seconds, with one question on it, with two, or with none but a stale one. */
export const libraries = {
  one: changedLibrary(firstLibrary, [shorter, presentPins], { verdicts: { 'TEL-05': 'material' } }),
  two: changedLibrary(
    firstLibrary,
    [shorter, presentPins, [quizFile, '<Question id="tel-ask"', `${furtherQuestion}\n<Question id="tel-ask"`]],
    { verdicts: { 'TEL-05': 'material' } },
  ),
  none: changedLibrary(firstLibrary, [shorter], { verdicts: { 'TEL-05': 'material' } }),
}

export async function certify(school: School, now = start): Promise<void> {
  await readAll(school, now)
  await answerTheCheck(school, 'right', now)
  await passQuiz(school, now)
  must(await acknowledge(school, now))
}

/** The learner certified, and then a change published. */
export async function changedSchool(library: Library = libraries.one): Promise<School> {
  const school = await smallSchool()
  await publish(school.db, firstLibrary)
  await certify(school)
  await publish(school.db, library, changeDay)
  return school
}

export async function pendingOf({ db, learner }: School, now = changeDay): Promise<PendingUpdates> {
  const library = (await currentLibrary(db))!
  const on = dayOf(now, 'Europe/London')
  const histories = await publishedChanges(db, db.reader)
  return pendingUpdates(library, histories, await standingsOf(db, learner, on), await factsOf(db.reader, learner), on)
}

export async function formOf(school: School, clause = hold): Promise<{ pending: PendingClause; form: UpdateForm }> {
  const pending = (await pendingOf(school)).clauses.find((one) => one.clause.id === clause)!
  const tries = triesAt(await factsOf(school.db.reader, school.learner), pin(clause, pending.clause.revision))
  return { pending, form: updateForm(school.learner, pending, tries.length) }
}

/** Every question of a form answered right, or every one wrong. */
export function answersTo(form: UpdateForm, how: 'right' | 'wrong'): ReadonlyMap<QuestionId, readonly number[]> {
  return new Map(
    form.asked.map(({ question, options }) => {
      const places = options.flatMap(({ correct }, index) => (correct === (how === 'right') ? [index + 1] : []))
      return [question.id, how === 'right' ? places : places.slice(0, 1)]
    }),
  )
}

export async function answered(school: School, how: 'right' | 'wrong', clause = hold): Promise<TryUpdate> {
  const { form } = await formOf(school, clause)
  const { revision, tries, mark } = form
  return { person: school.learner, clause, revision, tries, mark, chosen: answersTo(form, how) }
}

export async function tryIt(school: School, how: 'right' | 'wrong', now = changeDay) {
  return tryUpdate(school.db, await answered(school, how), now)
}

export async function confirmIt(school: School, understood = true, now = changeDay) {
  const [pending] = (await pendingOf(school, now)).clauses
  const { revision, mark } = readingForm(school.learner, pending!)
  return confirmUpdate(school.db, { person: school.learner, clause: hold, revision, mark, understood }, now)
}
