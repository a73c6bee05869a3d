/** What is found out while one file is read, beside the value it holds: faults, what it defines, what it cites. */
import type { Fault, Warning } from './faults.ts'

export const citedKinds = [
  'clause',
  'clause-page', // the page of a clause, which stays when the clause is retired
  'standard',
  'lesson',
  'quiz',
  'scenario',
  'programme',
  'notice',
  'role',
  'channel',
  'branch',
  'picture',
  'anchor',
] as const
export type CitedKind = (typeof citedKinds)[number]
/**
 * Questions and prefixes are defined, so that two of them never share an id, but never cited by files;
 * verdicts of the lock and the revisions that notices announce, so that faults say where they stand.
 */
export type DefinedKind = CitedKind | 'question' | 'prefix' | 'term' | 'lock' | 'verdict' | 'announced'

export interface Definition {
  readonly kind: DefinedKind
  readonly id: string
  readonly file: string
  readonly line: number
}
export interface Citation {
  readonly kind: CitedKind
  readonly id: string
  readonly file: string
  readonly line: number
}

/** Words that a text explains to its reader, as a term of the house. */
export interface ExplainedTerm {
  readonly words: string
  readonly file: string
  readonly line: number
}

/** A choice of a scenario that breaks a clause for good. */
export interface Breach {
  readonly clause: string
  /** "the choice hang-up of “The phone rings”" */
  readonly who: string
  readonly file: string
  readonly line: number
}

export interface Findings {
  readonly faults: Fault[]
  readonly warnings: Warning[]
  readonly definitions: Definition[]
  readonly citations: Citation[]
  readonly explained: ExplainedTerm[]
  readonly breaches: Breach[]
  /** Files of which some part could not be read, so that what they define is not known. */
  readonly unread: Set<string>
  /** The revision at which each clause stands; undefined where the lock that says so cannot be read. */
  revisions: ReadonlyMap<string, number> | undefined
  /** Clauses of the lock that ask nothing any more. */
  retired: ReadonlySet<string>
}

export interface Reading {
  readonly file: string
  /** The page that shows the file, `/standards/telephone`, to which its own `#…` links belong. */
  readonly address: string
  fault(line: number, says: string, mend: string): void
  warn(line: number, says: string, mend: string): void
  define(kind: DefinedKind, id: string, line: number): void
  cite(kind: CitedKind, id: string, line: number): void
  /** Whether a file read before this one defines it; organisation.yaml is read before all that stands in folders after it. */
  isDefined(kind: DefinedKind, id: string): boolean
  /** The file tells what these words mean. */
  explain(words: string, line: number): void
  /** A choice breaks this clause for good, which only a clause that binds can be. */
  breaks(clause: string, who: string, line: number): void
  /** The revision of a clause, the first where no verdict says otherwise; undefined when it cannot be known. */
  revisionOf(clause: string): number | undefined
  isRetired(clause: string): boolean
  /** Some part of the file cannot be read, beside the faults told. */
  giveUp(): void
}

/** What a clause is at until a verdict says otherwise. */
export const firstRevision = 1

export function noFindings(): Findings {
  return {
    faults: [],
    warnings: [],
    definitions: [],
    citations: [],
    explained: [],
    breaches: [],
    unread: new Set(),
    revisions: new Map(),
    retired: new Set(),
  }
}

/** Begins to read a file; whatever is found goes to the findings given. */
export function beginReading(file: string, findings: Findings, address = ''): Reading {
  return {
    file,
    address,
    fault: (line, says, mend) => findings.faults.push({ file, line, says, mend }),
    warn: (line, says, mend) => findings.warnings.push({ file, line, says, mend }),
    define: (kind, id, line) => findings.definitions.push({ kind, id, file, line }),
    cite: (kind, id, line) => findings.citations.push({ kind, id, file, line }),
    isDefined: (kind, id) => findings.definitions.some((one) => one.kind === kind && one.id === id),
    explain: (words, line) => findings.explained.push({ words, file, line }),
    breaks: (clause, who, line) => findings.breaches.push({ clause, who, file, line }),
    revisionOf: (clause) => findings.revisions && (findings.revisions.get(clause) ?? firstRevision),
    isRetired: (clause) => findings.retired.has(clause),
    giveUp: () => findings.unread.add(file),
  }
}
