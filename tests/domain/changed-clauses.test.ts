import { describe, expect, test } from 'vitest'
import { requiredStretches } from '../../src/domain/audience.ts'
import { as, type Branch, type ClauseId } from '../../src/domain/ids.ts'
import {
  adviser,
  becauseOn,
  but,
  certified,
  change,
  clerk,
  dueOn,
  dutiesIn,
  kindsOn,
  letters,
  phone,
  porter,
  post,
  published,
  rules,
  showed,
  silence,
  stretch,
  telephone,
  followedBy,
  timelineIn,
  touched,
  working,
  type Life,
} from './changing.ts'

describe('the scope of a changed clause', () => {
  const scoped = (given: Parameters<typeof change>[0]) => published(2, '2026-11-01', change(given))
  const as_ = (role: typeof adviser, channel: typeof phone) => working(['2026-01-01', [role], [channel]])
  const on = ['2026-11-02']
  const kind = (life: Life) => kindsOn(life, on)['2026-11-02']

  test('by job role leaves others alone', () => {
    const life = but(touched, { published: [scoped({ roles: [adviser] })] })
    expect(kind(but(life, { profiles: as_(adviser, post) }))).toBe('update-due')
    expect(kind(but(life, { profiles: as_(clerk, post) }))).toBe('certified')
  })

  test('by channel leaves those on other channels alone', () => {
    const life = but(touched, { published: [scoped({ channels: [phone] })] })
    expect(kind(but(life, { profiles: as_(adviser, phone) }))).toBe('update-due')
    expect(kind(but(life, { profiles: as_(adviser, post) }))).toBe('certified')
  })

  test('of work between ourselves reaches its roles on any channel and on none', () => {
    const life = but(touched, { published: [scoped({ roles: [adviser], channels: 'internal' })] })
    expect(kind(but(life, { profiles: working(['2026-01-01', [adviser], []]) }))).toBe('update-due')
    expect(kind(but(life, { profiles: as_(clerk, phone) }))).toBe('certified')
  })

  test('by branch is that of the programme, by where the person works on the day', () => {
    const [harbour, market] = [as<Branch>('harbour'), as<Branch>('market')]
    const audience = { roles: 'everyone', channels: undefined, branches: [harbour] } as const
    const moved = working(['2026-01-01', [adviser], [phone]], ['2026-11-10', [adviser], [phone]])
    const profiles = moved.map((place, index) => ({ ...place, branch: [harbour, market][index] ?? null }))
    const required = requiredStretches(profiles, [{ ...stretch('2026-01-01'), value: { ...rules, audience } }])
    expect(kindsOn(but(touched, { profiles, required }), ['2026-11-09', '2026-11-10'])).toEqual({
      '2026-11-09': 'update-due',
      '2026-11-10': undefined,
    })
  })

  test('widened asks only the newcomers', () => {
    const widened = scoped({
      roles: [adviser, clerk],
      before: { revision: 1, roles: [adviser], channels: 'all' },
      sameWordsAs: 1,
    })
    const life = but(touched, { published: [widened] })
    expect(kind(but(life, { profiles: as_(adviser, phone) }))).toBe('certified')
    expect(kind(but(life, { profiles: as_(clerk, phone) }))).toBe('update-due')
    expect(kind(but(life, { profiles: as_(porter, phone) }))).toBe('certified')
  })

  test('widened asks nothing of a newcomer who showed the same words while they were meant', () => {
    const widened = scoped({
      roles: [adviser, clerk],
      before: { revision: 1, roles: [adviser], channels: 'all' },
      sameWordsAs: 1,
    })
    const profiles = working(['2026-01-01', [adviser], [phone]], ['2026-06-01', [clerk], [phone]])
    expect(kind(but(touched, { published: [widened], profiles }))).toBe('certified')
  })

  test('widened with new words asks those whom it reached before as well', () => {
    const life = but(touched, {
      published: [
        scoped({ roles: [adviser, clerk], before: { revision: 1, roles: [adviser], channels: 'all' }, sameWordsAs: 2 }),
      ],
    })
    expect(kind(but(life, { profiles: as_(adviser, phone) }))).toBe('update-due')
  })

  test('widened twice asks each newcomer once, in the time of the notice that reached them', () => {
    const life: Life = {
      published: [
        published(
          2,
          '2026-11-01',
          change({
            roles: [adviser, clerk],
            before: { revision: 1, roles: [adviser], channels: 'all' },
            sameWordsAs: 1,
          }),
        ),
        published(
          3,
          '2026-11-08',
          change({
            revision: 3,
            roles: [adviser, clerk, porter],
            before: { revision: 2, roles: [adviser, clerk], channels: 'all' },
            sameWordsAs: 1,
            updateWithinDays: 7,
          }),
        ),
      ],
      did: [certified('2026-03-10')],
    }
    const due = (role: typeof adviser) => dueOn(but(life, { profiles: as_(role, phone) }), '2026-11-09')
    expect([due(adviser), due(clerk), due(porter)]).toEqual([undefined, '2026-11-22', '2026-11-15'])
  })

  test('widened after its words changed gives newcomers the days of the notice that reached them', () => {
    const words = scoped({
      roles: [adviser],
      before: { revision: 1, roles: [adviser], channels: 'all' },
      updateWithinDays: 7,
    })
    const before = { revision: 2, roles: [adviser], channels: 'all' } as const
    const widened = published(
      3,
      '2026-11-03',
      change({ revision: 3, roles: [adviser, porter], before, sameWordsAs: 2 }),
    )
    const life = but(touched, { published: [words, widened] })
    const due = (role: typeof adviser) => dueOn(but(life, { profiles: as_(role, phone) }), '2026-11-04')
    expect([due(adviser), due(porter)]).toEqual(['2026-11-08', '2026-11-24'])
  })

  test('narrowed releases whom it reaches no more, and asks nothing of the others', () => {
    const narrowed = published(
      3,
      '2026-11-10',
      change({
        revision: 3,
        roles: [adviser],
        before: { revision: 2, roles: [adviser, clerk], channels: 'all' },
        sameWordsAs: 2,
      }),
    )
    const first = scoped({ roles: [adviser, clerk], before: { revision: 1, roles: [adviser, clerk], channels: 'all' } })
    const life = but(touched, { published: [first, narrowed] })
    const days = ['2026-11-09', '2026-11-10', '2026-11-30']
    expect(Object.values(kindsOn(but(life, { profiles: as_(clerk, phone) }), days))).toEqual([
      'update-due',
      'certified',
      'certified',
    ])
    const done = followedBy(life, showed('TEL-05~2', '2026-11-05'))
    expect(Object.values(kindsOn(done, days))).toEqual(['certified', 'certified', 'certified'])
  })
})

describe('a change that only tells', () => {
  const told = published(2, '2026-11-01', change({ asks: false }))

  test('as from must to may, asks nothing', () => {
    expect(timelineIn(but(touched, { published: [told] }))).toEqual(timelineIn(but(touched, { published: [] })))
  })

  test('releases from what was still pending on the clause', () => {
    const life = but(touched, {
      published: [...touched.published, published(3, '2026-11-10', change({ revision: 3, asks: false }))],
    })
    expect(kindsOn(life, ['2026-11-09', '2026-11-10', '2026-12-24'])).toEqual({
      '2026-11-09': 'update-due',
      '2026-11-10': 'certified',
      '2026-12-24': 'certified',
    })
  })

  test('does not bring back what was pending before, when the clause asks again', () => {
    const life = but(touched, {
      published: [
        ...touched.published,
        published(3, '2026-11-10', change({ revision: 3, asks: false })),
        published(4, '2026-12-10', change({ revision: 4 })),
      ],
    })
    expect(dueOn(life, '2026-12-10')).toBe('2026-12-31')
  })
})

describe('words that come back to what they were', () => {
  const back = [...touched.published, published(3, '2026-11-10', change({ revision: 3, sameWordsAs: 1 }))]

  test('ask nothing of somebody who had not shown the words between', () => {
    expect(kindsOn(but(touched, { published: back }), ['2026-11-09', '2026-11-10', '2026-12-24'])).toEqual({
      '2026-11-09': 'update-due',
      '2026-11-10': 'certified',
      '2026-12-24': 'certified',
    })
  })

  test('ask nothing of somebody who had shown both', () => {
    const life = followedBy(but(touched, { published: back }), showed('TEL-05~2', '2026-11-05'))
    expect(kindsOn(life, ['2026-11-10', '2026-12-24'])).toEqual({
      '2026-11-10': 'certified',
      '2026-12-24': 'certified',
    })
  })

  test('are asked of somebody who never showed them', () => {
    const did = [certified('2026-11-05', { publication: 2, clauses: ['TEL-05~2'] })]
    expect(kindsOn({ published: back, did }, ['2026-11-09', '2026-11-10'])).toEqual({
      '2026-11-09': 'certified',
      '2026-11-10': 'update-due',
    })
  })

  test('ask nothing of somebody whom they have come to mean by a move before they changed', () => {
    const before = { roles: [adviser], channels: 'all' } as const
    const life = but(touched, {
      published: [
        published(2, '2026-11-01', change({ roles: [adviser], before: { ...before, revision: 1 } })),
        published(
          3,
          '2026-11-10',
          change({ revision: 3, roles: [adviser], before: { ...before, revision: 2 }, sameWordsAs: 1 }),
        ),
      ],
      profiles: working(['2026-01-01', [clerk], [phone]], ['2026-06-01', [adviser], [phone]]),
    })
    expect(kindsOn(life, ['2026-11-09', '2026-11-10'])).toEqual({
      '2026-11-09': 'update-due',
      '2026-11-10': 'certified',
    })
  })

  test('end a wait: a later change has its own time', () => {
    const life = but(touched, { published: [...back, published(4, '2026-12-10', change({ revision: 4 }))] })
    expect(dueOn(life, '2026-12-10')).toBe('2026-12-31')
  })
})

describe('a clause that comes or goes', () => {
  const successor = as<ClauseId>('TEL-12')
  const retired = change({ verdict: 'retired', programmes: [], asks: false })
  const follows = (carries: readonly string[]) =>
    change({ clause: successor, revision: 1, verdict: 'new', before: null, carries: carries.map((one) => as(one)) })

  test('anew is asked of those certified before', () => {
    const life = but(touched, { published: [published(2, '2026-11-01', follows([]))] })
    expect(becauseOn(life, '2026-11-01')).toMatchObject({ code: 'clauses-changed', clauses: ['TEL-12~1'] })
  })

  test('retired releases from what was pending on it', () => {
    const life = but(touched, {
      published: [...touched.published, published(3, '2026-11-30', { ...retired, revision: 3 })],
    })
    expect(kindsOn(life, ['2026-11-29', '2026-11-30'])).toEqual({ '2026-11-29': 'overdue', '2026-11-30': 'certified' })
  })

  test('retired asks nothing of anybody', () => {
    expect(dutiesIn(but(touched, { published: [published(2, '2026-11-01', retired)] }))).toEqual([])
  })

  test('split with carried evidence asks nothing of those who had shown it', () => {
    const life = but(touched, { published: [published(2, '2026-11-01', retired, follows(['TEL-05~1']))] })
    expect(dutiesIn(life)).toEqual([])
  })

  test('split without carried evidence asks for the successor', () => {
    const life = but(touched, { published: [published(2, '2026-11-01', retired, follows([]))] })
    expect(dutiesIn(life).map(({ clause }) => clause)).toEqual([successor])
  })

  test('split with evidence carried to one successor asks for the other', () => {
    const other = change({ clause: silence, revision: 1, verdict: 'new', before: null })
    const life = but(touched, { published: [published(2, '2026-11-01', retired, follows(['TEL-05~1']), other)] })
    expect(dutiesIn(life).map(({ clause }) => clause)).toEqual([silence])
  })

  test('merged takes evidence of each clause that the owner carries, and of no other', () => {
    const merged = published(2, '2026-11-01', retired, { ...retired, clause: silence }, follows(['TEL-05~1']))
    const of = (pinned: string) =>
      dutiesIn({ published: [merged], did: [certified('2026-03-10', { clauses: [pinned] })] })
    expect(of('TEL-05~1')).toEqual([])
    expect(of('TEL-09~1').map(({ clause }) => clause)).toEqual([successor])
  })

  test('carries no evidence of an older revision in other words', () => {
    const life = but(touched, {
      published: [...touched.published, published(3, '2026-11-30', { ...retired, revision: 3 }, follows(['TEL-05~2']))],
    })
    expect(becauseOn(life, '2026-11-30')).toMatchObject({ clauses: ['TEL-12~1'], due: '2026-12-21' })
  })

  test('carries evidence of an older revision in the same words, for those whom it reached', () => {
    const widened = change({
      roles: [adviser, clerk],
      before: { revision: 1, roles: [adviser], channels: 'all' },
      sameWordsAs: 1,
    })
    const split = published(3, '2026-11-10', { ...retired, revision: 3 }, follows(['TEL-05~2']))
    const life = but(touched, { published: [published(2, '2026-11-01', widened), split] })
    const kindOf = (role: typeof adviser) =>
      kindsOn(but(life, { profiles: working(['2026-01-01', [role], [phone]]) }), ['2026-11-10'])['2026-11-10']
    expect([kindOf(adviser), kindOf(clerk)]).toEqual(['certified', 'update-due'])
  })

  test('carries evidence on through a second successor', () => {
    const second = change({
      clause: silence,
      revision: 1,
      verdict: 'new',
      before: null,
      carries: [as('TEL-12~1')],
    })
    const life = but(touched, {
      published: [
        published(2, '2026-11-01', retired, follows(['TEL-05~1'])),
        published(3, '2026-11-10', { ...retired, clause: successor }, second),
      ],
    })
    expect(dutiesIn(life)).toEqual([])
  })
})

describe('a programme', () => {
  const coverage = (publication: number, on: string, programmes: readonly (typeof telephone)[]) =>
    published(publication, on, change({ verdict: 'coverage', asks: false, sameWordsAs: 2, programmes }))
  const elsewhere = published(2, '2026-11-01', change({ programmes: [letters] }))

  test('that does not rest on the clause asks nothing', () => {
    expect(dutiesIn(but(touched, { published: [elsewhere] }))).toEqual([])
  })

  test('that begins to rest on a clause asks from that day for what changed since the certification', () => {
    const life = but(touched, { published: [elsewhere, coverage(3, '2026-12-01', [letters, telephone])] })
    expect(kindsOn(life, ['2026-11-30', '2026-12-01'])).toEqual({
      '2026-11-30': 'certified',
      '2026-12-01': 'update-due',
    })
    expect(dueOn(life, '2026-12-01')).toBe('2026-12-22')
  })

  test('that begins to rest on a clause asks nothing of those certified after it changed', () => {
    const did = [certified('2026-11-10', { publication: 2, clauses: [] })]
    const life = { published: [elsewhere, coverage(3, '2026-12-01', [letters, telephone])], did }
    expect(dutiesIn(life)).toEqual([])
  })

  test('that ceases to rest on a clause releases from that day', () => {
    const life = but(touched, { published: [...touched.published, coverage(3, '2026-11-30', [letters])] })
    expect(kindsOn(life, ['2026-11-29', '2026-11-30'])).toEqual({ '2026-11-29': 'overdue', '2026-11-30': 'certified' })
  })

  test('that rests on it as before is not disturbed by what others do', () => {
    const life = but(touched, { published: [...touched.published, coverage(3, '2026-11-10', [letters, telephone])] })
    expect(dutiesIn(life)).toEqual(dutiesIn(touched))
  })
})
