import { describe, expect, test } from 'vitest'
import type { Curriculum, Programme } from '../../src/domain/curriculum.ts'
import { FOREVER, addDays, day, type Day } from '../../src/domain/days.ts'
import type { ClauseChange, Fact, FactOf, Recorded } from '../../src/domain/facts.ts'
import {
  as,
  pin,
  type CertificateId,
  type ClauseEvidence,
  type ClauseId,
  type PinnedClause,
  type ProgrammeId,
} from '../../src/domain/ids.ts'
import { libraryOf } from '../../src/domain/library.ts'
import { pendingUpdates } from '../../src/domain/pending-updates.ts'
import type { AskedDays } from '../../src/domain/standing.ts'
import { comingFrom, tasksFrom, type StandingInProgramme } from '../../src/domain/training.ts'
import { clauseHistories } from '../../src/domain/updates.ts'
import { soundCurriculum } from '../curriculum/small-library.ts'

const published = day('2026-03-01')
const today = day('2026-03-10')
const person = as<FactOf<'granted'>['person']>('maya')
const hold = as<ClauseId>('TEL-05')
const sound = soundCurriculum()
const [telephone] = sound.programmes as [Programme]
const chat: Programme = { ...telephone, id: as<ProgrammeId>('chat-adviser'), title: 'Chat adviser' }
const raised: Curriculum = {
  ...sound,
  programmes: [telephone, chat],
  standards: sound.standards.map((standard) => ({
    ...standard,
    clauses: standard.clauses.map((clause) => (clause.id === hold ? { ...clause, revision: 3 } : clause)),
  })),
  quizzes: sound.quizzes.map((quiz) => ({
    ...quiz,
    questions: quiz.questions.map((question) =>
      question.id === 'tel-hold' ? { ...question, clauses: [as('TEL-05~3')] } : question,
    ),
  })),
}
const libraryWith = (curriculum: Curriculum) =>
  libraryOf(curriculum, { publication: 3, publishedOn: published, digest: '', hashes: new Map() })
const library = libraryWith(raised)

const change = (revision: number, more: Partial<ClauseChange> = {}): ClauseChange => ({
  clause: hold,
  revision,
  verdict: 'material',
  roles: ['adviser'] as never,
  channels: ['phone'] as never,
  before: { revision: revision - 1, roles: ['adviser'] as never, channels: ['phone'] as never },
  sameWordsAs: revision,
  programmes: [telephone.id, chat.id],
  notice: as(`notice-${revision}`),
  effectiveOn: published,
  updateWithinDays: 21,
  asks: true,
  carries: [],
  ...more,
})
const recorded = <F extends Fact>(...facts: F[]): Recorded<F>[] =>
  facts.map((fact, index) => ({ sequence: index + 1, at: '2026-03-10T09:00:00Z', by: person, fact }))
const histories = clauseHistories(
  recorded(
    { kind: 'published', publication: 2, digest: '', on: day('2026-02-01'), act: 'publish', changes: [change(2)] },
    { kind: 'published', publication: 3, digest: '', on: published, act: 'publish', changes: [change(3)] },
  ),
)
const expiresOn = day('2026-12-01')
const grant = (programme: Programme, shows: string): Fact => ({
  kind: 'granted',
  person,
  programme: programme.id,
  certificate: as<CertificateId>(programme.id),
  publication: 1,
  path: 'initial',
  on: day('2025-12-01'),
  expiresOn,
  windowOpensOn: day('2026-10-02'),
  evidence: [],
  clauses: [as<ClauseEvidence>(shows)],
})
type Asks = readonly PinnedClause[]
type OwnDays = readonly AskedDays[]
const dueIn = (
  programme: Programme,
  due: Day,
  {
    code = 'clauses-changed',
    windowOpensOn = day('2026-10-02'),
    ...more
  }: { code?: 'clauses-changed' | 'update-late'; windowOpensOn?: Day; clauses?: Asks; ownDays?: OwnDays } = {},
): StandingInProgramme => ({
  programme: programme.id,
  kind: code === 'update-late' ? 'overdue' : 'update-due',
  from: published,
  to: FOREVER,
  because: {
    code,
    since: published,
    due,
    clauses: [as('TEL-05~3')],
    windowOpensOn,
    expiresOn,
    certificate: as<CertificateId>(programme.id),
    ...more,
  },
})
const facts = recorded(grant(telephone, 'TEL-05~1@1'), grant(chat, 'TEL-05~1@1'))

describe('what is to be shown', () => {
  const both = [dueIn(telephone, day('2026-03-30')), dueIn(chat, day('2026-03-22'))]

  test('is each clause once, whichever programmes ask for it, by the earliest of their days', () => {
    const { clauses, due } = pendingUpdates(library, histories, both, facts, today)
    expect(clauses.map(({ programmes }) => programmes.map(({ title }) => title))).toEqual([
      ['Telephone adviser', 'Chat adviser'],
    ])
    expect([clauses[0]?.due, due]).toEqual(['2026-03-22', '2026-03-22'])
  })

  test('is several publications in one, from the revision that was shown last', () => {
    const { clauses } = pendingUpdates(library, histories, both, facts, today)
    expect(clauses[0]?.from).toBe(1)
    expect(clauses[0]?.changes.map(({ notice }) => notice)).toEqual(['notice-2', 'notice-3'])
  })

  test('begins after an update that was done between', () => {
    const updated: Fact = {
      kind: 'clause-updated',
      person,
      clause: as<ClauseEvidence>('TEL-05~2@2'),
      publication: 2,
      by: 'reading',
      on: day('2026-02-02'),
    }
    const { clauses } = pendingUpdates(library, histories, both, [...facts, ...recorded(updated)], today)
    expect([clauses[0]?.from, clauses[0]?.changes.length]).toEqual([2, 1])
  })

  test('is asked by the questions on the present revision, and by no stale one', () => {
    expect(pendingUpdates(library, histories, both, facts, today).clauses[0]?.bank.map(({ id }) => id)).toEqual([
      'tel-hold',
    ])
    const stale = libraryWith({ ...raised, quizzes: sound.quizzes })
    expect(pendingUpdates(stale, histories, both, facts, today).clauses[0]).toMatchObject({ bank: [], asked: 0 })
  })

  test('is late in a programme that says so', () => {
    const late = [dueIn(telephone, day('2026-03-02'), { code: 'update-late' }), both[1]!]
    expect(pendingUpdates(library, histories, late, facts, today).clauses[0]).toMatchObject({
      isLate: true,
      due: '2026-03-02',
    })
  })

  test('has its own days, and is not late because another clause of the update is', () => {
    const own = { clause: as<PinnedClause>('TEL-05~3'), since: day('2026-03-05'), due: day('2026-03-26') }
    const [other] = [...library.clauses.keys()].filter((id) => id !== hold)
    const clauses = [pin(other!, library.clauses.get(other!)!.revision), own.clause]
    const standing = dueIn(telephone, day('2026-03-02'), { code: 'update-late', clauses, ownDays: [own] })
    const pending = pendingUpdates(library, histories, [standing], facts, today)
    expect(pending.clauses.map(({ clause, since, due, isLate }) => [clause.id, since, due, isLate])).toEqual([
      [other, '2026-03-01', '2026-03-02', true],
      [hold, '2026-03-05', '2026-03-26', false],
    ])
    expect(pending.due).toBe('2026-03-02')
  })

  test('takes whole minutes, and never none', () => {
    const { minutes, clauses } = pendingUpdates(library, histories, both, facts, today)
    expect(minutes).toBe(1)
    expect(clauses.map((one) => one.minutes)).toEqual([1])
  })

  test('is nothing for somebody who is certified', () => {
    expect(pendingUpdates(library, histories, [], facts, today)).toEqual({ clauses: [], minutes: 0, due: FOREVER })
  })
})

describe('a programme under which clauses changed', () => {
  test('asks nothing beside the update while the certificate is not to be renewed', () => {
    expect(tasksFrom(library, [dueIn(telephone, day('2026-03-22'))], facts, today)).toEqual([])
  })

  test.each(['clauses-changed', 'update-late'] as const)(
    'is to be renewed by its own day all the same (%s)',
    (code) => {
      const standing = dueIn(telephone, day('2026-03-05'), { code, windowOpensOn: addDays(today, -1) })
      const open = {
        ...facts[0]!,
        fact: { ...(facts[0]!.fact as FactOf<'granted'>), windowOpensOn: addDays(today, -1) },
      }
      const [task] = tasksFrom(library, [standing], [open], today)
      expect(task).toMatchObject({ due: expiresOn, path: 'renewal', standing: { kind: 'renewal-due' } })
    },
  )

  test('is not among what is to come when only the update is', () => {
    const later = { ...dueIn(telephone, day('2026-04-22')), from: day('2026-04-01') }
    expect(comingFrom(library, new Map([[telephone.id, [later]]]), facts, today)).toEqual([])
  })
})
