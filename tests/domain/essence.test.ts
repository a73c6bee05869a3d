import { describe, expect, test } from 'vitest'
import type { Clause } from '../../src/domain/curriculum.ts'
import { differenceOfEssence, essenceOf, isBindingEssence } from '../../src/domain/essence.ts'
import { as, type Channel, type JobRole } from '../../src/domain/ids.ts'

const clause: Pick<Clause, 'level' | 'roles' | 'channels' | 'params'> = {
  level: 'must',
  roles: [as<JobRole>('adviser')],
  channels: [as<Channel>('phone')],
  params: [],
}
const essence = (text: string, more: Partial<typeof clause> = {}, target = '') =>
  essenceOf({ ...clause, ...more }, text, target)
const difference = (before: string, after: string) => differenceOfEssence(essence(before), essence(after))

describe('the essence of a clause', () => {
  test('is readable: level, roles, channels, numbers with units, then the weighty words of text and target', () => {
    const params = [{ name: 'hold', value: '30', unit: 's' }]
    const text = 'You must not leave a caller on hold for more than 30 seconds without coming back.'
    expect(essence(text, { level: 'must-not', params }, '95% of calls')).toBe(
      'must-not; adviser; phone; hold 30 s; must, not, more than 30 seconds, without; 95%',
    )
  })

  test.each<[what: string, before: string, after: string, says: string]>([
    ['a number', 'Wait 30 seconds.', 'Wait 45 seconds.', 'its number 30 seconds became 45 seconds'],
    ['a number in words', 'Ring twice.', 'Ring once.', 'its number twice became once'],
    ['a written number', 'Give two names.', 'Give three names.', 'its number 2 became 3'],
    ['a half', 'Come back in half an hour.', 'Come back in an hour.', 'its'],
    ['a unit', 'Answer in 2 days.', 'Answer in 2 weeks.', 'its number 2 days became 2 weeks'],
    ['a short unit', 'Answer in 30s.', 'Answer in 30h.', 'its number 30s became 30h'],
    ['the kind of day', 'Answer in 2 working days.', 'Answer in 2 days.', 'its number 2 working days became 2 days'],
    ['a unit without a number', 'Report daily.', 'Report weekly.', 'its unit daily became weekly'],
    ['a share', 'Do so in 5% of calls.', 'Do so in 50% of calls.', 'its number 5% became 50%'],
    ['money', 'Offer £50.', 'Offer £500.', 'its number £50 became £500'],
    ['a decimal', 'Reach 4.2 points.', 'Reach 42 points.', 'its number 4.2 points became 42 points'],
    ['a decimal comma', 'Reach 1,5 points.', 'Reach 15 points.', 'its number 1,5 points became 15 points'],
    ['an order', 'Pick up at the first ring.', 'Pick up at the third ring.', 'its number first became third'],
    ['a bound', 'Wait at most 5 days.', 'Wait at least 5 days.', 'its number at most 5 days became at least 5 days'],
    [
      'what a number limits',
      'Reply within 5 days.',
      'Reply after 5 days.',
      'its number within 5 days became after 5 days',
    ],
    ['a day of the week', 'Send it by Friday.', 'Send it by Monday.', 'its day friday became monday'],
    ['a modal verb', 'You must ask.', 'You should ask.', 'its modal verb must became should'],
    ['a modal verb more', 'Ask them.', 'You need to ask them.', 'the modal verb "need to" is new in it'],
    ['a negation', 'You must not ask.', 'You must ask.', 'its negation "not" is gone'],
    ['a short negation', "You mustn't ask.", 'You must ask.', 'its negation "not" is gone'],
    ['a negation more', 'Say a word.', 'Say no word.', 'the negation "no" is new in it'],
    ['an exception', 'Ask them.', 'Ask them unless they are busy.', 'the negation "unless" is new in it'],
    ['the order of numbers', 'Give 2 names and 3 days.', 'Give 3 names and 2 days.', 'its numbers'],
  ])('changes with %s', (_, before, after, says) => {
    expect(difference(before, after)).toContain(says)
  })

  test.each([
    ['words of no weight', 'You must greet the caller.', 'You must say hello to the caller.'],
    ['a short form', 'You cannot and must not.', "You can't and mustn't."],
    ['figures for words', 'Give two names.', 'Give 2 names.'],
    ['parted thousands', 'Pay 1,000 pounds.', 'Pay 1000 pounds.'],
    ['per cent', 'Reach 5 per cent.', 'Reach 5%.'],
    ['capitals', 'Never do so.', 'Do so NEVER.'],
  ])('stays with %s', (_, before, after) => {
    expect(difference(before, after)).toBeUndefined()
  })

  test('tells another level, roles, channels and target', () => {
    const other = essence('', { level: 'may', roles: 'everyone', channels: 'all' }, 'once a year')
    expect(differenceOfEssence(essence(''), other)).toBe(
      'its level must became may, and its roles "adviser" became "everyone", and its channels "phone" became "all", and the weighty words of the target "once, year" are new in it',
    )
  })

  test('tells a parameter by its number alone, and not a second time by the text', () => {
    const hold = (value: string) => ({ params: [{ name: 'hold', value, unit: 's' }] })
    const [before, after] = [essence('Wait 30 seconds.', hold('30')), essence('Wait 45 seconds.', hold('45'))]
    expect(differenceOfEssence(before, after)).toBe('its number 30 s became 45 s')
  })

  test('holds roles and channels as sets', () => {
    const roles = (...names: readonly string[]) => ({ roles: names.map((name) => as<JobRole>(name)) })
    expect(essence('', roles('b', 'a'))).toBe(essence('', roles('a', 'b')))
  })

  test('says whether the clause binds', () => {
    const binding = (['must', 'must-not', 'should', 'may'] as const).map((level) =>
      isBindingEssence(essence('', { level })),
    )
    expect(binding).toEqual([true, true, false, false])
  })
})
