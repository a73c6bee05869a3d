/** `portal publish` as a process of its own: what it says it asks, and what it says where it refuses. */
import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { closeDatabase } from '../../db/open.ts'
import { addDays, dayOf } from '../../src/domain/days.ts'
import { dayInWords } from '../../src/domain/day-words.ts'
import type { Library } from '../curriculum/small-library.ts'
import { temporaryFolder } from '../db/temporary.ts'
import { publish, smallSchool } from './learning/small-school.ts'
import { certify, changedLibrary, firstLibrary, libraries, quizFile } from './updates/changed-school.ts'

const run = promisify(execFile)

async function folderOf(library: Library): Promise<string> {
  const folder = temporaryFolder()
  for (const [path, text] of Object.entries(library)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  return folder
}

/** A school whose learner is certified by now, left to the command alone. */
async function school(...published: readonly Library[]) {
  const now = Temporal.Now.instant()
  const opened = await smallSchool()
  await publish(opened.db, firstLibrary, now)
  await certify(opened, now)
  for (const library of published) await publish(opened.db, library, now)
  await closeDatabase(opened.db)
  return async (library: Library, ...options: readonly string[]) => {
    const folder = await folderOf(library)
    const env = { ...process.env, DATABASE_URL: `file:${opened.db.path}` }
    const words = ['src/cli.ts', 'publish', '--content', folder, ...options]
    try {
      const { stdout, stderr } = await run(process.execPath, words, { env })
      return { code: 0, out: stdout, told: stderr, folder }
    } catch (error) {
      const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
      return { code, out: stdout, told: stderr, folder }
    }
  }
}

const today = () => dayOf(Temporal.Now.instant(), 'Europe/London')
/** The 20 seconds of a first change, put back to 30. */
const back = changedLibrary(
  libraries.one,
  [
    ['standards/telephone.mdx', 'value="20"', 'value="30"'],
    [quizFile, 'clauses="TEL-05~2"', 'clauses="TEL-05~3"'],
  ],
  { verdicts: { 'TEL-05': 'material' }, named: 'back' },
)

describe('portal publish', () => {
  test('says of each changed clause from when it is in force, by when it is due and whom it asks', async () => {
    const on = today()
    const { code, out } = await (await school())(libraries.one)
    expect([code, out]).toEqual([
      0,
      expect.stringContaining(
        `\nTEL-05~2 changed: in force from ${dayInWords(addDays(on, 14))}, to be shown by ${dayInWords(addDays(on, 21))} by 1 person.\n`,
      ),
    ])
  })

  test('says that whoever showed the same words before is asked nothing', async () => {
    const { out } = await (await school(libraries.one))(back)
    expect(out).toMatch(/\nTEL-05~3 changed: .* by nobody; whoever showed these words before is asked nothing\.\n/)
  })

  test('says the same as JSON', async () => {
    const on = today()
    const { out } = await (await school())(libraries.one, '--json')
    expect(JSON.parse(out)).toMatchObject({
      kind: 'published',
      clauses: [{ clause: 'TEL-05', revision: 2, people: 1, effectiveOn: addDays(on, 14), dueOn: addDays(on, 21) }],
    })
  })

  test('of an earlier state with a lock that is behind names the way that works, and no other', async () => {
    const { code, told } = await (await school(libraries.one))(firstLibrary)
    expect([code, told.includes('--again')]).toEqual([1, false])
    expect(told).toMatch(
      /stays in force: this is what publication \d said, and clauses\.lock ends before the verdicts on TEL-05 that are published\. Put the newest clauses\.lock back from version control: .* keep that lock, write the words into the standard, and judge them: npm run -s portal -- clause bump TEL-05 --why/,
    )
  })

  test('names the line of the file where a lock says otherwise than what is published', async () => {
    const lock = (firstLibrary['clauses.lock'] ?? '').replace(/(\nTEL-05.*)as it stood/, '$1as it once stood')
    const { told } = await (
      await school()
    )({ ...libraries.one, 'clauses.lock': lock + libraries.one['clauses.lock']!.split('\n').at(-2) + '\n' })
    expect(told).toContain(': line 4 of clauses.lock, on TEL-05, says otherwise than what is published.')
  })
})
