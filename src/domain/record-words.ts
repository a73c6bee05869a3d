/** The record of a person in words, as its page tells it. */
import { dayInWords } from './day-words.ts'
import type { Day } from './days.ts'
import { readEvidence, type ClauseEvidence } from './ids.ts'
import type { OutcomeWord, Period, PersonRecord } from './record.ts'
import type { RecordedUpdate } from './recorded-learning.ts'

/** "3 Mar 2026 to 4 Apr 2026", "since 3 Mar 2026", "from 3 Mar 2027", "until 4 Apr 2026", "always". */
export function periodInWords({ first, last }: Period, today: Day): string {
  if (first === null) return last === null ? 'always' : `until ${dayInWords(last, 'short')}`
  if (last === null) return `${first > today ? 'from' : 'since'} ${dayInWords(first, 'short')}`
  return first === last ? dayInWords(first, 'short') : `${dayInWords(first, 'short')} to ${dayInWords(last, 'short')}`
}

export const outcomeWords: Readonly<Record<OutcomeWord, string>> = {
  right: 'right',
  partly: 'partly right',
  wrong: 'wrong',
}

/** "TEL-05~2". */
export function clauseInWords(evidence: ClauseEvidence): string {
  const { clause, revision } = readEvidence(evidence)
  return `${clause}~${revision}`
}

export interface LearnedRow {
  readonly on: Day
  readonly sort: 'Lesson' | 'Reading' | 'Update' | 'Notice'
  readonly says: string
  readonly publication: number
}

const updateWords: Readonly<Record<RecordedUpdate, string>> = {
  questions: 'shown by right answers',
  answered: 'answered rightly, its scenario still to be played',
  scenario: 'shown by playing a scenario again',
  reading: 'shown by confirming its text',
  missed: 'tried, not every answer right',
}

/** Lessons, readings, updates and notices as one list, in order of days. */
export function learnedRows({
  lessons,
  acknowledgements,
  updates,
  notices,
}: Pick<PersonRecord, 'lessons' | 'acknowledgements' | 'updates' | 'notices'>): readonly LearnedRow[] {
  const rows: LearnedRow[] = [
    ...lessons.map(({ on, publication, lesson }) => ({ on, publication, sort: 'Lesson' as const, says: lesson.title })),
    ...acknowledgements.map(({ on, publication, standard }) => ({
      on,
      publication,
      sort: 'Reading' as const,
      says: standard.title,
    })),
    ...updates.map(({ on, publication, clause, by }) => ({
      on,
      publication,
      sort: 'Update' as const,
      says: `${clauseInWords(clause)} ${updateWords[by]}`,
    })),
    ...notices.map(({ on, publication, notice }) => ({ on, publication, sort: 'Notice' as const, says: notice.title })),
  ]
  return rows.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
}
