/** Scenarios that nobody wrote by hand: each is told in sentences, with little memory, and before the test runs out of
 * time, which without the limits it does. */
import { spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { writeStarter } from '../../src/curriculum/starter.ts'
import { faultsOf, soundLibrary } from './small-library.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const file = 'scenarios/large.mdx'

function choice(id: string, to: string, marks: number, words = 'What you say.'): string {
  return `<Choice id="${id}" to="${to}" score="TEL-05:${marks}">\n${words}\n<Feedback>Why.</Feedback>\n</Choice>\n`
}

const endings = `
## Kept

<End outcome="kept">Done.</End>

## Gone

<End outcome="lost">Gone.</End>
`
const decision = `\n\n<Say who="quill">Well?</Say>\n\n${choice('a', 'kept', 3)}${choice('b', 'gone', 0)}`

function scenario(body: string, fields = ''): string {
  const head = `title: Large\nsummary: Large.\nminutes: 5\nchannel: phone\npass_percent: 70\nclauses: [TEL-05~1]`
  return `---\n${head}\nspeakers: { quill: Mrs Quill }\n${fields}---\n${body}${endings}`
}

function told(text: string): readonly string[] {
  return faultsOf({ ...soundLibrary, [file]: text })
}

function times(count: number, each: (at: number) => string): string {
  return Array.from({ length: count }, (_, at) => each(at)).join('')
}

describe('a file that nests', () => {
  const bulk = /more than 20,000 signs without an empty line/
  const nests: readonly (readonly [string, string, RegExp | undefined])[] = [
    ['5,000 quotes', '> '.repeat(5_000) + 'deep', /the text is nested too deep\. Write it flatter\.$/],
    ['400 lists', times(400, (at) => `${' '.repeat(at * 2)}- item\n`), bulk],
    ['5,000 lines spoken within another', '<Say who="quill">'.repeat(5_000) + 'x' + '</Say>'.repeat(5_000), bulk],
    ['100 lists', times(100, (at) => `${' '.repeat(at * 2)}- item\n`), /the text is nested too deep/],
    [
      '400 lines spoken within another',
      '<Say who="quill">'.repeat(400) + 'x' + '</Say>'.repeat(400),
      /<Say> stands in <Say>/,
    ],
    ['3,000 that are never closed', '<Say who="quill">\n\n'.repeat(3_000), /<Say> is never closed/],
    ['50,000 open braces', '{'.repeat(50_000), /more than 2,000 signs \{\. Content holds no expressions/],
    ['50,000 open braces, each on its line', '{\n\n'.repeat(50_000), /more than 2,000 signs \{/],
    ['100,000 open brackets', '['.repeat(100_000), bulk],
    ['15,000 open brackets', '['.repeat(15_000), undefined],
    ['40,000 marks of emphasis', '*_'.repeat(10_000) + 'x' + '_*'.repeat(10_000), bulk],
    ['10,000 marks of emphasis', '*_'.repeat(2_500) + 'x' + '_*'.repeat(2_500), undefined],
  ]
  test.each(nests)('%s is told in a sentence', (_what, words, expected) => {
    const faults = told(scenario(`## A\n\n${words}${decision}`))
    if (expected === undefined) expect(faults).toEqual([])
    else expect(faults.filter((fault) => expected.test(fault)).length).toBeGreaterThan(0)
  })
})

describe('a scenario of', () => {
  const scenes = (count: number, choicesEach: number) =>
    times(count, (at) => {
      const to = (marks: number) => (at < count - 1 ? `s-${at + 1}` : marks > 0 ? 'kept' : 'gone')
      const own = times(choicesEach, (place) => {
        const marks = place === at % choicesEach ? 3 : 0
        return choice(`c${place}`, to(marks), marks, 'W')
      })
      return `## S ${at}\n\n<Say who="quill">Well?</Say>\n\n${own}\n`
    })

  test('398 scenes with six choices each is read and walked whole', () => {
    const faults = told(scenario(scenes(398, 6)))
    expect(faults).toEqual([])
  })

  test.each([
    ['1,000 scenes', scenes(1_000, 2), 'the scenario has 1002 scenes. Keep it to 400: 25 are plenty.'],
    ['3,600 choices in 600 scenes', scenes(600, 6), 'the scenario has 602 scenes. Keep it to 400: 25 are plenty.'],
    [
      '3,500 choices in one scene',
      `## A\n\n${times(3_500, (at) => choice(`c${at}`, at % 2 === 0 ? 'kept' : 'gone', at % 4) + '\n')}`,
      'the scene “A” has 3500 choices. Write two to four; with one, lead on by <Go to="…" />.',
    ],
  ])('%s is told in a sentence', (_what, body, sentence) => {
    const faults = told(scenario(body))
    expect(faults.map((fault) => fault.replace(/^\S+:\d+: /, ''))).toContain(sentence)
    expect(faults.length).toBeLessThan(10)
  })

  test('20,000 flags, and one of conditions of 50,000 words, is told', () => {
    const flags = Array.from({ length: 20_000 }, (_, at) => `f${at}`).join(', ')
    const many = told(scenario(`## A${decision}`, `flags: [${flags}]\n`))
    expect(many[0]).toMatch(/the front matter is longer than that of a scenario can be/)
    const words = 'f '.repeat(50_000)
    const long = choice('b', 'gone', 0).replace(' score', ` if="${words}" set="${words}" score`)
    const conditions = told(scenario(`## A\n\n${choice('a', 'kept', 3)}${long}`, 'flags: [f]\n'))
    expect(conditions.length).toBeGreaterThan(0)
  })

  test('front matter that names itself over and over is told', () => {
    const rows = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name, at, all) => {
      const within = at === 0 ? 'l' : `*${all[at - 1]}`
      return `x${name}: &${name} [${Array.from({ length: 9 }, () => within).join(', ')}]\n`
    })
    const faults = told(scenario(`## A${decision}`, rows.join('')))
    expect(faults.length).toBeGreaterThan(0)
  })
})

describe('portal check', () => {
  test('refuses a scenario of 5 MB in a sentence, within 64 MB of memory for values', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'touchstone-content-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    await writeStarter(folder)
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await writeFile(join(folder, file), scenario(`## A\n\n${'Nobody wrote this by hand. '.repeat(200_000)}${decision}`))
    const program = ['--max-old-space-size=64', '--import', './src/lean-loading.js', 'src/cli.ts', 'check', '--content']
    const { status, stdout } = spawnSync(process.execPath, [...program, folder], { cwd: root, encoding: 'utf8' })
    expect([status, stdout.split('\n')[0]]).toEqual([
      1,
      `${file}:1: the file is 5.2 MB large. Split it: a file may have 2 MB.`,
    ])
  })
})
