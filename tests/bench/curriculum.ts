/**
 * How long `portal check` takes, from the start of the process, on libraries of 100 and 2,000 clauses
 * that are written to a temporary folder. Prints figures; judges nothing.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readCurriculum } from '../../src/curriculum/parse.ts'
import { judge } from '../../src/curriculum/verdicts.ts'
import { addToLock } from '../../src/curriculum/write-lock.ts'
import { day } from '../../src/domain/days.ts'

const clausesInStandard = 20
const questionsOnClause = 3

for (const clauses of [100, 2000]) {
  const dir = mkdtempSync(join(tmpdir(), 'touchstone-bench-'))
  try {
    const bytes = writeLibrary(dir, clauses)
    await beginLock(dir)
    const report = fileURLToPath(new URL('../../src/curriculum/report.ts', import.meta.url))
    const check = `const { checkFolder, wordCheck } = await import(process.argv[1]); console.log(wordCheck(await checkFolder(process.argv[2])))`
    const times = Array.from({ length: 3 }, () => {
      const begun = performance.now()
      const said = execFileSync(process.execPath, ['--input-type=module', '-e', check, report, dir], {
        encoding: 'utf8',
      })
      if (!said.startsWith('No faults')) throw new Error(said.slice(0, 2000))
      return performance.now() - begun
    })
    const [, middle = 0] = times.toSorted((a, b) => a - b)
    console.log(
      `check of ${clauses} clauses (${(bytes / 1e6).toFixed(1)} MB): ${(middle / 1000).toFixed(2)} s, the middle of three, process start included`,
    )
  } finally {
    rmSync(dir, { recursive: true })
  }
}

/** A check compares every clause with its line of the lock. */
async function beginLock(dir: string): Promise<void> {
  const signature = { author: 'Owner', approver: 'Approver', on: day('2026-11-02'), why: 'Bench' }
  const judged = judge(await readCurriculum(dir), { kind: 'adopt', clauses: [] }, signature)
  if (judged.kind === 'refused') throw new Error(judged.says)
  await addToLock(dir, [], judged.lines)
}

function writeLibrary(dir: string, clauses: number): number {
  let bytes = 0
  const write = (path: string, text: string) => {
    bytes += Buffer.byteLength(text)
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), text)
  }
  const named = (kind: string, number: number) => `  ${kind}-${number}: ${kind} ${number}`
  const numbers = (count: number) => Array.from({ length: count }, (_, index) => index)
  write(
    'organisation.yaml',
    `name: Bench\ntime_zone: Europe/London\nlanguage: en-GB\nreadiness_target_percent: 95\n` +
      `roles:\n${numbers(8)
        .map((n) => named('role', n))
        .join('\n')}\n` +
      `channels:\n${numbers(6)
        .map((n) => named('channel', n))
        .join('\n')}\n` +
      `branches:\n${numbers(4)
        .map((n) => named('branch', n))
        .join('\n')}\n`,
  )
  for (const standard of numbers(clauses / clausesInStandard)) {
    const prefix = `A${String.fromCharCode(65 + (Math.floor(standard / 26) % 26), 65 + (standard % 26))}`
    const ids = numbers(clausesInStandard).map((n) => `${prefix}-${String(n + 1).padStart(2, '0')}`)
    const name = prefix.toLowerCase()
    write(`standards/${name}.mdx`, standardText(prefix, ids))
    const lessons = numbers(clausesInStandard / 5)
    for (const lesson of lessons)
      write(`lessons/${name}-${lesson}.mdx`, lessonText(`${name}-${lesson}`, ids.slice(lesson * 5, lesson * 5 + 5)))
    write(`quizzes/${name}.mdx`, quizText(name, ids))
    write(
      `programmes/${name}.yaml`,
      `title: ${prefix}\nsummary: Bench\naudience: { roles: everyone }\nrequirements:\n${lessons.map((n) => `  - lesson: ${name}-${n}`).join('\n')}\n` +
        `  - quiz: ${name}\n  - acknowledgement: ${name}\ncomplete_within_days: 14\nvalid_for_months: 12\nrenewal_window_days: 60\ngrace_days: 30\nopens_channels: [channel-1]\n`,
    )
  }
  return bytes
}

function standardText(prefix: string, ids: readonly string[]): string {
  const body = ids.map(
    (id, index) => `## Part ${index}

Somebody waits at the other end, and *we* know more than they do. See [the clause](/clauses/${ids[0]}) first.

<Clause id="${id}" level="${index % 5 === 4 ? 'should' : 'must'}" role="role-${index % 8}, role-0" channel="channel-${index % 6}" target="95% of cases">
You must answer case ${index} within <Param name="answer" value="${index + 2}" unit="min" />, give your name
and write down what was **agreed**, who does it and by when.
<Why>Whoever waits without a word thinks the worst.</Why>
<Example>
On Monday there are forty of them.

- The first is easy.
- The second is not.
</Example>
</Clause>
`,
  )
  const unique = body.map((text) =>
    text.includes('role="role-0, role-0"') ? text.replace('role="role-0, role-0"', 'role="role-0"') : text,
  )
  return `---\ntitle: Standard ${prefix}\nkind: standard\nprefix: ${prefix}\nsummary: Bench\nowner: Owner\napprover: Approver\nreview_by: 2030-01-01\n---\n${unique.join('\n')}`
}

function lessonText(name: string, ids: readonly string[]): string {
  const parts = ids.map(
    (id) => `## Why ${id}

Mrs Hale rings at nine. She has rung before, and she will ring again unless somebody *listens* to her this time.

<Clause id="${id}" />

<Well>
<Say who="Leila">Good morning. What may I do for you?</Say>
<Say aside="a pause">She looks for the letter.</Say>
</Well>
`,
  )
  return `---\ntitle: Lesson ${name}\nsummary: Bench\nminutes: 5\n---\n${parts.join('\n')}\n${questionText('Check', `${name}-check`, ids[0] ?? '')}`
}

function quizText(name: string, ids: readonly string[]): string {
  const questions = ids.flatMap((id, index) =>
    Array.from({ length: questionsOnClause }, (_, n) => questionText('Question', `${name}-${index}-${n}`, id)),
  )
  return `---\ntitle: Quiz ${name}\nsummary: Bench\nminutes: 10\npass_percent: 80\nquestions_per_clause: 2\ncritical: [${ids[0]}]\n---\n${questions.join('\n')}`
}

function questionText(tag: string, id: string, clause: string): string {
  return `<${tag} id="${id}" type="single" clauses="${clause}~1" level="apply">
It is four on a Friday and the third case of the day has not been answered. What do you do first?
<Option>Wait until Monday, when there is more time <Feedback>Monday is too late for ${clause}.</Feedback></Option>
<Option correct>Answer it now, with your name and a day <Feedback>Right: that is what ${clause} asks.</Feedback></Option>
<Option>Pass it to the next desk without a word <Feedback>The next desk knows nothing of it.</Feedback></Option>
</${tag}>
`
}
