import { describe, expect, test } from 'vitest'
import { clauseDifference, textLinesOf, type ComparedClause } from '../../src/domain/clause-difference.ts'
import { as, type Channel, type JobRole } from '../../src/domain/ids.ts'

const organisation = {
  roles: new Map([
    [as<JobRole>('adviser'), 'Adviser'],
    [as<JobRole>('team-leader'), 'Team leader'],
  ]),
  channels: new Map([
    [as<Channel>('phone'), 'Phone'],
    [as<Channel>('chat'), 'Chat'],
  ]),
}
const clause = (parts: Partial<ComparedClause> = {}): ComparedClause => ({
  level: 'must-not',
  roles: [as<JobRole>('adviser')],
  channels: [as<Channel>('phone')],
  target: 'no breach',
  params: [{ name: 'hold', value: '60', unit: 's' }],
  body: [{ tag: 'p', kids: ['Come back.'] }],
  ...parts,
})
const terms = (parts: Partial<ComparedClause>, before: Partial<ComparedClause> = {}) =>
  clauseDifference(clause(before), clause(parts), organisation).terms

describe('what a clause says beside its words', () => {
  test.each<[string, Partial<ComparedClause>, { what: string; was: string; is: string }]>([
    ['its level', { level: 'should' }, { what: 'Level', was: 'must not', is: 'should' }],
    [
      'its roles',
      { roles: [as<JobRole>('adviser'), as<JobRole>('team-leader')] },
      { what: 'For', was: 'adviser', is: 'adviser and team leader' },
    ],
    ['its channels', { channels: 'all' }, { what: 'On', was: 'phone', is: 'every channel' }],
    ['its target', { target: undefined }, { what: 'Target', was: 'no breach', is: 'none' }],
    [
      'a number',
      { params: [{ name: 'hold', value: '30', unit: 's' }] },
      { what: 'Hold', was: '60 seconds', is: '30 seconds' },
    ],
    ['a number that is gone', { params: [] }, { what: 'Hold', was: '60 seconds', is: 'none' }],
  ])('%s', (_, after, expected) => {
    expect(terms(after)).toEqual([expected])
  })

  test('roles in another order are the same roles', () => {
    const [one, other] = [as<JobRole>('adviser'), as<JobRole>('team-leader')]
    expect(terms({ roles: [one, other] }, { roles: [other, one] })).toEqual([])
  })
})

describe('the lines of a text', () => {
  test('points, steps and what stands around them keep their places', () => {
    const body = [
      { tag: 'p', kids: ['Before you ', { tag: 'em', kids: ['hold'] }, ':'] },
      {
        tag: 'ol',
        kids: [
          { tag: 'li', kids: [{ tag: 'p', kids: ['Ask.'] }] },
          { tag: 'li', kids: ['Wait.'] },
        ],
      },
      { tag: 'p', kids: ['Then go, for ', { tag: 'Param', props: { name: 'h', value: '30', unit: 's' } }, '.'] },
    ]
    expect(textLinesOf(body)).toEqual([
      { as: 'paragraph', text: 'Before you hold:' },
      { as: 'step', text: 'Ask.' },
      { as: 'step', text: 'Wait.' },
      { as: 'paragraph', text: 'Then go, for 30 seconds.' },
    ])
  })

  test('words without a paragraph are one line', () => {
    expect(textLinesOf(['Ask', ' first.'])).toEqual([{ as: 'paragraph', text: 'Ask first.' }])
  })
})
