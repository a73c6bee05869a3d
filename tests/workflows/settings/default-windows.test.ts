import { describe, expect, test } from 'vitest'
import { forgetKept } from '../../../db/kept.ts'
import { currentLibrary, libraryAt, ruleHistories } from '../../../db/publications.ts'
import { countUnsettled } from '../../../db/unsettled.ts'
import type { Curriculum } from '../../../src/domain/curriculum.ts'
import { addDays, valueOn } from '../../../src/domain/days.ts'
import { as, type ProgrammeId } from '../../../src/domain/ids.ts'
import { writeSetting } from '../../../src/domain/settings.ts'
import { publishCurriculum } from '../../../src/workflows/publish-curriculum.ts'
import { setSetting } from '../../../src/workflows/set-setting.ts'
import { settleEverybody } from '../../../src/workflows/settle-everybody.ts'
import { now, openOffice, today, type Office } from '../people/office.ts'

const telephone = as<ProgrammeId>('telephone')

/** The office's programme without days of grace of its own, under a name. */
async function leavingOpen({ db }: Office, name: string): Promise<Curriculum> {
  const { curriculum } = (await currentLibrary(db))!
  const programmes = curriculum.programmes.map((one) => ({ ...one, graceDays: 30, defaulted: ['graceDays'] as const }))
  return { ...curriculum, organisation: { ...curriculum.organisation, name }, programmes }
}
async function setGrace({ db, administrator: by }: Office, graceDays: number, instant = now) {
  const value = writeSetting('default-windows', { completeWithinDays: 30, renewalWindowDays: 60, graceDays })
  await setSetting(db, { by, setting: 'default-windows', value, from: today }, instant)
}
const graceIn = async ({ db }: Office, publication: number) =>
  (await libraryAt(db, publication))?.programmes.get(telephone)?.graceDays
const graceOn = async ({ db }: Office, on = today) =>
  valueOn((await ruleHistories(db, db.reader)).get(telephone) ?? [], on)?.graceDays

describe('days that a programme leaves open', () => {
  test('are those in force when it is published, and stay so whatever is set afterwards', async () => {
    const office = await openOffice()
    await setGrace(office, 45)
    await publishCurriculum(office.db, { curriculum: await leavingOpen(office, 'First') }, now)
    await setGrace(office, 7)
    forgetKept(office.db)
    expect(await graceIn(office, 2)).toBe(45)
    expect(await graceOn(office)).toBe(45)
    const tomorrow = now.add({ hours: 24 })
    await publishCurriculum(office.db, { curriculum: await leavingOpen(office, 'Second') }, tomorrow)
    expect(await graceIn(office, 3)).toBe(7)
    expect(await graceIn(office, 2)).toBe(45)
    expect(await graceOn(office)).toBe(45)
    expect(await graceOn(office, addDays(today, 1))).toBe(7)
  })

  test('a further publication that takes other days asks by other rules, so everybody’s standing is looked at', async () => {
    const office = await openOffice()
    await publishCurriculum(office.db, { curriculum: await leavingOpen(office, 'First') }, now)
    await settleEverybody(office.db, { who: 'marked' }, now)
    await publishCurriculum(office.db, { curriculum: await leavingOpen(office, 'Second') }, now)
    expect(await countUnsettled(office.db.reader)).toBe(0)
    await setGrace(office, 7)
    await publishCurriculum(office.db, { curriculum: await leavingOpen(office, 'Third') }, now.add({ hours: 24 }))
    expect(await countUnsettled(office.db.reader)).toBe(1)
  })

  test('the same folder is nothing new, though other days were set meanwhile', async () => {
    const office = await openOffice()
    const curriculum = await leavingOpen(office, 'First')
    await publishCurriculum(office.db, { curriculum }, now)
    await setGrace(office, 7)
    expect(await publishCurriculum(office.db, { curriculum }, now)).toMatchObject({ kind: 'same' })
    expect(await graceIn(office, 2)).toBe(30)
  })
})
