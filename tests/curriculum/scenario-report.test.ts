/** What an author is told of the plays of a scenario. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { reportScenarios, wordScenarios } from '../../src/curriculum/scenario-report.ts'
import { libraryWith, rewritten } from './small-scenario.ts'

let dir = ''
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'touchstone-content-'))
})
afterEach(async () => {
  await rm(dir, { recursive: true, force: true })
})

async function write(text?: string): Promise<void> {
  for (const [path, written] of Object.entries(libraryWith(text))) {
    await mkdir(dirname(join(dir, path)), { recursive: true })
    await writeFile(join(dir, path), written)
  }
}

async function worded(id?: string): Promise<readonly string[]> {
  const result = await reportScenarios(dir, id)
  return result.kind === 'unknown' ? [result.says] : wordScenarios(result.reports).split('\n')
}

test('it is told how long plays are, how they end, the least and the most on each clause, and plays that show it', async () => {
  await write()
  expect(await worded()).toEqual([
    'The third call (third-call): 6 scenes, 2 decisions, 3 endings',
    '  5 plays, each of 1 to 2 decisions, through 10 places',
    '  ends as kept (kept), mended (mended), gone (lost)',
    '          least  most  to pass',
    '  all        0%  100%      70%',
    '  TEL-04     0%  100%',
    '  TEL-05     0%  100%      50%',
    '  best, 100%: the-phone-rings (ask) to she-waits (come-back) to the-record to kept',
    '  worst, 0%: the-phone-rings (click) to gone',
    '  weakest that breaks nothing critical and reaches its minima, 66%: the-phone-rings (bear) to she-waits (come-back) to the-record to mended',
  ])
})

test('one that is asked for by a wrong name is told to be unknown', async () => {
  await write()
  expect(await worded('third-cal')).toEqual(['There is no scenario third-cal. Did you mean third-call?'])
  expect(await reportScenarios(dir, 'third-call')).toMatchObject({ kind: 'reports', ok: true })
})

test('of one in which a play goes round for ever that is told, and no number of plays', async () => {
  await write(rewritten(['to="gone" score="TEL-05:0"', 'to="she-waits" score="TEL-05:0"']))
  expect((await worded())[1]).toBe('  a play can go round for ever, so that plays cannot be counted: 8 places')
})

test('of one that has faults what could be read is told, and that there are more', async () => {
  await write(rewritten(['pass_percent: 70', 'pass_percent: 60']))
  const told = await worded('third-call')
  expect(told.at(-1)).toBe('  1 fault, which check tells; what could not be read is left out here.')
  await write(rewritten(['to="gone" score="TEL-05', 'to="gon" score="TEL-05']))
  expect(await worded()).toEqual([
    'The third call (third-call): 6 scenes, 2 decisions, 3 endings',
    '  Its plays cannot be walked before its faults are mended.',
    '  1 fault, which check tells; what could not be read is left out here.',
  ])
  expect(await reportScenarios(dir)).toMatchObject({ kind: 'reports', ok: false })
})
