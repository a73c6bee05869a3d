/**
 * What Alder & Quay has published since the portal opened. The newest publication is the content folder
 * as it is; each earlier one is made from the one after it by `publications/1` and `publications/2`,
 * which hold clauses and questions as they read then. The rest follows: verdicts that came later, and
 * the notices that announce them, are left out, and questions cite the revision of their time.
 */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Curriculum } from '../../src/domain/curriculum.ts'
import { wordFault } from '../../src/curriculum/faults.ts'
import { parseCurriculum, readCurriculum, type ParsedCurriculum } from '../../src/curriculum/parse.ts'
import { readFolder, sourceFile, type SourceFile } from '../../src/curriculum/read-folder.ts'
import { faultsOf } from '../../src/curriculum/report.ts'
import { changedDaysAgo, openedDaysAgo, publishedDaysAgo } from './teams.ts'

export interface SeedPublication {
  readonly ago: number
  readonly curriculum: Curriculum
}

/** The earlier publications, the oldest first, each with the last day of its verdicts. */
const earlier = [
  { folder: '1', ago: openedDaysAgo, verdictsUntil: '2025-12-31' },
  { folder: '2', ago: changedDaysAgo, verdictsUntil: '2026-09-30' },
] as const

/** All publications of the story, the oldest first. Throws, with every fault in a sentence, when any is not sound. */
export async function readPublications(content: string): Promise<readonly SeedPublication[]> {
  const newest = soundOrThrow(await readCurriculum(content), 'content')
  const publications: SeedPublication[] = [{ ago: publishedDaysAgo, curriculum: newest }]
  let { files } = await readFolder(content)
  for (const { folder, ago, verdictsUntil } of earlier.toReversed()) {
    files = asItWas(files, await blocksOf(folder), verdictsUntil, `db/seed/publications/${folder}`)
    publications.unshift({ ago, curriculum: soundOrThrow(parseCurriculum(files), `db/seed/publications/${folder}`) })
  }
  return publications
}

function soundOrThrow(parsed: ParsedCurriculum, what: string): Curriculum {
  const faults = faultsOf(parsed)
  if (parsed.curriculum !== undefined && faults.length === 0) return parsed.curriculum
  const hint =
    what === 'content'
      ? []
      : [
          `If a clause has changed in content/ since, put it into ${what} with the words that it had, and its questions.`,
        ]
  throw new Error([`${what} cannot be published:`, ...faults.map(wordFault), ...hint].join('\n'))
}

/** A clause, a question or the check of a lesson, from its tag to its end tag. */
interface Block {
  readonly tag: string
  readonly id: string
  readonly text: string
}

const anyBlock = /^<(Clause|Question|Check) id="([^"]+)"[\s\S]*?^<\/\1>/gm

async function blocksOf(folder: string): Promise<readonly Block[]> {
  const path = fileURLToPath(new URL(`publications/${folder}`, import.meta.url))
  const names = (await readdir(path)).filter((name) => name.endsWith('.mdx'))
  const texts = await Promise.all(names.map((name) => readFile(join(path, name), 'utf8')))
  return texts.flatMap((text) =>
    [...text.replaceAll('\r\n', '\n').matchAll(anyBlock)].map(([whole, tag = '', id = '']) => ({
      tag,
      id,
      text: whole,
    })),
  )
}

function asItWas(
  files: readonly SourceFile[],
  blocks: readonly Block[],
  verdictsUntil: string,
  source: string,
): SourceFile[] {
  const texts = new Map(files.filter(({ path }) => isWritten(path)).map(({ path, bytes }) => [path, textIn(bytes)]))
  for (const block of blocks) putIn(texts, block, source)

  const lock = verdictsOf(texts.get(lockFile) ?? '', verdictsUntil)
  texts.set(lockFile, lock.text)
  for (const [path, text] of texts) {
    if (path.startsWith('notices/') && announcesLater(text, lock.revisions)) texts.delete(path)
    else texts.set(path, citingThen(text, lock.revisions))
  }
  return [
    ...files.filter(({ path }) => !isWritten(path)),
    ...[...texts].map(([path, text]) => sourceFile(path, text)),
  ].toSorted((a, b) => (a.path < b.path ? -1 : 1))
}

const lockFile = 'clauses.lock'

function isWritten(path: string): boolean {
  return path.endsWith('.mdx') || path === lockFile
}

function textIn(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes).replaceAll('\r\n', '\n')
}

/** Puts a block in the place of the one with its id. Ids are permanent, so there is one. */
function putIn(texts: Map<string, string>, { tag, id, text: then }: Block, source: string): void {
  // An embedded clause, `<Clause id="TEL-05" />`, has no end tag of its own.
  const now = new RegExp(`^<${tag} id="${id}" [^/][\\s\\S]*?^</${tag}>`, 'm')
  for (const [path, text] of texts) {
    if (!now.test(text)) continue
    texts.set(
      path,
      text.replace(now, () => then),
    )
    return
  }
  throw new Error(`${source} tells how ${id} read, and content/ has no <${tag} id="${id}">.`)
}

/** The lock up to a day, and the revision at which each clause stood. */
function verdictsOf(lock: string, until: string): { text: string; revisions: ReadonlyMap<string, number> } {
  const revisions = new Map<string, number>()
  const lines = lock.split('\n').filter((line) => {
    const fields = line.split(' | ')
    const [pinned = '', day = ''] = [fields[0], fields[6]]
    if (fields.length < 8 || line.startsWith('#')) return true
    if (day > until) return false
    const [clause = '', revision] = pinned.split('~')
    revisions.set(clause, Number(revision))
    return true
  })
  return { text: lines.join('\n'), revisions }
}

function announcesLater(notice: string, revisions: ReadonlyMap<string, number>): boolean {
  const announced = /^clauses: \[(.*)\]$/m.exec(notice)?.[1]?.split(',') ?? []
  return announced.some((pinned) => {
    const [clause = '', revision] = pinned.trim().split('~')
    return Number(revision) > (revisions.get(clause) ?? 0)
  })
}

/** Questions cite a clause at the revision at which it stood then. */
function citingThen(text: string, revisions: ReadonlyMap<string, number>): string {
  return text.replaceAll(/ clauses="([^"]*)"/g, (_, pins: string) => {
    const then = pins.replaceAll(/([A-Z]{3}-\d{2})~(\d+)/g, (_pinned, clause: string, revision: string) => {
      return `${clause}~${Math.min(Number(revision), revisions.get(clause) ?? 1)}`
    })
    return ` clauses="${then}"`
  })
}
