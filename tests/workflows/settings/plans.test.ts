/** What is planned of a setting: what takes its place says so, and who cancelled it stays told. */
import { describe, expect, test } from 'vitest'
import { settingHistories } from '../../../db/settings.ts'
import { day, type Day } from '../../../src/domain/days.ts'
import { plansJustReplaced, settingStory } from '../../../src/domain/setting-story.ts'
import { fateWords, wordPlans, wordTakeover } from '../../../src/domain/setting-words.ts'
import { clockAt, takeoverOf, toldBy } from '../../../src/domain/time-zones.ts'
import { cancelSetting } from '../../../src/workflows/cancel-setting.ts'
import { setSetting } from '../../../src/workflows/set-setting.ts'
import { now, openOffice, today, type Office } from '../people/office.ts'

const newYear = day('2027-01-01')
const spring = day('2027-04-01')
const setter = ({ db, administrator: by }: Office) => {
  return (value: string, from: Day, at = now) => setSetting(db, { by, setting: 'retention', value, from }, at)
}

describe('setting something that replaces what was planned', () => {
  test('says which plans, and only those', async () => {
    const office = await openOffice()
    const set = setter(office)
    await set('10', newYear)
    await set('11', spring)
    expect(await set('12', spring)).toEqual({
      kind: 'recorded',
      replaces: [{ from: spring, says: '11 years after somebody left' }],
    })
    expect(await set('9', today)).toMatchObject({ replaces: [{ from: newYear }, { from: spring }] })
    const replaced = plansJustReplaced(await settingHistories(office.db), 'retention')
    expect(wordPlans('retention', replaced, new Map())).toBe(
      'from 1 January 2027, 10 years after somebody left; from 1 April 2027, 12 years after somebody left',
    )
    expect(await set('8', today)).toEqual({ kind: 'recorded', replaces: [] })
    expect(plansJustReplaced(await settingHistories(office.db), 'retention')).toEqual([])
  })

  test('tells neither a plan that was cancelled before nor one that is said again', async () => {
    const office = await openOffice()
    const { db, administrator: by } = office
    const set = setter(office)
    await set('10', newYear)
    await cancelSetting(db, { by, setting: 'retention', from: newYear }, now)
    expect(await set('9', today)).toEqual({ kind: 'recorded', replaces: [] })
    await set('10', newYear)
    await set('11', spring)
    expect(await set('10', newYear)).toMatchObject({ replaces: [{ from: spring }] })
  })
})

describe('the history of a setting', () => {
  test('tells a cancelled plan as cancelled, with who did it, and a later plan as said again', async () => {
    const office = await openOffice()
    const { db, administrator: by } = office
    const other = await office.person({ name: 'Ada' })
    const set = setter(office)
    await set('10', newYear)
    await set('11', spring)
    await cancelSetting(db, { by: other, setting: 'retention', from: newYear }, now)
    const story = async () => settingStory(await settingHistories(db), 'retention', today)
    const { said, plans } = await story()
    expect(plans).toMatchObject([{ from: spring, value: 11, by }])
    expect(said.map(({ value, fate, plannedUntil }) => [value, fate, plannedUntil?.by])).toEqual([
      [11, 'planned', undefined],
      [7, 'cancels', undefined],
      [11, 'said-again', other],
      [10, 'cancelled', other],
    ])
    expect(fateWords.cancelled('by Ada on 12 November 2026')).toBe('planned, cancelled by Ada on 12 November 2026')
    // Also once something else holds on that day.
    await setSetting(db, { by, setting: 'retention', value: '12', from: today }, now)
    expect((await story()).said.map(({ fate }) => fate)).toEqual([
      'holds',
      'replaced',
      'cancels',
      'said-again',
      'cancelled',
    ])
  })
})

describe('another time zone', () => {
  const at = (instant: string) => Temporal.Instant.from(instant)
  const inOffice = async (value: string, from: Day, said: string) => {
    const { db, administrator: by } = await openOffice()
    await setSetting(db, { by, setting: 'time-zone', value, from }, at(said))
    return settingHistories(db)
  }

  test('westwards from today: until its midnight the old one is told to hold, and both clocks say when', async () => {
    const early = at('2026-11-12T03:30:00Z')
    const histories = await inOffice('America/New_York', today, '2026-11-12T03:30:00Z')
    expect(clockAt(histories, early)).toEqual({ zone: 'Europe/London', day: today, time: '03:30' })
    const story = settingStory(histories, 'time-zone', toldBy(histories, 'time-zone', early))
    expect(story).toMatchObject({ now: 'Europe/London', plans: [{ value: 'America/New_York', from: today }] })
    expect(toldBy(histories, 'retention', early)).toBe(today)
    expect(story.plans.map((plan) => wordTakeover(takeoverOf(histories, plan, early)!))).toEqual([
      'America/New_York takes over at its own midnight, which is 00:00 on 12 November 2026 there and 05:00 on 12 November 2026 in Europe/London. Now it is 22:30 on 11 November 2026 there.',
    ])
    const over = at('2026-11-12T05:00:00Z')
    expect(toldBy(histories, 'time-zone', over)).toBe(today)
    expect(clockAt(histories, over)).toEqual({ zone: 'America/New_York', day: today, time: '00:00' })
  })

  test('eastwards from tomorrow: it takes over this afternoon', async () => {
    const histories = await inOffice('Asia/Tokyo', day('2026-11-13'), '2026-11-12T09:00:00Z')
    const [plan] = settingStory(histories, 'time-zone', today).plans
    const takeover = takeoverOf(histories, plan!, at('2026-11-12T09:00:00Z'))
    expect(takeover).toMatchObject({
      now: { zone: 'Asia/Tokyo', day: today, time: '18:00' },
      there: { day: '2026-11-13', time: '00:00' },
      here: { zone: 'Europe/London', day: today, time: '15:00' },
    })
    expect(takeoverOf(histories, plan!, at('2026-11-12T15:00:00Z'))).toBeUndefined()
  })
})
