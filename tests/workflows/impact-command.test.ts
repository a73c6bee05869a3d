/** `portal impact` as a process of its own, beside whoever owns the database. */
import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { headOfLedger } from '../../db/ledger.ts'
import { temporaryFolder } from '../db/temporary.ts'
import { locked } from '../curriculum/judged.ts'
import { spoiled, type Library } from '../curriculum/small-library.ts'
import { publish, smallSchool, type School } from './learning/small-school.ts'
import { certify, changedLibrary, firstLibrary, libraries } from './updates/changed-school.ts'

const run = promisify(execFile)

interface Ran {
  readonly code: number
  readonly out: string
  readonly told: string
}

async function impact(school: School, library: Library, ...options: readonly string[]): Promise<Ran> {
  const folder = temporaryFolder()
  for (const [path, text] of Object.entries(library)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  const env = { ...process.env, DATABASE_URL: `file:${school.db.path}` }
  try {
    const words = ['src/cli.ts', 'impact', '--content', folder, ...options]
    const { stdout, stderr } = await run(process.execPath, words, { env })
    return { code: 0, out: stdout, told: stderr }
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
    return { code, out: stdout, told: stderr }
  }
}

/** Certified a moment ago, so that the certificate holds whenever the test runs. */
async function school(): Promise<School> {
  const now = Temporal.Now.instant()
  const opened = await smallSchool()
  await publish(opened.db, firstLibrary, now)
  await certify(opened, now)
  return opened
}

describe('portal impact', () => {
  test('tells in words what publishing would do, and publishes nothing', async () => {
    const opened = await school()
    const head = await headOfLedger(opened.db.reader)
    const { code, out, told } = await impact(opened, libraries.one)
    expect([code, told]).toEqual([0, ''])
    expect(out).toContain('It asks 1 person in 1 team for 1 minute.')
    expect(out).toMatch(/Readiness in Telephone adviser is 50% today\. If nobody acts, it is 0% on /)
    expect(out).toContain('[-30 seconds-] {+20 seconds+}')
    expect(await headOfLedger(opened.db.reader)).toEqual(head)
  })

  test('names nobody', async () => {
    const opened = await school()
    for (const option of [[], ['--markdown'], ['--json']]) {
      expect((await impact(opened, libraries.one, ...option)).out).not.toContain('Maya')
    }
  })

  test('prints JSON', async () => {
    const opened = await school()
    const { out } = await impact(opened, libraries.one, '--json')
    expect(JSON.parse(out)).toMatchObject({
      kind: 'impact',
      publication: 3,
      whole: { people: 1, minutes: { total: 1 } },
      teams: [{ name: 'Voice', people: 1 }],
      people: [{ person: opened.learner, clauses: [{ clause: 'TEL-05~2', programmes: ['telephone-adviser'] }] }],
      clauses: [{ clause: 'TEL-05', verdict: 'material', was: { revision: 1 }, is: { revision: 2 } }],
      stale: [{ question: 'holding-check' }],
    })
  })

  test('prints Markdown with a short table, the rest folded, and authors’ signs escaped', async () => {
    const opened = await school()
    const wild = changedLibrary(
      firstLibrary,
      [
        ['standards/telephone.mdx', 'without coming back.', 'without coming back | or a \\<b> and \\*stars\\*.'],
        ['quizzes/telephone.mdx', 'clauses="TEL-05~1"', 'clauses="TEL-05~2"'],
      ],
      { verdicts: { 'TEL-05': 'material' } },
    )
    const { out } = await impact(opened, wild, '--markdown')
    const lines = out.split('\n')
    const table = lines.filter((line) => line.startsWith('| '))
    expect(table[0]).toMatch(/^\| Team \| People \| Minutes each \| Ready today \| If nobody acts, .* \| Due back \|$/)
    expect(table.find((line) => line.startsWith('| Voice'))?.split('|')).toHaveLength(8)
    expect(lines.filter((line) => line === '<details>').length).toBe(
      lines.filter((line) => line === '</details>').length,
    )
    expect(out).toContain('\\| or a &lt;b&gt; and \\*stars\\*')
    const folded = out.slice(out.indexOf('<details>'))
    expect(folded).toContain('<summary>TEL-05~2 changed: in force from ')
  })

  test('ends with 1 and the mend when the folder cannot be published', async () => {
    const opened = await school()
    const faulty = {
      ...firstLibrary,
      'standards/telephone.mdx': firstLibrary['standards/telephone.mdx']!.replace('"30"', '"20"'),
    }
    const refused = locked(spoiled('standards/telephone.mdx', 'value="30"', 'value="20"'))
    const [one, other] = [await impact(opened, faulty, '--markdown'), await impact(opened, refused)]
    expect([one.code, other.code]).toEqual([1, 1])
    expect(one.out).toContain('### This cannot be published')
    expect(other.out).toMatch(/^It cannot be published, and publication 2 stays in force: .*lock/)
  })

  test('says so when nothing would change', async () => {
    expect(await impact(await school(), firstLibrary)).toMatchObject({
      code: 0,
      out: 'Nothing has changed since publication 2.\n',
    })
  })

  test('takes one way of printing at a time', async () => {
    expect(await impact(await school(), firstLibrary, '--json', '--markdown')).toMatchObject({ code: 2, out: '' })
  })
})
