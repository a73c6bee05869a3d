/**
 * The one door from a content folder to domain values, for the pages, the command line, the seed and
 * the tests. No file is compiled and nothing of it is run.
 */
import { setImmediate as giveWay } from 'node:timers/promises'
import { standingLines, type Lock } from '../domain/clause-lock.ts'
import type {
  Curriculum,
  GlossaryTerm,
  Lesson,
  Media,
  Notice,
  Organisation,
  Programme,
  Quiz,
  Standard,
} from '../domain/curriculum.ts'
import { slugPattern } from '../domain/ids.ts'
import type { Scenario } from '../domain/scenario.ts'
import { termFinder } from '../domain/terms.ts'
import { idleBreaches } from './breaches.ts'
import { brokenCitations, doubleDefinitions, placesOf, tombstones, type Places } from './citations.ts'
import { didYouMean, inReadingOrder, type Fault, type Warning } from './faults.ts'
import { readGlossary } from './glossary.ts'
import { readLesson } from './lessons.ts'
import { lockFile, readLock } from './lock.ts'
import { lostLock } from './lost-lock.ts'
import { mediaType, readMedia } from './media.ts'
import { readNotice } from './notices.ts'
import { emptyOrganisation, readOrganisation } from './organisation.ts'
import { readProgramme } from './programmes.ts'
import { readQuiz } from './quizzes.ts'
import { hasConflict, readFolder, textOfFile, type SourceFile } from './read-folder.ts'
import { beginReading, noFindings, type Citation, type CitedKind, type Findings, type Reading } from './reading.ts'
import { readScenario } from './scenarios.ts'
import { readStandard } from './standards.ts'

export interface ParsedCurriculum {
  /** Undefined when there is any fault: what is not sound is never published. */
  readonly curriculum: Curriculum | undefined
  /**
   * What could be read in spite of the faults, for an author's preview and nothing else: its
   * citations may lead nowhere, and a text whose syntax is broken is empty.
   */
  readonly partial: Curriculum
  readonly faults: readonly Fault[]
  readonly warnings: readonly Warning[]
  /** Whether the text of every file could be read, so that `partial` lacks nothing. */
  readonly complete: boolean
  /** Where each thing stands, by `kind:id`: clauses, questions, standards, lessons, quizzes, programmes, roles… */
  readonly places: Places
}

interface Draft {
  organisation: Organisation | undefined
  readonly standards: Standard[]
  readonly lessons: Lesson[]
  readonly quizzes: Quiz[]
  readonly scenarios: Scenario[]
  readonly programmes: Programme[]
  readonly glossary: GlossaryTerm[]
  readonly notices: Notice[]
  lock: Lock
  readonly media: Media[]
}

/** The folders of content, with the ending of their files and what each file is read into. */
const folders: Readonly<
  Record<string, { ending: string; read: (text: string, name: string, reading: Reading, into: Draft) => void }>
> = {
  standards: {
    ending: '.mdx',
    read: (text, name, reading, into) => void into.standards.push(readStandard(text, name, reading)),
  },
  lessons: {
    ending: '.mdx',
    read: (text, name, reading, into) => void into.lessons.push(readLesson(text, name, reading)),
  },
  quizzes: {
    ending: '.mdx',
    read: (text, name, reading, into) => void into.quizzes.push(readQuiz(text, name, reading)),
  },
  scenarios: {
    ending: '.mdx',
    read: (text, name, reading, into) => void into.scenarios.push(readScenario(text, name, reading)),
  },
  programmes: {
    ending: '.yaml',
    read: (text, name, reading, into) => void into.programmes.push(readProgramme(text, name, reading)),
  },
  notices: {
    ending: '.mdx',
    read: (text, name, reading, into) => void into.notices.push(readNotice(text, name, reading)),
  },
}
const foldersInWords = 'standards/, lessons/, quizzes/, scenarios/, programmes/ or notices/'

/**
 * Reads a folder of the disk, and gives way to others after each file, because a portal goes on answering
 * while it publishes. What the disk refuses is told beside what the files hold.
 */
export async function readCurriculum(dir: string): Promise<ParsedCurriculum> {
  const { files, faults } = await readFolder(dir)
  // Of a folder that cannot be read, only that is worth saying.
  const parsing = faults.some((fault) => fault.file === '') ? parsed([], true) : parsed(files)
  let step = parsing.next()
  while (step.done !== true) {
    await giveWay()
    step = parsing.next()
  }
  const read = step.value
  if (faults.length === 0) return read
  return { ...read, curriculum: undefined, faults: inReadingOrder([...faults, ...read.faults]) }
}

/** Reads files as they are. Never throws for what they hold. */
export function parseCurriculum(files: readonly SourceFile[]): ParsedCurriculum {
  const parsing = parsed(files)
  let step = parsing.next()
  while (step.done !== true) step = parsing.next()
  return step.value
}

/** Yields after each file that it has read. */
function* parsed(files: readonly SourceFile[], nothingRead = false): Generator<undefined, ParsedCurriculum> {
  const findings = noFindings()
  const into: Draft = {
    organisation: undefined,
    standards: [],
    lessons: [],
    quizzes: [],
    scenarios: [],
    programmes: [],
    glossary: [],
    notices: [],
    lock: [],
    media: [],
  }
  const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : 1))
  // Every text asks the lock at which revision a clause stands.
  findings.revisions = undefined
  for (const file of sorted) if (file.path === lockFile) readLockFile(file, into, findings)
  for (const file of sorted) {
    if (file.path === lockFile) continue
    readFile(file, into, findings)
    yield
  }
  if (!nothingRead) checkWhole(sorted, into, findings)

  const organisation = into.organisation ?? emptyOrganisation
  const partial: Curriculum = { ...into, organisation }
  return {
    curriculum: findings.faults.length > 0 || nothingRead ? undefined : partial,
    partial,
    faults: inReadingOrder(findings.faults),
    warnings: inReadingOrder(findings.warnings),
    complete: findings.unread.size === 0 && into.organisation !== undefined && !nothingRead,
    places: placesOf(findings.definitions),
  }
}

function readLockFile(file: SourceFile, into: Draft, findings: Findings): void {
  const reading = beginReading(file.path, findings)
  const text = soundText(file, reading)
  reading.define('lock', '', 1)
  if (text !== undefined) into.lock = readLock(text, reading)
  const standing = findings.unread.has(lockFile) ? new Map() : standingLines(into.lock)
  // Without a verdict nothing is known of revisions, and whether the lock is lost is told once: see lostLock.
  if (standing.size === 0) return
  findings.revisions = new Map([...standing].map(([clause, { revision }]) => [clause, revision]))
  findings.retired = new Set([...standing].flatMap(([clause, { verdict }]) => (verdict === 'retired' ? [clause] : [])))
}

function readFile(file: SourceFile, into: Draft, findings: Findings): void {
  const [folder = '', name = '', ...deeper] = file.path.split('/')
  const inRoot = name === ''
  if (inRoot && folder === 'README.md') return
  const type = mediaType(file.path)
  if (type !== undefined) {
    const picture = readMedia(file, type, beginReading(file.path, findings))
    if (picture !== undefined) into.media.push(picture)
    return
  }
  if (inRoot && (folder === 'organisation.yaml' || folder === 'glossary.yaml')) {
    const reading = beginReading(file.path, findings, folder === 'glossary.yaml' ? '/glossary' : '')
    const text = soundText(file, reading)
    if (folder === 'organisation.yaml')
      into.organisation = text === undefined ? emptyOrganisation : readOrganisation(text, reading)
    else if (text !== undefined) into.glossary.push(...readGlossary(text, reading))
    return
  }
  const known = inRoot || !Object.hasOwn(folders, folder) ? undefined : folders[folder]
  const id =
    known !== undefined && deeper.length === 0 && name.endsWith(known.ending)
      ? name.slice(0, -known.ending.length)
      : undefined
  if (known === undefined || id === undefined) {
    tellStray(file.path, beginReading(file.path, findings))
    return
  }
  const reading = beginReading(file.path, findings, `/${folder}/${id}`)
  if (!slugPattern.test(id)) {
    reading.fault(
      1,
      `the file name ${name} is not an id`,
      `Write small letters, digits and hyphens: ${folder}/picking-up${known.ending}.`,
    )
  }
  const text = soundText(file, reading)
  if (text !== undefined) known.read(text, id, reading, into)
  // What cites a file that cannot be read is not at fault as well.
  else reading.define(kindOfFolder[folder] ?? 'standard', id, 1)
}

const kindOfFolder: Readonly<Record<string, CitedKind>> = {
  standards: 'standard',
  lessons: 'lesson',
  quizzes: 'quiz',
  scenarios: 'scenario',
  programmes: 'programme',
  notices: 'notice',
}

/** Text that is worth parsing; undefined, with a fault, when it is not. */
function soundText(file: SourceFile, reading: Reading): string | undefined {
  const text = textOfFile(file, reading)
  if (text === '' || text?.trim() === '') reading.fault(1, 'the file is empty', 'Write it, or delete it.')
  else if (text !== undefined && !hasConflict(text, reading)) return text
  reading.giveUp()
  return undefined
}

/** Files that nobody reads. One that was meant to be content is a fault; others get a warning. */
function tellStray(path: string, reading: Reading): void {
  const [folder = '', name = '', ...deeper] = path.split('/')
  const base = path.replace(/\.[^./]*$/, '')
  const known = Object.hasOwn(folders, folder) ? folders[folder] : undefined
  if (name === '') {
    if (/\.(?:ya?ml|mdx?)$/i.test(path)) {
      reading.fault(
        1,
        `no content is read from ${path}`,
        didYouMean(path, ['organisation.yaml', 'glossary.yaml'], `Move it into ${foldersInWords}.`),
      )
      return
    }
  } else if (known !== undefined && /\.(?:ya?ml|mdx?)$/i.test(path)) {
    if (deeper.length > 0)
      reading.fault(
        1,
        `files of ${folder}/ stand in no folder of their own`,
        `Move it to ${folder}/${path.split('/').at(-1)}.`,
      )
    else
      reading.fault(
        1,
        `the name of a file of ${folder}/ ends with ${known.ending}`,
        `Rename it to ${base}${known.ending}.`,
      )
    return
  } else if (known === undefined && /\.(?:ya?ml|mdx?)$/i.test(path) && folder !== 'images') {
    reading.fault(
      1,
      `no content is read from the folder ${folder}/`,
      didYouMean(folder, Object.keys(folders), `Move it into ${foldersInWords}.`),
    )
    return
  }
  reading.warn(
    1,
    'the file is not read',
    'Content is text in .mdx and .yaml, and pictures in svg, png, jpg, jpeg or webp. Delete it if nobody needs it.',
  )
}

/** What only all files together show. */
function checkWhole(files: readonly SourceFile[], into: Draft, findings: Findings): void {
  const { faults, warnings } = findings
  if (into.organisation === undefined) {
    faults.push({
      file: 'organisation.yaml',
      line: 1,
      says: 'there is no organisation.yaml',
      mend: 'Write one with name, time_zone, language, readiness_target_percent, roles, channels and branches.',
    })
  }
  const paths = new Map<string, string>()
  for (const { path } of files) {
    const twin = paths.get(path.toLowerCase())
    if (twin !== undefined) {
      faults.push({
        file: path,
        line: 1,
        says: `the file name differs from ${twin} only in capital letters`,
        mend: 'Rename one: some machines take them for the same file.',
      })
    }
    paths.set(path.toLowerCase(), path)
  }
  faults.push(...doubleDefinitions(findings.definitions), ...idleBreaches(findings.breaches, into.standards))
  const isThere = paths.has(lockFile)
  const lost = findings.unread.has(lockFile) ? undefined : lostLock(into, isThere)
  if (lost !== undefined) {
    faults.push(lost)
    findings.unread.add(lockFile)
  }

  faults.push(...brokenCitations(findings, mightBeUnread(into, findings), tombstones(into.lock)))

  const shown = new Set(
    findings.citations.filter((citation) => citation.kind === 'picture').map((citation) => citation.id),
  )
  for (const { path } of into.media) {
    if (!shown.has(path))
      warnings.push({
        file: path,
        line: 1,
        says: 'no text shows this picture',
        mend: 'Show it with <Figure src="…" />, or delete it.',
      })
  }
  warnUnrequired(into, findings)
  warnUnlistedTerms(into, findings)
}

/**
 * Where the file that names roles is broken, every role would seem unknown; that is told once, there.
 * Likewise the clauses of a standard whose text cannot be read.
 */
function mightBeUnread(into: Draft, findings: Findings): (citation: Citation) => boolean {
  const { unread } = findings
  const namesUnknown = into.organisation === undefined || unread.has('organisation.yaml')
  const readPrefixes = new Set(
    into.standards.filter(({ id }) => !unread.has(`standards/${id}.mdx`)).map((standard) => standard.prefix),
  )
  const anyStandardUnread = [...unread].some((file) => file.startsWith('standards/'))
  return ({ kind, id }) => {
    // The page of a retired clause is known from the lock alone.
    if (kind === 'clause-page' && unread.has(lockFile)) return true
    if (kind === 'role' || kind === 'channel' || kind === 'branch') return namesUnknown
    if (kind === 'clause' || kind === 'clause-page')
      return anyStandardUnread && !readPrefixes.has(id.split('-')[0] ?? '')
    if (kind === 'anchor') return unread.has(`${id.slice(1).split('#')[0]}.mdx`)
    return false
  }
}

/** A lesson or quiz that no programme requires is found by nobody who does not search for it. */
function warnUnrequired(into: Draft, findings: Findings): void {
  const required = into.programmes.flatMap((programme) => [...programme.requirements, ...programme.renewal])
  const lessons = new Set(required.flatMap((one) => (one.kind === 'lesson' ? [one.lesson] : [])))
  const quizzes = new Set(required.flatMap((one) => (one.kind === 'quiz' ? [one.quiz] : [])))
  const warn = (file: string, noun: string) =>
    findings.warnings.push({
      file,
      line: 1,
      says: `no programme requires this ${noun}`,
      mend: 'Name it in the requirements of a programme.',
    })
  for (const { id } of into.lessons) if (!lessons.has(id)) warn(`lessons/${id}.mdx`, 'lesson')
  for (const { id } of into.quizzes) if (!quizzes.has(id)) warn(`quizzes/${id}.mdx`, 'quiz')
}

/** What one text explains is worth finding from every other. */
function warnUnlistedTerms(into: Draft, { explained, unread, warnings }: Findings): void {
  if (unread.has('glossary.yaml')) return
  const terms = termFinder(into.glossary)
  for (const { words, file, line } of explained) {
    if (terms.named(words) !== undefined) continue
    warnings.push({
      file,
      line,
      says: `"${words}" is explained here and is no term of the glossary`,
      mend: 'Write it into glossary.yaml, or among the aliases of a term that means the same.',
    })
  }
}
