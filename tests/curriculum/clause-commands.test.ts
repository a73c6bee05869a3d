/** `portal clause …` as somebody types it, on a copy of the starter library. */
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { writeStarter } from '../../src/curriculum/starter.ts'

const cli = fileURLToPath(new URL('../../src/cli.ts', import.meta.url))
const standard = 'standards/promises.mdx'
const quiz = 'quizzes/promises.mdx'

let dir = ''
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'touchstone-clause-'))
  await writeStarter(dir)
})
afterEach(async () => {
  await rm(dir, { recursive: true, force: true })
})

interface Ran {
  readonly code: number
  readonly data: string
  readonly told: string
}

function portal(...words: readonly string[]): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(process.execPath, [cli, ...words, '--content', dir], (error, stdout, stderr) => {
      resolve({ code: Number(error?.code ?? 0), data: stdout, told: stderr })
    })
  })
}
const signing = ['--why', 'Callers told us so', '--author', 'Ana Roy', '--approver', 'Lee Cole', '--on', '2026-12-01']
const clause = (...words: readonly string[]) => portal('clause', ...words, ...signing)
const read = (path: string) => readFile(join(dir, path), 'utf8')
const lock = () => read('clauses.lock')
const lastLine = async () => (await lock()).trimEnd().split('\n').at(-1) ?? ''
/** Revision and verdict of each line of the lock. */
const verdicts = async () =>
  (await lock())
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(' | '))
    .map(([pinned, , verdict]) => `${pinned} ${verdict}`)

async function change(path: string, passage: string | RegExp, instead: string): Promise<void> {
  const text = await read(path)
  const changed = text.replaceAll(passage instanceof RegExp ? new RegExp(passage, 'g') : passage, () => instead)
  if (changed === text) throw new Error(`${path} holds no ${passage}`)
  await writeFile(join(dir, path), changed)
}
const clauseOf = (id: string, words: string) =>
  `\n<Clause id="${id}" level="should" role="adviser" channel="all" target="none">\n${words}\n</Clause>\n`
const addClauses = async (...more: readonly string[]) =>
  writeFile(join(dir, standard), (await read(standard)) + more.join(''))
const twoDays = () => change(standard, 'value="1" unit="working-days"', 'value="2" unit="working-days"')

describe('portal clause', () => {
  test('bump writes the verdict and a first notice, and says what is stale', async () => {
    await twoDays()
    const before = await lock()
    const { code, data, told } = await clause('bump', 'PRO-02', '--notice', 'two-days')
    const after = await lock()
    expect([code, after === before + data, data.split(' | ').slice(2)]).toEqual([
      0,
      true,
      [
        'material',
        'must-not; adviser, team-leader; all; silence 2 working-days; must, not, day, more than 2 working days, without; -',
        'Ana Roy',
        'Lee Cole',
        '2026-12-01',
        'Callers told us so\n',
      ],
    ])
    expect(told.split('\n')).toEqual([
      'The verdict is written to clauses.lock.',
      'notices/two-days.mdx announces PRO-02~2, from 14 days after publication with 21 days to update. Put it into your own words, and set the days.',
      expect.stringMatching(
        /^quizzes\/promises\.mdx:\d+: promises-latest-word asks about PRO-02~1 and is stale now\. Read it beside the new words, and write PRO-02~2\.$/,
      ),
      expect.stringContaining('promises-no-solution-yet asks about PRO-02~1'),
      ...((await read('lessons/keeping-a-promise.mdx')).includes('clauses="PRO-02~1"')
        ? [expect.stringContaining('lessons/keeping-a-promise.mdx:')]
        : []),
      '',
    ])
    expect(await read('notices/two-days.mdx')).toBe(
      '---\ntitle: "PRO-02 changes"\nsummary: "Callers told us so"\nclauses: [PRO-02~2]\neffective_after_days: 14\nupdate_within_days: 21\n---\nThe reason: Callers told us so\n',
    )
  })

  test('bump says which scenarios are stale', async () => {
    await mkdir(join(dir, 'scenarios'))
    await writeFile(
      join(dir, 'scenarios/the-drawer.mdx'),
      '---\ntitle: The drawer\nsummary: It is Friday.\nminutes: 4\nchannel: phone\npass_percent: 80\nclauses: [PRO-02~1]\n---\n## Friday\n\n<End outcome="kept">She has it.</End>\n',
    )
    await twoDays()
    const { told } = await clause('bump', 'PRO-02')
    expect(told).toMatch(
      /^scenarios\/the-drawer\.mdx:\d+: the-drawer practises PRO-02~1 and is stale now\. Read it beside the new words, and write PRO-02~2\.$/m,
    )
  })

  test('bump, a notice and questions pinned anew satisfy the check', async () => {
    await twoDays()
    const changed = await portal('check')
    await clause('bump', 'PRO-02', '--notice', 'two-days')
    const stale = await portal('check')
    await change(quiz, 'PRO-02~1', 'PRO-02~2')
    const lesson = 'lessons/keeping-a-promise.mdx'
    if ((await read(lesson)).includes('PRO-02~1')) await change(lesson, 'PRO-02~1', 'PRO-02~2')
    const generated = await portal('check')
    await change('notices/two-days.mdx', 'The reason: Callers told us so', 'Callers told us that a day is too short.')
    const settled = await portal('check')
    expect([generated.code, generated.data.match(/^warning: .*/gm)]).toEqual([
      0,
      [
        'warning: notices/two-days.mdx:1: the notice still holds the words that the command wrote. Put title, summary and reason into your own words, and set the days: people are sent to it.',
      ],
    ])
    expect([changed.code, stale.code, settled.code, settled.data.startsWith('No faults:')]).toEqual([1, 1, 0, true])
  })

  test('editorial keeps the revision', async () => {
    await change(standard, 'without telling the customer', 'without a word to the customer')
    const { code } = await clause('editorial', 'PRO-02')
    expect([code, (await verdicts()).at(-1), (await portal('check')).code]).toEqual([0, 'PRO-02~1 editorial', 0])
  })

  test('editorial over a changed number is refused, and nothing is written', async () => {
    await twoDays()
    const before = await lock()
    const { code, data, told } = await clause('editorial', 'PRO-02')
    expect([code, data, told, await lock()]).toEqual([
      1,
      '',
      'The change of PRO-02 is not editorial: its number 1 working-days became 2 working-days. That is always material. Run: npm run -s portal -- clause bump PRO-02 --why "…" --author NAME --approver NAME\n',
      before,
    ])
  })

  test('adopt takes in a new clause', async () => {
    await addClauses(clauseOf('PRO-03', 'You should smile.'))
    const { code, told } = await clause('adopt')
    expect([code, (await verdicts()).at(-1), told.split('\n')[1]]).toEqual([
      0,
      'PRO-03~1 new',
      'A notice has to announce PRO-03~1: write notices/NAME.mdx with clauses: [PRO-03~1], or begin with npm run -s portal -- clause notice NAME',
    ])
  })

  test('adopt begins a lock where there is none', async () => {
    await rm(join(dir, 'clauses.lock'))
    const { code } = await clause('adopt')
    expect([code, await verdicts(), (await portal('check')).code]).toEqual([
      0,
      ['PRO-01~1 baseline', 'PRO-02~1 baseline'],
      0,
    ])
  })

  test('split, merge, supersede and retire lead a clause through its life', async () => {
    const gone = (id: string) => change(standard, new RegExp(`\\n<Clause id="${id}"[^]*?</Clause>\\n`), '')
    await addClauses(clauseOf('PRO-03', 'You should smile and nod.'))
    const codes = [(await clause('adopt', 'PRO-03', '--notice', 'one')).code]
    await gone('PRO-03')
    await addClauses(clauseOf('PRO-04', 'You should smile.'), clauseOf('PRO-05', 'You should nod.'))
    codes.push(
      (await clause('split', 'PRO-03', '--into', 'PRO-04, PRO-05', '--carry', 'PRO-04', '--notice', 'two')).code,
    )
    await gone('PRO-04')
    await gone('PRO-05')
    await addClauses(clauseOf('PRO-06', 'You should beam.'))
    codes.push((await clause('merge', 'PRO-04', 'PRO-05', '--into', 'PRO-06', '--notice', 'three')).code)
    await gone('PRO-06')
    await addClauses(clauseOf('PRO-07', 'You should shine.'))
    codes.push((await clause('supersede', 'PRO-06', '--by', 'PRO-07', '--carry', '--notice', 'four')).code)
    await gone('PRO-07')
    codes.push((await clause('retire', 'PRO-07', '--notice', 'five')).code)
    expect([codes, (await verdicts()).slice(2), await portal('check')]).toMatchObject([
      [0, 0, 0, 0, 0],
      [
        'PRO-03~1 new',
        'PRO-03~2 retired split PRO-04 PRO-05',
        'PRO-04~1 new from PRO-03 carrying PRO-03',
        'PRO-05~1 new from PRO-03',
        'PRO-04~2 retired merged PRO-06',
        'PRO-05~2 retired merged PRO-06',
        'PRO-06~1 new from PRO-04 PRO-05',
        'PRO-06~2 retired superseded PRO-07',
        'PRO-07~1 new from PRO-06 carrying PRO-06',
        'PRO-07~2 retired',
      ],
      { code: 0 },
    ])
  })

  test('notice writes a first one for what was judged without, once', async () => {
    await twoDays()
    await clause('bump', 'pro-02')
    const [first, again] = [await portal('clause', 'notice', 'two-days'), await portal('clause', 'notice', 'more')]
    expect([first.code, await read('notices/two-days.mdx'), again]).toEqual([
      0,
      expect.stringContaining('clauses: [PRO-02~2]'),
      { code: 1, data: '', told: 'Every verdict that needs a notice has one.\n' },
    ])
  })

  test('explains itself as a whole', async () => {
    const ran = await new Promise<Ran>((resolve) => {
      execFile(process.execPath, [cli, 'clause', '--help'], (error, stdout, stderr) =>
        resolve({ code: Number(error?.code ?? 0), data: stdout, told: stderr }),
      )
    })
    expect([ran.code, ran.told, ran.data.match(/^ {2}clause \w+/gm)]).toEqual([
      0,
      '',
      ['adopt', 'bump', 'editorial', 'retire', 'split', 'merge', 'supersede', 'notice'].map(
        (verb) => `  clause ${verb}`,
      ),
    ])
  })

  test('uses today where no day is given', async () => {
    await twoDays()
    await portal('clause', 'bump', 'PRO-02', ...signing.slice(0, -2))
    expect((await lastLine()).split(' | ')[6]).toMatch(/^20\d\d-\d\d-\d\d$/)
  })

  test('keeps the line ends of a lock that has others', async () => {
    await writeFile(join(dir, 'clauses.lock'), (await lock()).replaceAll('\n', '\r\n').trimEnd())
    await twoDays()
    await clause('bump', 'PRO-02')
    expect((await lock()).replaceAll('\r\n', '')).not.toContain('\n')
  })

  test.each<[what: string, words: readonly string[], says: string]>([
    [
      'without a reason',
      ['bump', 'PRO-02', '--author', 'A', '--approver', 'B'],
      'Say --why: it is kept with the verdict for good.',
    ],
    [
      'without any word on it',
      ['bump', 'PRO-02'],
      'Say --why, --author and --approver: they are kept with the verdict for good.',
    ],
    [
      'without an approver',
      ['bump', 'PRO-02', '--why', 'So', '--author', 'A'],
      'Say --approver: it is kept with the verdict for good.',
    ],
    [
      'without a clause',
      ['bump', ...signing],
      'Use it as: npm run -s portal -- clause bump CLAUSE… --why … --author … --approver … [--notice ID]',
    ],
    ['with what is no clause', ['bump', 'promises', ...signing], '"promises" is not a clause. Write its id as TEL-05.'],
    [
      'with a day that is none',
      ['bump', 'PRO-02', ...signing.slice(0, -1), '2026-02-30'],
      '"2026-02-30" is not a day. Write it as 2027-03-31.',
    ],
    [
      'with a notice that is no id',
      ['bump', 'PRO-02', ...signing, '--notice', 'Two days'],
      '"Two days" is not the id of a notice. Write small letters, digits and hyphens: half-a-minute.',
    ],
    [
      'with two successors for one',
      ['supersede', 'PRO-02', '--by', 'PRO-03,PRO-04', ...signing],
      'Name one clause with --by, as --by TEL-11.',
    ],
  ])('used %s is wrong use', async (_, words, says) => {
    expect(await portal('clause', ...words)).toEqual({ code: 2, data: '', told: `${says}\n` })
  })
})

describe('writing the lock', () => {
  test('never overwrites a notice, and then writes nothing at all', async () => {
    await twoDays()
    await addClauses(clauseOf('PRO-03', 'You should smile.'))
    await clause('adopt', 'PRO-03', '--notice', 'news')
    const [before, notice] = [await lock(), await read('notices/news.mdx')]
    const { code, told } = await clause('bump', 'PRO-02', '--notice', 'news')
    expect([code, told, await lock(), await read('notices/news.mdx'), await readdir(dir)]).toEqual([
      1,
      'notices/news.mdx is there already. Name another file, or add the revision to its clauses yourself. Nothing was changed.\n',
      before,
      notice,
      expect.not.arrayContaining(['.clauses.lock.new']),
    ])
  })

  test('that was broken off is told, with what to do', async () => {
    await twoDays()
    await writeFile(join(dir, '.clauses.lock.new'), '')
    const before = await lock()
    const { code, told } = await clause('bump', 'PRO-02')
    expect([code, told, await lock()]).toEqual([
      1,
      `Another command is writing the lock, or one was broken off. If none runs, delete ${join(dir, '.clauses.lock.new')} and run it again.\n`,
      before,
    ])
  })

  test('by several commands at once keeps every verdict that was acknowledged', async () => {
    await addClauses(...[3, 4, 5, 6].map((number) => clauseOf(`PRO-0${number}`, `You should smile ${number} times.`)))
    const ran = await Promise.all([3, 4, 5, 6].map((number) => clause('adopt', `PRO-0${number}`)))
    const acknowledged = ran.flatMap(({ code }, index) => (code === 0 ? [`PRO-0${index + 3}~1 new`] : []))
    const refused = ran.filter(({ code }) => code !== 0)
    const becauseOfAnother =
      /^(?:Another command is writing|clauses\.lock was written by somebody else|\S+ (?:changed|vanished) while the content was being read)/
    expect(refused.map(({ told }) => told).filter((told) => !becauseOfAnother.test(told))).toEqual([])
    expect((await verdicts()).slice(2).toSorted()).toEqual(acknowledged)
  })
})
