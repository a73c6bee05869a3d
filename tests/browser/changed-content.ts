/**
 * The demo's content after a change of two clauses of the telephone standard: TEL-05, which questions ask
 * about, and TEL-08, whose questions are stale, so that it is read and confirmed.
 */
import { cp, mkdir, mkdtemp, readFile, readdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readCurriculum } from '../../src/curriculum/parse.ts'
import { standingLines } from '../../src/domain/clause-lock.ts'
import type { Curriculum } from '../../src/domain/curriculum.ts'
import { as, pin, type ClauseId } from '../../src/domain/ids.ts'
import { judged } from '../curriculum/judged.ts'
import { parse, type Library } from '../curriculum/small-library.ts'

const source = fileURLToPath(new URL('../../content', import.meta.url))
const standard = 'standards/telephone.mdx'
const quiz = 'quizzes/telephone.mdx'
const lesson = 'lessons/holding-a-call.mdx'
export const [hold, first] = [as<ClauseId>('TEL-05'), as<ClauseId>('TEL-08')]
export const notice = 'twenty-seconds'

export interface ChangedContent {
  /** For `CONTENT_DIR`. */
  readonly folder: string
  readonly curriculum: Curriculum
}

export async function changedContent(): Promise<ChangedContent> {
  const before = await libraryIn(source)
  const standing = standingLines(parse(before).partial.lock)
  const [old, now] = [0, 1].map((more) => pin(hold, (standing.get(hold)?.revision ?? 0) + more))
  const later = pin(first, (standing.get(first)?.revision ?? 0) + 1)
  const repinned = (path: string) => (before[path] ?? '').replaceAll(`clauses="${old}"`, `clauses="${now}"`)
  const text = before[standard] ?? ''
  const [clause = ''] = /<Clause id="TEL-08"[\s\S]*?<\/Clause>/.exec(text) ?? []
  const files = {
    [standard]: text
      .replace(/(<Clause id="TEL-05"[\s\S]*?value=)"\d+"/, '$1"20"')
      .replace(clause, clause.replace(/(<Clause[^>]*>\n)/, '$1On every call, ')),
    [quiz]: repinned(quiz),
    [lesson]: repinned(lesson),
  }
  const verdicts = { [hold]: 'material', [first]: 'material' } as const
  const after = {
    ...judged(before, files, { verdicts, notice: false }),
    [`notices/${notice}.mdx`]: `---
title: Twenty seconds on hold
summary: The longest time a caller may hear nothing from you is shorter.
clauses: [${now}, ${later}]
effective_after_days: 0
update_within_days: 21
---
In September we listened to recorded calls. One in five callers who held in silence rang off.
`,
  }
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-content-'))
  await cp(source, folder, { recursive: true })
  for (const [path, words] of Object.entries(after)) {
    if (words === before[path]) continue
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), words)
  }
  const { curriculum, faults } = await readCurriculum(folder)
  if (curriculum === undefined) throw new Error(`the changed content has faults: ${JSON.stringify(faults.slice(0, 3))}`)
  return { folder, curriculum }
}

async function libraryIn(folder: string): Promise<Library> {
  const paths = await readdir(folder, { recursive: true })
  const texts = paths.filter((path) => /\.(?:mdx|yaml|lock)$/.test(path))
  return Object.fromEntries(
    await Promise.all(
      texts.map(async (path) => [path.replaceAll('\\', '/'), await readFile(join(folder, path), 'utf8')] as const),
    ),
  )
}
