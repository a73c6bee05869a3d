/** Whether what files cite is defined by files, and defined once. */
import type { Lock } from '../domain/clause-lock.ts'
import { didYouMean, listWords, type Fault } from './faults.ts'
import type { Citation, CitedKind, DefinedKind, Definition, Findings } from './reading.ts'

/** Where a thing stands, by `kind:id`, as `clause:TEL-05`. */
export type Places = ReadonlyMap<string, Definition>

export function placesOf(definitions: readonly Definition[]): Places {
  const places = new Map<string, Definition>()
  for (const definition of definitions) {
    const key = `${definition.kind}:${definition.id}`
    if (!places.has(key)) places.set(key, definition)
  }
  return places
}

/** What is said of a second definition. Files share a name only where letters differ in case, which is told elsewhere. */
const twice: Partial<Record<DefinedKind, (id: string, first: string) => readonly [says: string, mend: string]>> = {
  clause: (id, first) => [`the clause id ${id} is taken by ${first}`, 'Give this clause the next free number.'],
  question: (id, first) => [`the question id ${id} is taken by ${first}`, 'Give this question another id.'],
  prefix: (id, first) => [`the prefix ${id} is taken by ${first}`, 'Give this standard another prefix.'],
}

export function doubleDefinitions(definitions: readonly Definition[]): Fault[] {
  const first = new Map<string, Definition>()
  return definitions.flatMap((definition) => {
    const word = twice[definition.kind]
    if (word === undefined) return []
    const key = `${definition.kind}:${definition.id.toLowerCase()}`
    const earlier = first.get(key)
    if (earlier === undefined) {
      first.set(key, definition)
      return []
    }
    const place = earlier.file === definition.file ? `line ${earlier.line}` : `${earlier.file}:${earlier.line}`
    const [says, mend] = word(definition.id, place)
    return [{ file: definition.file, line: definition.line, says, mend }]
  })
}

const cited: Record<CitedKind, { readonly noun: string; readonly mend: string }> = {
  clause: { noun: 'clause', mend: 'Write the clause in a standard, or cite one that is there.' },
  'clause-page': { noun: 'clause', mend: 'Write the clause in a standard, or link to one that is there.' },
  standard: { noun: 'standard', mend: 'Write standards/ID.mdx, or cite one that is there.' },
  lesson: { noun: 'lesson', mend: 'Write lessons/ID.mdx, or cite one that is there.' },
  quiz: { noun: 'quiz', mend: 'Write quizzes/ID.mdx, or cite one that is there.' },
  scenario: { noun: 'scenario', mend: 'Write scenarios/ID.mdx, or cite one that is there.' },
  programme: { noun: 'programme', mend: 'Write programmes/ID.yaml, or cite one that is there.' },
  notice: { noun: 'notice', mend: 'Write notices/ID.mdx, or cite one that is there.' },
  role: { noun: 'role', mend: 'Write it into roles of organisation.yaml, or use one that is there.' },
  channel: { noun: 'channel', mend: 'Write it into channels of organisation.yaml, or use one that is there.' },
  branch: { noun: 'branch', mend: 'Write it into branches of organisation.yaml, or use one that is there.' },
  picture: { noun: 'picture', mend: 'Put the file there; the path begins at the content folder: images/….' },
  anchor: { noun: 'place', mend: 'Link to a ## heading or a clause of that page, or leave out the #.' },
}

/** Of each retired clause, the clauses that took its place. */
export type Tombstones = ReadonlyMap<string, readonly string[]>

export function tombstones(lock: Lock): Tombstones {
  return new Map(
    lock.flatMap(({ clause, verdict, into }) => (verdict === 'retired' ? [[clause, into?.clauses ?? []]] : [])),
  )
}

/** What a file would define whose text cannot be read is not said to be unknown. */
export function brokenCitations(
  findings: Findings,
  mightBeUnread: (citation: Citation) => boolean,
  retired: Tombstones = new Map(),
): Fault[] {
  const known = new Map<string, Set<string>>([['clause-page', new Set(retired.keys())]])
  const know = (kind: string, id: string) => {
    const ids = known.get(kind)
    if (ids === undefined) known.set(kind, new Set([id]))
    else ids.add(id)
  }
  for (const { kind, id } of findings.definitions) {
    know(kind, id)
    if (kind === 'clause') know('clause-page', id)
  }
  const told = new Set<string>()
  return findings.citations.flatMap((citation) => {
    const { kind, id, file, line } = citation
    if (known.get(kind)?.has(id) === true || mightBeUnread(citation)) return []
    // A page that is missing is told once, without its sections.
    if (kind === 'anchor' && !pageIsKnown(citation, known)) return []
    const key = `${kind}:${id}:${file}:${line}`
    if (told.has(key)) return []
    told.add(key)
    const successors = kind === 'clause' ? retired.get(id) : undefined
    if (successors !== undefined) {
      const mend = successors.length === 0 ? 'Take it out.' : `Cite ${listWords(successors, 'or')} in its place.`
      return [{ file, line, says: `the clause ${id} is retired`, mend }]
    }
    const { noun, mend } = cited[kind]
    const there = [...(known.get(kind) ?? [])]
    const areNamed = isOfOrganisation(kind) && there.length > 0 && there.length <= mostNamed
    const otherwise = areNamed ? mend.replace(/\.$/, `: ${listWords(there, 'or')}.`) : mend.replace('ID', id)
    return [{ file, line, says: `no ${noun} ${id}`, mend: didYouMean(id, there, otherwise) }]
  })
}

/** Of more than these nobody looks for the one that was meant. */
const mostNamed = 12

/** Where there are few as a rule, and all in one file, so that they can be named. */
function isOfOrganisation(kind: CitedKind): boolean {
  return kind === 'role' || kind === 'channel' || kind === 'branch'
}

function pageIsKnown(citation: Citation, known: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  const [, page = '', id = ''] = /^\/([a-z]+)\/([^#]+)#/.exec(citation.id) ?? []
  const kinds: Readonly<Record<string, CitedKind>> = {
    clauses: 'clause-page',
    standards: 'standard',
    lessons: 'lesson',
    quizzes: 'quiz',
    scenarios: 'scenario',
    programmes: 'programme',
    notices: 'notice',
  }
  const kind = kinds[page]
  return kind === undefined || known.get(kind)?.has(id) === true
}
