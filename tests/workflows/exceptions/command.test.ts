/** `portal exception` as a process of its own. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { closeDatabase, openDatabase } from '../../../db/open.ts'
import { exceptionWordsAbout } from '../../../db/exceptions.ts'
import { standingsOf } from '../../../db/standings.ts'
import { addDays, dayOf } from '../../../src/domain/days.ts'
import { as, type ExceptionId } from '../../../src/domain/ids.ts'
import { certify } from '../updates/changed-school.ts'
import { decidedSchool, programme } from './decided-school.ts'

const run = promisify(execFile)
const today = dayOf(Temporal.Now.instant(), 'Europe/London')

/** A school whose learner is certified by now, left to the command alone. */
async function school() {
  const opened = await decidedSchool()
  await certify(opened, Temporal.Now.instant())
  await closeDatabase(opened.db)
  const [learner, coordinator] = [`${opened.learner}@example.com`, `${opened.coordinator}@example.com`]
  async function portal(...words: readonly string[]) {
    const env = { ...process.env, DATABASE_URL: `file:${opened.db.path}` }
    try {
      const { stdout, stderr } = await run(process.execPath, ['src/cli.ts', ...words], { env })
      return { code: 0, out: stdout.trim(), told: stderr.trim() }
    } catch (error) {
      const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
      return { code, out: stdout.trim(), told: stderr.trim() }
    }
  }
  async function kindToday() {
    const db = await openDatabase(`file:${opened.db.path}`, { readOnly: true })
    const [standing] = await standingsOf(db, opened.learner, today)
    const words = await exceptionWordsAbout(db.reader, opened.learner)
    await closeDatabase(db)
    return { kind: standing?.kind, words }
  }
  return { ...opened, learner, coordinator, portal, kindToday }
}

describe('portal exception', () => {
  test('records a waiver and a revocation, and withdraws them', async () => {
    const { portal, learner, coordinator, kindToday } = await school()
    const why = ['--by', coordinator, '--reason', 'Long absence']
    const days = ['--from', today, '--until', addDays(today, 9)]
    const waived = await portal('exception', 'waiver', learner, programme, ...days, ...why, '--words', 'Agreed.')
    expect([waived.code, waived.told]).toEqual([0, `Recorded. To undo it: exception withdraw ${waived.out}`])
    const after = await kindToday()
    expect([after.kind, after.words.get(as<ExceptionId>(waived.out))]).toEqual(['exempt', { recorded: 'Agreed.' }])
    expect((await portal('exception', 'waiver', learner, programme, ...days, ...why)).told).toContain('already today')

    const withdrawn = await portal('exception', 'withdraw', waived.out, ...why)
    expect([withdrawn.code, withdrawn.out]).toEqual([0, `Withdrawn: ${waived.out}`])
    expect((await kindToday()).kind).toBe('certified')

    const revoked = await portal('exception', 'revocation', learner, programme, ...why, '--json')
    expect(JSON.parse(revoked.out)).toMatchObject({ kind: 'recorded', terms: { kind: 'revocation' } })
    expect((await kindToday()).kind).toBe('revoked')
  })

  test('says in a sentence why it refuses, with exit code 1', async () => {
    const { portal, learner, coordinator } = await school()
    const why = ['--by', coordinator, '--reason', 'long-absence']
    const past = await portal('exception', 'extension', learner, programme, '--until', addDays(today, -1), ...why)
    expect([past.code, past.told]).toEqual([
      1,
      'That day is over, and more time cannot end in the past. Choose today or a later day.',
    ])
    const self = await portal('exception', 'test-out', coordinator, programme, ...why)
    expect([self.code, self.told]).toEqual([1, expect.stringContaining('Nobody decides about themselves.')])
    const learnerDecides = await portal(
      'exception',
      'test-out',
      coordinator,
      programme,
      '--by',
      learner,
      '--reason',
      'long-absence',
    )
    expect([learnerDecides.code, learnerDecides.told]).toEqual([
      1,
      expect.stringContaining('Only a training coordinator'),
    ])
  })

  test('says how it is used, with exit code 2', async () => {
    const { portal, learner, coordinator } = await school()
    expect(await portal('exception', 'holiday', learner, programme)).toMatchObject({
      code: 2,
      told: expect.stringContaining('There is no exception "holiday". It can be waiver, pause'),
    })
    expect(await portal('exception', 'test-out', learner, programme)).toMatchObject({
      code: 2,
      told: 'Say who decides: --by EMAIL.',
    })
    expect(await portal('exception', 'withdraw', 'x', '--by', coordinator)).toMatchObject({ code: 2 })
    expect((await portal('exception', '--help')).out).toContain('--requirements LIST')
  })
})
