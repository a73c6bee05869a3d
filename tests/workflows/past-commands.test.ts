/** `portal proof` and `portal standing --as-known-on` as processes of their own, beside whoever owns the database. */
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { certificatesOf } from '../../db/certificates.ts'
import { dayInWords } from '../../src/domain/day-words.ts'
import { addDays, dayOf } from '../../src/domain/days.ts'
import { recordLeave } from '../../src/workflows/record-leave.ts'
import { must, smallSchool, type School } from './learning/small-school.ts'
import { certify } from './updates/changed-school.ts'

const run = promisify(execFile)
const now = Temporal.Now.instant()
const today = dayOf(now, 'Europe/London')

async function portal({ db }: School, ...words: readonly string[]) {
  const env = { ...process.env, DATABASE_URL: `file:${db.path}` }
  try {
    const { stdout, stderr } = await run(process.execPath, ['src/cli.ts', ...words], { env })
    return { code: 0, out: stdout, told: stderr }
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
    return { code, out: stdout, told: stderr }
  }
}

test('a proof is said in lines with the answers marked, and given as data without the keys of its questions', async () => {
  const school = await smallSchool()
  await certify(school)
  const [latest] = await certificatesOf(school.db.reader, school.learner)
  const { certificate } = latest!.fact
  const lines = await portal(school, 'proof', certificate)
  expect([lines.code, lines.told]).toEqual([0, ''])
  expect(lines.out).toContain('Telephone adviser: Maya Lindqvist')
  expect(lines.out).toContain('TEL-05~1@1 (On the telephone, publication of 10 March 2026)')
  expect(lines.out).toContain('[x] At 10:04:30')
  expect(lines.out).toContain('[ ] At 10:05:00')
  const data = await portal(school, 'proof', certificate, '--json')
  expect(JSON.parse(data.out)).toMatchObject({
    programme: { title: 'Telephone adviser' },
    texts: [{ evidence: 'TEL-04~1@1' }, { evidence: 'TEL-05~1@1', level: 'must-not' }],
  })
  expect(data.out).not.toMatch(/correct|feedback|Too late/)
  expect(await portal(school, 'proof', 'none')).toMatchObject({ code: 1, told: 'There is no certificate none.\n' })
})

test('a reader that stops early ends a command quietly', async () => {
  const school = await smallSchool()
  await certify(school)
  const [latest] = await certificatesOf(school.db.reader, school.learner)
  const env = { ...process.env, DATABASE_URL: `file:${school.db.path}` }
  const command = spawn(process.execPath, ['src/cli.ts', 'proof', latest!.fact.certificate, '--json'], { env })
  // Whoever reads is gone before the first line.
  command.stdout.destroy()
  let told = ''
  command.stderr.on('data', (part) => (told += String(part)))
  const [code] = (await once(command, 'close')) as [number]
  expect([code, told]).toEqual([0, ''])
})

test('a standing as it was known is told plainly, with what is known otherwise today and since when', async () => {
  const school = await smallSchool()
  const { db, learner, other } = school
  must(await recordLeave(db, { by: other, person: learner, away: true, from: addDays(today, -10) }, now))
  const [on, then] = [addDays(today, -5), addDays(today, -3)]
  const { code, out } = await portal(school, 'standing', learner, '--on', on, '--as-known-on', then)
  expect(code).toBe(0)
  expect(out).toContain(`What was known on ${dayInWords(then)} of ${dayInWords(on)}: Maya Lindqvist`)
  expect(out).toContain('Telephone adviser: Overdue.')
  expect(out).toContain('Known today: Paused.')
  expect(out).toContain(`recorded on ${dayInWords(today)} by Omar Haddad`)
  expect(out).toContain('What is known today says otherwise of Telephone adviser.')
  const same = await portal(school, 'standing', learner, '--on', on, '--as-known-on', today, '--json')
  expect(JSON.parse(same.out)).toMatchObject({ asKnownOn: today, standings: [{ kind: 'paused', now: null }] })
})

test('a day before the first fact, one to come and one that is none are refused with a sentence', async () => {
  const school = await smallSchool()
  const ask = (day: string) => portal(school, 'standing', school.learner, '--as-known-on', day)
  expect(await ask('2026-03-09')).toMatchObject({
    code: 1,
    told: 'Nothing was known on 9 March 2026: the ledger begins on 10 March 2026.\n',
  })
  const next = addDays(today, 1)
  expect((await ask(next)).told).toBe(
    `${dayInWords(next)} is still to come. Ask what was known on an earlier day, or what is known today.\n`,
  )
  expect(await ask('2026-02-30')).toMatchObject({
    code: 2,
    told: '"2026-02-30" is not a day. Write it as 2027-03-31.\n',
  })
})
