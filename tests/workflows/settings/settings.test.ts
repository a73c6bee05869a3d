import { describe, expect, test } from 'vitest'
import { factsOfKind } from '../../../db/ledger.ts'
import { newId } from '../../../db/new-id.ts'
import { closeDatabase, openDatabase, write } from '../../../db/open.ts'
import { reasonsOf, settingHistories } from '../../../db/settings.ts'
import { addDays, day } from '../../../src/domain/days.ts'
import type { SettingName } from '../../../src/domain/facts.ts'
import { as, type ReasonId } from '../../../src/domain/ids.ts'
import { settingStory } from '../../../src/domain/setting-story.ts'
import { wordReasonsChange } from '../../../src/domain/setting-words.ts'
import { builtInReasons, settingOn, settingsOn, writeSetting } from '../../../src/domain/settings.ts'
import { addReason } from '../../../src/workflows/add-reason.ts'
import { cancelSetting } from '../../../src/workflows/cancel-setting.ts'
import { listReason } from '../../../src/workflows/list-reason.ts'
import { renameReason } from '../../../src/workflows/rename-reason.ts'
import { saySettings } from '../../../src/workflows/say-settings.ts'
import { setSetting } from '../../../src/workflows/set-setting.ts'
import { setSettingByEmail } from '../../../src/workflows/set-setting-by-email.ts'
import { now, openOffice, refused, today } from '../people/office.ts'

const newYear = day('2027-01-01')
const spring = day('2027-04-01')

describe('setting', () => {
  test('holds from its day on, with who said it, and nothing changes before', async () => {
    const { db, administrator: by } = await openOffice()
    const said = await setSetting(db, { by, setting: 'retention', value: '10', from: newYear }, now)
    expect(said).toEqual({ kind: 'recorded', replaces: [] })
    const histories = await settingHistories(db)
    expect(settingOn(histories, 'retention', addDays(newYear, -1))).toBe(7)
    expect(settingOn(histories, 'retention', newYear)).toBe(10)
    const story = settingStory(histories, 'retention', today)
    expect(story).toMatchObject({ now: 7, since: undefined, plans: [{ from: newYear, value: 10, by }] })
  })

  test('sent twice adds nothing', async () => {
    const { db, administrator: by, facts } = await openOffice()
    const input = { by, setting: 'quiet-days', from: today } as const
    await setSetting(db, { ...input, value: '{"weekdays":["sunday","friday"],"dates":[]}' }, now)
    const before = await facts()
    const again = { ...input, value: '{"dates":[],"weekdays":["friday","sunday"]}' }
    expect(await setSetting(db, again, now)).toEqual({ kind: 'same' })
    expect(await facts()).toBe(before)
  })

  test('from a past day is refused', async () => {
    const { db, administrator: by, facts } = await openOffice()
    const before = await facts()
    const input = { by, setting: 'retention', value: '10', from: addDays(today, -1) } as const
    expect(await setSetting(db, input, now)).toEqual(refused('day-passed'))
    expect(await facts()).toBe(before)
  })

  test.each<[SettingName, string]>([
    ['time-zone', 'Atlantis/Capital'],
    ['default-windows', '{"completeWithinDays":null,"renewalWindowDays":60,"graceDays":30}'],
    ['retention', '1000'],
    ['retention', 'x'.repeat(10_000)],
    ['reasons', '[]'],
    ['reasons', '["no-such-reason"]'],
    ['quiet-days', '{"weekdays":[],"dates":["2026-02-29"]}'],
  ])('%s to what is none is refused', async (setting, value) => {
    const { db, administrator: by } = await openOffice()
    expect(await setSetting(db, { by, setting, value, from: today }, now)).toEqual(refused('no-such-value'))
  })

  test('twice for one day: the later word holds, and what was planned after it is replaced', async () => {
    const { db, administrator: by } = await openOffice()
    for (const [value, from] of [
      ['10', newYear],
      ['11', spring],
      ['12', newYear],
    ] as const)
      await setSetting(db, { by, setting: 'retention', value, from }, now)
    const { plans, said } = settingStory(await settingHistories(db), 'retention', today)
    expect(plans.map(({ from, value }) => [from, value])).toEqual([[newYear, 12]])
    expect(said.map(({ value, fate }) => [value, fate])).toEqual([
      [12, 'planned'],
      [11, 'replaced'],
      [10, 'replaced'],
    ])
  })

  test('a plan is cancelled by a further word, and later plans stay', async () => {
    const { db, administrator: by, facts } = await openOffice()
    await setSetting(db, { by, setting: 'retention', value: '8', from: today }, now)
    await setSetting(db, { by, setting: 'retention', value: '10', from: newYear }, now)
    await setSetting(db, { by, setting: 'retention', value: '11', from: spring }, now)
    expect(await cancelSetting(db, { by, setting: 'retention', from: newYear }, now)).toEqual({ kind: 'recorded' })
    const story = settingStory(await settingHistories(db), 'retention', today)
    expect(story.plans.map(({ from, value }) => [from, value])).toEqual([[spring, 11]])
    expect(settingStory(await settingHistories(db), 'retention', newYear).since?.from).toBe(today)
    const before = await facts()
    expect(await cancelSetting(db, { by, setting: 'retention', from: newYear }, now)).toEqual({ kind: 'same' })
    expect(await facts()).toBe(before)
    expect(await cancelSetting(db, { by, setting: 'retention', from: today }, now)).toEqual(refused('day-passed'))
  })

  test('a cancelled plan leaves what is built in as nobody’s word, and saying it on purpose makes it somebody’s', async () => {
    const { db, administrator: by } = await openOffice()
    await setSetting(db, { by, setting: 'retention', value: '12', from: newYear }, now)
    await cancelSetting(db, { by, setting: 'retention', from: newYear }, now)
    const cancelled = settingStory(await settingHistories(db), 'retention', today)
    expect(cancelled).toMatchObject({ now: 7, since: undefined, plans: [] })
    expect(cancelled.said.map(({ fate }) => fate)).toEqual(['cancels', 'cancelled'])
    await setSetting(db, { by, setting: 'retention', value: '7', from: today }, now)
    expect(settingStory(await settingHistories(db), 'retention', today)).toMatchObject({
      now: 7,
      since: { by },
      plans: [],
    })
  })

  test('that was rolled back is never believed', async () => {
    const { db, administrator: by } = await openOffice()
    const undone = write(db, async (tx) => {
      await saySettings(tx, 'retention', [{ from: today, value: 12 }], by, now)
      expect(settingOn(await settingHistories(db, tx), 'retention', today)).toBe(12)
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    expect(settingOn(await settingHistories(db), 'retention', today)).toBe(7)
  })

  test('is seen by another process that reads beside', async () => {
    const { db, administrator: by } = await openOffice()
    const beside = await openDatabase(db.url, { readOnly: true })
    try {
      expect(settingOn(await settingHistories(beside), 'retention', today)).toBe(7)
      await setSetting(db, { by, setting: 'retention', value: '9', from: today }, now)
      expect(settingOn(await settingHistories(beside), 'retention', today)).toBe(9)
    } finally {
      await closeDatabase(beside)
    }
  })
})

describe('reasons', () => {
  const added = (label: string) => ({ reason: as<ReasonId>(newId()), label })
  const listOn = async (db: Parameters<typeof settingHistories>[0], on = today) =>
    settingsOn(await settingHistories(db), on).reasons

  test('there are some from the start', async () => {
    const { db } = await openOffice()
    expect(await listOn(db)).toEqual([...builtInReasons.keys()])
    expect(await reasonsOf(db)).toEqual(builtInReasons)
  })

  test('one that is added stands at the end of today’s list and of those planned; the fact holds no words', async () => {
    const { db, administrator: by } = await openOffice()
    const retired = as<ReasonId>('long-absence')
    await listReason(db, { by, reason: retired, listed: false, from: newYear }, now)
    const { reason, label } = added('  Seconded to   the ministry ')
    expect(await addReason(db, { by, reason, label }, now)).toEqual({ kind: 'recorded' })
    expect((await reasonsOf(db)).get(reason)).toBe('Seconded to the ministry')
    expect((await listOn(db)).at(-1)).toBe(reason)
    expect(await listOn(db)).toContain(retired)
    expect(await listOn(db, newYear)).not.toContain(retired)
    expect((await listOn(db, newYear)).at(-1)).toBe(reason)
    const [fact] = await factsOfKind(db.reader, ['reason-recorded'])
    expect(JSON.stringify(fact)).not.toContain('ministry')
  })

  test('a form sent twice adds one reason', async () => {
    const { db, administrator: by, facts } = await openOffice()
    const input = { by, ...added('Seconded') }
    await addReason(db, input, now)
    const before = await facts()
    expect(await addReason(db, input, now)).toEqual({ kind: 'same' })
    expect(await addReason(db, { ...input, label: 'Other words' }, now)).toEqual(refused('reason-taken'))
    expect(await facts()).toBe(before)
  })

  test.each([
    ['', 'label-missing'],
    ['???', 'label-missing'],
    ['x'.repeat(10_000), 'label-missing'],
    ['LÓNG absence', 'label-taken'],
  ])('called "%.20s" is refused', async (label, reason) => {
    const { db, administrator: by } = await openOffice()
    expect(await addReason(db, { by, ...added(label) }, now)).toEqual(refused(reason))
  })

  test('the list is never longer than a page can hold', async () => {
    const { db, administrator: by } = await openOffice()
    for (let number = builtInReasons.size; number < 50; number += 1)
      expect(await addReason(db, { by, ...added(`Reason ${number}`) }, now)).toEqual({ kind: 'recorded' })
    expect(await addReason(db, { by, ...added('One too many') }, now)).toEqual(refused('too-many-reasons'))
  })

  test('another name is another reason in its place; what was recorded keeps the words of its day', async () => {
    const { db, administrator: by, facts } = await openOffice()
    const reason = as<ReasonId>('parental-leave')
    await listReason(db, { by, reason: as<ReasonId>('long-absence'), listed: false, from: newYear }, now)
    const lists = [await listOn(db), await listOn(db, newYear)]
    const instead = as<ReasonId>(newId())
    const input = { by, reason, instead, label: 'Family leave' }
    expect(await renameReason(db, input, now)).toEqual({ kind: 'recorded' })
    const labels = await reasonsOf(db)
    expect([labels.get(reason), labels.get(instead)]).toEqual(['Parental leave', 'Family leave'])
    const inPlace = (list: readonly ReasonId[] | undefined) => list?.map((one) => (one === reason ? instead : one))
    expect([await listOn(db), await listOn(db, newYear)]).toEqual(lists.map(inPlace))
    expect(lists[0]).toContain(reason)

    const before = await facts()
    expect(await renameReason(db, input, now)).toEqual({ kind: 'same' })
    expect(await facts()).toBe(before)
    const { said } = settingStory(await settingHistories(db), 'reasons', today)
    const changes = said.map((one) => [wordReasonsChange(one.before, one.value, labels), one.by])
    expect(changes).toContainEqual(['“Family leave” in the place of “Parental leave”', by])
    expect(said.find(({ fate }) => fate === 'holds')?.value).toContain(instead)
  })

  test.each([
    ['parental-leave', 'long absence', 'label-taken'],
    ['parental-leave', '???', 'label-missing'],
    ['no-such', 'Words', 'unknown-reason'],
    ['sister-company', 'Words', 'not-listed'],
  ])('%s is not renamed to %s', async (reason, label, why) => {
    const { db, administrator: by, facts } = await openOffice()
    await listReason(db, { by, reason: as<ReasonId>('sister-company'), listed: false, from: today }, now)
    const before = await facts()
    const input = { by, reason: as<ReasonId>(reason), instead: as<ReasonId>(newId()), label }
    expect(await renameReason(db, input, now)).toEqual(refused(why))
    const taken = { ...input, reason: as<ReasonId>('parental-leave'), instead: as<ReasonId>('learned-elsewhere') }
    expect(await renameReason(db, { ...taken, label: 'Other words' }, now)).toEqual(refused('reason-taken'))
    expect(await facts()).toBe(before)
  })

  test('that are built in say nothing medical, in words or in ids', () => {
    const said = [...builtInReasons].flat().join(' ')
    expect(said).not.toMatch(/ill(ness)?\b|sick|medic|health|pregnan/i)
  })

  test('one that leaves the list keeps its name, and can come back', async () => {
    const { db, administrator: by } = await openOffice()
    const reason = as<ReasonId>('long-absence')
    expect(await listReason(db, { by, reason, listed: false, from: today }, now)).toEqual({ kind: 'recorded' })
    expect(await listReason(db, { by, reason, listed: false, from: today }, now)).toEqual({ kind: 'same' })
    expect(await listOn(db)).not.toContain(reason)
    expect((await reasonsOf(db)).get(reason)).toBe('Long absence')
    expect(await listReason(db, { by, reason, listed: true, from: today }, now)).toEqual({ kind: 'recorded' })
    expect((await listOn(db)).at(-1)).toBe(reason)
  })

  test('the last one stays, on every day to come', async () => {
    const { db, administrator: by } = await openOffice()
    const [first, second] = [as<ReasonId>('long-absence'), as<ReasonId>('parental-leave')]
    await setSetting(db, { by, setting: 'reasons', value: writeSetting('reasons', [first]), from: newYear }, now)
    const retire = (reason: ReasonId, from = today) => listReason(db, { by, reason, listed: false, from }, now)
    expect(await retire(second)).toEqual({ kind: 'recorded' })
    expect(await retire(first)).toEqual(refused('last-reason'))
    expect(await retire(first, addDays(today, -1))).toEqual(refused('day-passed'))
  })
})

describe('portal settings set', () => {
  const given = { setting: 'retention', value: '10', by: 'ADA@office.test' }
  async function withAda() {
    const office = await openOffice()
    await office.person({ name: 'Ada', email: 'ada@office.test', rights: ['administrator'] })
    await office.person({ name: 'Kim', email: 'kim@office.test', rights: ['coordinator'] })
    return office.db
  }

  test('sets in the name of an administrator, from today where no day is said', async () => {
    const db = await withAda()
    expect(await setSettingByEmail(db, given, now)).toMatchObject({ kind: 'recorded' })
    expect(settingOn(await settingHistories(db), 'retention', today)).toBe(10)
  })

  test.each([
    ['quiet-days', 'sunday Friday,2026-12-25', { weekdays: ['friday', 'sunday'], dates: ['2026-12-25'] }],
    ['default-windows', 'grace_days=10', { completeWithinDays: 30, renewalWindowDays: 60, graceDays: 10 }],
    ['time-zone', 'asia/tokyo', 'Asia/Tokyo'],
    ['reasons', 'parental-leave,long-absence', ['parental-leave', 'long-absence']],
  ] as const)('takes %s as %s', async (setting, value, meant) => {
    const db = await withAda()
    expect(await setSettingByEmail(db, { ...given, setting, value, from: '2027-01-01' }, now)).toMatchObject({
      kind: 'recorded',
    })
    expect(settingOn(await settingHistories(db), setting, newYear)).toEqual(meant)
  })

  test.each([
    [{ setting: 'colour' }, 'no-such-setting'],
    [{ from: '2026-02-30' }, 'no-such-day'],
    [{ from: '2026-11-11' }, 'day-passed'],
    [{ by: 'kim@office.test' }, 'not-an-administrator'],
    [{ by: 'nobody@office.test' }, 'not-an-administrator'],
    [{ by: 'no address' }, 'not-an-administrator'],
    [{ setting: 'default-windows', value: 'grace=10' }, 'no-such-value'],
    [{ setting: 'quiet-days', value: 'caturday' }, 'no-such-value'],
  ])('refuses %o', async (wrong, reason) => {
    const db = await withAda()
    expect(await setSettingByEmail(db, { ...given, ...wrong }, now)).toEqual(refused(reason))
  })
})
