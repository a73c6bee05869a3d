import { describe, expect, test } from 'vitest'
import { factsOfKind } from '../../../db/ledger.ts'
import { standingsOf } from '../../../db/standings.ts'
import { currentLibrary } from '../../../db/publications.ts'
import { settingHistories } from '../../../db/settings.ts'
import { addDays, day, type Day } from '../../../src/domain/days.ts'
import { as, type LessonId, type SectionId } from '../../../src/domain/ids.ts'
import { settingOn } from '../../../src/domain/settings.ts'
import { publishCurriculum } from '../../../src/workflows/publish-curriculum.ts'
import { readSection } from '../../../src/workflows/read-section.ts'
import { reportStanding } from '../../../src/workflows/report-standing.ts'
import { setSetting } from '../../../src/workflows/set-setting.ts'
import { settleEverybody } from '../../../src/workflows/settle-everybody.ts'
import { todayIn } from '../../../src/workflows/today-in.ts'
import { adviser, now, openOffice, phone, today, type Office } from '../people/office.ts'

const at = (instant: string) => Temporal.Instant.from(instant)

/** The office's own folder, with another time zone or another word in it. */
async function folder({ db }: Office, timeZone: string, name = 'The office') {
  const { curriculum } = (await currentLibrary(db))!
  return { ...curriculum, organisation: { ...curriculum.organisation, timeZone, name } }
}
const zoneOn = async ({ db }: Office, on: Day) => settingOn(await settingHistories(db), 'time-zone', on)
const zoneFacts = async ({ db }: Office) =>
  (await factsOfKind(db.reader, ['setting'])).map(({ fact }) => [fact.from, fact.value])

describe('the time zone', () => {
  test('is said by the first publication, and by a later one only when its folder has changed it', async () => {
    const office = await openOffice()
    expect(await zoneFacts(office)).toEqual([['2026-01-01', 'Europe/London']])
    await publishCurriculum(office.db, { curriculum: await folder(office, 'Europe/London', 'Renamed') }, now)
    expect(await zoneFacts(office)).toHaveLength(1)
    await publishCurriculum(office.db, { curriculum: await folder(office, 'Asia/Tokyo', 'Renamed') }, now)
    expect(await zoneFacts(office)).toEqual([
      ['2026-01-01', 'Europe/London'],
      [today, 'Asia/Tokyo'],
    ])
  })

  test('that an administrator set is not undone by a folder that says what it said before', async () => {
    const office = await openOffice()
    const { db, administrator: by } = office
    await setSetting(db, { by, setting: 'time-zone', value: 'Asia/Tokyo', from: today }, now)
    await publishCurriculum(db, { curriculum: await folder(office, 'Europe/London', 'Renamed') }, now)
    expect(await zoneOn(office, today)).toBe('Asia/Tokyo')
  })

  test('a publication that changes it lies on a day that has begun in both zones', async () => {
    const office = await openOffice()
    const evening = at('2026-11-12T20:00:00Z')
    const eastwards = await publishCurriculum(office.db, { curriculum: await folder(office, 'Asia/Tokyo') }, evening)
    expect(eastwards).toMatchObject({ on: '2026-11-13' })
    expect(await todayIn(office.db, evening)).toBe('2026-11-13')
    const later = at('2026-11-13T16:00:00Z')
    expect(await todayIn(office.db, later)).toBe('2026-11-14')
    const westwards = await publishCurriculum(
      office.db,
      { curriculum: await folder(office, 'America/New_York') },
      later,
    )
    expect(westwards).toMatchObject({ on: '2026-11-14' })
    expect(await todayIn(office.db, later)).toBe('2026-11-14')
    expect(await todayIn(office.db, at('2026-11-15T06:00:00Z'))).toBe('2026-11-15')
  })

  test('deeds carry the day of the zone in force at their instant', async () => {
    const office = await openOffice()
    const { db, administrator: by } = office
    const team = await office.team({ channels: [phone] })
    const person = await office.person({ team, roles: [adviser] })
    await setSetting(db, { by, setting: 'time-zone', value: 'Asia/Tokyo', from: addDays(today, 1) }, now)
    // Nine in the evening in London is six in the morning of the next day in Tokyo.
    const instant = at('2026-11-12T21:00:00Z')
    await readSection(db, { person, lesson: as<LessonId>('ringing'), section: as<SectionId>('first') }, instant)
    const [completed] = await factsOfKind(db.reader, ['lesson-completed'])
    const [granted] = await factsOfKind(db.reader, ['granted'])
    expect(completed?.fact.on).toBe('2026-11-13')
    expect(granted?.fact).toMatchObject({ on: '2026-11-13', expiresOn: '2027-11-13' })
    expect(await todayIn(db, instant)).toBe('2026-11-13')
    expect((await reportStanding(db, { person, on: today }, instant))?.standings[0]?.kind).toBe('overdue')
  })

  test('changed in mid-year changes no standing of any day, past or to come', async () => {
    const office = await openOffice()
    const { db, administrator: by } = office
    const team = await office.team({ channels: [phone] })
    const [done, open] = [
      await office.person({ team, roles: [adviser] }),
      await office.person({ team, roles: [adviser] }),
    ]
    await readSection(db, { person: done, lesson: as<LessonId>('ringing'), section: as<SectionId>('first') }, now)
    const days = Array.from({ length: 40 }, (_, index) => addDays(day('2026-01-01'), 20 * index))
    const everything = async () =>
      Promise.all([done, open].flatMap((person) => days.map((on) => standingsOf(db, person, on))))
    const before = await everything()
    await setSetting(db, { by, setting: 'time-zone', value: 'Pacific/Auckland', from: today }, now)
    await publishCurriculum(db, { curriculum: await folder(office, 'America/Los_Angeles') }, now.add({ hours: 30 }))
    await settleEverybody(db, { who: 'everybody' }, now.add({ hours: 31 }))
    expect(await everything()).toEqual(before)
  })
})
