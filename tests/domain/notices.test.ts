import { describe, expect, test } from 'vitest'
import type { Curriculum, Notice } from '../../src/domain/curriculum.ts'
import { day } from '../../src/domain/days.ts'
import type { ClauseChange, Fact, Recorded } from '../../src/domain/facts.ts'
import { as, type Channel, type ClauseId, type JobRole, type NoticeId, type PersonId } from '../../src/domain/ids.ts'
import { libraryOf } from '../../src/domain/library.ts'
import { noticeAbout, publishedNotices, readersOfNotice, standardOfClause } from '../../src/domain/notices.ts'
import { nothingPending, pendingUpdates } from '../../src/domain/pending-updates.ts'
import { clauseHistories } from '../../src/domain/updates.ts'
import { soundCurriculum } from '../curriculum/small-library.ts'

const sound = soundCurriculum()
const person = as<PersonId>('maya')
const [adviser, leader] = ['adviser', 'team-leader'].map((role) => as<JobRole>(role)) as [JobRole, JobRole]
const phone = as<Channel>('phone')
const published = day('2026-03-01')

const noticeNamed = (id: string, clauses: readonly string[]): Notice => ({
  id: as<NoticeId>(id),
  title: id,
  summary: '',
  clauses: clauses.map((pinned) => as(pinned)),
  effective: { daysAfterPublication: 0 },
  updateWithinDays: 21,
  notifyOnly: [],
  body: ['Why.'],
})
const curriculum: Curriculum = {
  ...sound,
  notices: [noticeNamed('first', ['TEL-05~2']), noticeNamed('second', ['TEL-05~3']), noticeNamed('unused', [])],
}
const library = libraryOf(curriculum, { publication: 3, publishedOn: published, digest: '', hashes: new Map() })
const change = (revision: number, notice: string, more: Partial<ClauseChange> = {}): ClauseChange => ({
  clause: as<ClauseId>('TEL-05'),
  revision,
  verdict: 'material',
  roles: [adviser],
  channels: [phone],
  before: { revision: revision - 1, roles: [adviser, leader], channels: [phone] },
  sameWordsAs: revision,
  programmes: [],
  notice: as<NoticeId>(notice),
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
    { kind: 'published', publication: 2, digest: '', on: published, act: 'publish', changes: [change(2, 'first')] },
    {
      kind: 'published',
      publication: 3,
      digest: '',
      on: day('2026-03-05'),
      act: 'publish',
      changes: [change(3, 'second', { effectiveOn: day('2026-04-15') })],
    },
  ),
)
const notices = publishedNotices(library, histories, day('2026-03-10'))

describe('notices', () => {
  test('stand newest first, and only once a publication has used them', () => {
    expect(notices.map(({ notice }) => notice.id)).toEqual(['second', 'first'])
  })

  test('give the later of the day in force and the days to update', () => {
    expect(notices.map(({ dueOn }) => dueOn)).toEqual(['2026-04-15', '2026-03-22'])
  })
})

describe('a notice is', () => {
  const [, first] = notices
  const who = (roles: JobRole[], joined = '2026-01-01') => ({
    facts: recorded({ kind: 'employment', person, from: day(joined), employed: true }),
    work: { roles, channels: [phone] },
    pending: nothingPending,
    histories,
  })

  test('about the work of whom its clause reaches', () => {
    expect(noticeAbout(first!, who([adviser]))).toBe('work')
  })

  test('about the work of whom its clause reached before', () => {
    expect(noticeAbout(first!, who([leader]))).toBe('work')
  })

  test('not about other work', () => {
    expect(noticeAbout(first!, who([as<JobRole>('clerk')]))).toBe('other')
  })

  test('from before the time of who joined after it', () => {
    expect(noticeAbout(first!, who([adviser], '2026-03-02'))).toBe('before')
  })

  test('known to whoever has shown what it announces, read or not', () => {
    const done: Fact = {
      kind: 'clause-updated',
      person,
      clause: as('TEL-05~2@2'),
      publication: 2,
      by: 'questions',
      on: day('2026-03-06'),
    }
    const maya = who([adviser])
    expect(noticeAbout(first!, { ...maya, facts: [...maya.facts, ...recorded(done)] })).toBe('shown')
  })

  test('owed by whoever owes an update for it, whenever they joined', () => {
    const raised = libraryOf(
      {
        ...curriculum,
        standards: sound.standards.map((standard) => ({
          ...standard,
          clauses: standard.clauses.map((clause) => (clause.id === 'TEL-05' ? { ...clause, revision: 3 } : clause)),
        })),
      },
      { publication: 3, publishedOn: published, digest: '', hashes: new Map() },
    )
    const pending = pendingUpdates(
      raised,
      histories,
      [
        {
          programme: sound.programmes[0]!.id,
          kind: 'update-due',
          from: published,
          to: day('2027-01-01'),
          because: {
            code: 'clauses-changed',
            since: published,
            due: day('2026-03-22'),
            clauses: [as('TEL-05~3')],
            windowOpensOn: day('2026-10-01'),
            expiresOn: day('2026-12-01'),
            certificate: as('certificate'),
          },
        },
      ],
      [],
      day('2026-03-10'),
    )
    expect(noticeAbout(notices[0]!, { ...who([], '2026-03-08'), pending })).toBe('owed')
  })
})

describe('a notice about a narrowed standard', () => {
  const narrowed = libraryOf(
    { ...curriculum, standards: sound.standards.map((standard) => ({ ...standard, readers: ['adviser'] })) },
    { publication: 3, publishedOn: published, digest: '', hashes: new Map() },
  )

  test('is for the readers of the standard', () => {
    expect(readersOfNotice(narrowed, curriculum.notices[0]!)).toEqual(['adviser'])
    expect(readersOfNotice(library, curriculum.notices[0]!)).toBeUndefined()
  })

  test('knows the standard of a retired clause by its prefix', () => {
    expect(standardOfClause(narrowed, as<ClauseId>('TEL-77'))?.id).toBe('telephone')
  })
})
