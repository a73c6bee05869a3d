/**
 * What Alder & Quay has published since the portal opened. The newest publication is the content folder
 * as it is; each earlier one is made from the one after it by `publications/1` and `publications/2`,
 * which hold clauses, questions and scenes as they read then. The rest follows: verdicts that came later,
 * and the notices that announce them, are left out, and questions and scenarios cite the revision of their time.
 */
import { existsSync } from 'node:fs'
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
    files = asItWas(files, await writtenThen(folder), verdictsUntil, `db/seed/publications/${folder}`)
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

/** A scene of a scenario, from its heading to the next. */
interface WrittenScene {
  readonly scenario: string
  readonly heading: string
  readonly text: string
}

interface AsWritten {
  readonly blocks: readonly Block[]
  readonly scenes: readonly WrittenScene[]
}

async function writtenThen(folder: string): Promise<AsWritten> {
  return { blocks: await blocksOf(folder), scenes: await scenesOf(folder) }
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

const anyScene = /^## (.+)\n[\s\S]*?(?=^## |$(?![\s\S]))/gm

/** Scenes stand under `scenarios/`, in a file named as the scenario is. */
async function scenesOf(folder: string): Promise<readonly WrittenScene[]> {
  const path = fileURLToPath(new URL(`publications/${folder}/scenarios`, import.meta.url))
  const names = existsSync(path) ? await readdir(path) : []
  const files = await Promise.all(
    names.map(async (name) => ({ scenario: `scenarios/${name}`, text: await readFile(join(path, name), 'utf8') })),
  )
  return files.flatMap(({ scenario, text }) =>
    [...text.replaceAll('\r\n', '\n').matchAll(anyScene)].map(([whole, heading = '']) => ({
      scenario,
      heading,
      text: whole,
    })),
  )
}

function asItWas(
  files: readonly SourceFile[],
  { blocks, scenes }: AsWritten,
  verdictsUntil: string,
  source: string,
): SourceFile[] {
  const texts = new Map(files.filter(({ path }) => isWritten(path)).map(({ path, bytes }) => [path, textIn(bytes)]))
  for (const block of blocks) putIn(texts, block, source)
  for (const scene of scenes) putSceneIn(texts, scene, source)

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

function putSceneIn(texts: Map<string, string>, { scenario, heading, text: then }: WrittenScene, source: string): void {
  const written = texts.get(scenario) ?? ''
  const now = [...written.matchAll(anyScene)].find(([, one]) => one === heading)?.[0]
  if (now === undefined)
    throw new Error(`${source} tells how “${heading}” read, and content/${scenario} has no such scene.`)
  texts.set(
    scenario,
    written.replace(now, () => `${then.trimEnd()}\n\n`),
  )
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

/** Questions and scenarios cite a clause at the revision at which it stood then. */
function citingThen(text: string, revisions: ReadonlyMap<string, number>): string {
  return text.replaceAll(/ clauses="[^"]*"|^clauses: \[.*\]$/gm, (pins) =>
    pins.replaceAll(/([A-Z]{3}-\d{2})~(\d+)/g, (_pinned, clause: string, revision: string) => {
      return `${clause}~${Math.min(Number(revision), revisions.get(clause) ?? 1)}`
    }),
  )
}
