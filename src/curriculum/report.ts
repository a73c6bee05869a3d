/** What `portal check` and `portal coverage` find, as values and in words. */
import { commandLine } from '../domain/command-line.ts'
import type { Clause } from '../domain/curriculum.ts'
import type { Places } from './citations.ts'
import { coverageOf, type ClauseCoverage, type Hole } from './coverage.ts'
import { count, inReadingOrder, listWords, wordFault, type Fault, type Warning } from './faults.ts'
import { missingLockWarnings, verdictFaults } from './lock-texts.ts'
import { noticeWarnings } from './notice-warnings.ts'
import { readCurriculum, type ParsedCurriculum } from './parse.ts'

export interface Counts {
  readonly standards: number
  readonly clauses: number
  readonly lessons: number
  readonly quizzes: number
  readonly questions: number
  readonly scenarios: number
  readonly programmes: number
  readonly terms: number
  readonly notices: number
  readonly pictures: number
}

export interface CheckResult {
  readonly ok: boolean
  readonly faults: readonly Fault[]
  readonly warnings: readonly Warning[]
  readonly counts: Counts
}

export interface CoverageResult {
  readonly ok: boolean
  /** Faults of the content itself; the coverage is of what could be read in spite of them. */
  readonly faults: readonly Fault[]
  readonly clauses: readonly CoverageRow[]
  readonly holes: readonly (Hole & { readonly fault: Fault })[]
}

/** One clause of the coverage table, in plain data for `--json`. */
export interface CoverageRow extends Omit<ClauseCoverage, 'clause'> {
  readonly id: string
  readonly standard: string
  readonly level: Clause['level']
  readonly roles: Clause['roles']
}

/** All faults of a folder: what its files say wrongly, and where the coverage has holes. */
export async function checkFolder(dir: string): Promise<CheckResult> {
  const parsed = await readCurriculum(dir)
  const faults = faultsOf(parsed)
  const warnings = inReadingOrder([...parsed.warnings, ...missingLockWarnings(parsed), ...noticeWarnings(parsed)])
  return { ok: faults.length === 0, faults, warnings, counts: countsOf(parsed) }
}

/**
 * The faults of a parsed folder, with the holes of its coverage and with clauses that changed without a
 * verdict. Where a text could not be read, every clause would seem to have a hole or to be gone, so these
 * are told only when all texts were read.
 */
export function faultsOf(parsed: ParsedCurriculum): readonly Fault[] {
  if (!parsed.complete) return parsed.faults
  const { holes } = coverageOf(parsed.partial)
  return inReadingOrder([
    ...parsed.faults,
    ...verdictFaults(parsed),
    ...holes.map((hole) => holeFault(hole, parsed.places)),
  ])
}

export async function coverageFolder(dir: string): Promise<CoverageResult> {
  const parsed = await readCurriculum(dir)
  const { clauses, holes } = coverageOf(parsed.partial)
  return {
    ok: parsed.faults.length === 0 && holes.length === 0,
    faults: parsed.faults,
    clauses: clauses.map(({ clause: { id, standard, level, roles }, ...covered }) => ({
      id,
      standard,
      level,
      roles,
      ...covered,
    })),
    holes: holes.map((hole) => ({ ...hole, fault: holeFault(hole, parsed.places) })),
  }
}

function holeFault(hole: Hole, places: Places): Fault {
  const place = places.get(`clause:${hole.clause}`)
  const [says, mend] = wordHole(hole)
  return { file: place?.file ?? '', line: place?.line ?? 1, says, mend }
}

export function wordHole(hole: Hole): readonly [says: string, mend: string] {
  switch (hole.kind) {
    case 'not-taught':
      return [
        `no lesson teaches the binding clause ${hole.clause}`,
        `Embed it in a lesson: <Clause id="${hole.clause}" />.`,
      ]
    case 'not-asked':
      return hole.stale === undefined
        ? [`no quiz asks about the binding clause ${hole.clause}`, 'Write a <Question> that cites it.']
        : [
            `no quiz asks about the binding clause ${hole.clause} any more: ${listWords(hole.stale, 'and')} ${hole.stale.length === 1 ? 'is' : 'are'} stale`,
            'Read what it says now, mend the question where it has to be, and let it cite the present revision.',
          ]
    case 'not-required-of':
      return hole.who === 'everyone'
        ? [
            `${hole.clause} binds everyone, and no programme for everyone requires it`,
            'Put a lesson, quiz, scenario or acknowledgement that covers it into a programme with `roles: everyone`, or name its roles.',
          ]
        : [
            `${hole.clause} binds the role ${hole.who}, and no programme for that role requires it`,
            `Put ${hole.who} into the audience of a programme that covers it, or cover it in one that has ${hole.who}.`,
          ]
  }
}

function countsOf({ partial }: ParsedCurriculum): Counts {
  const total = (lists: readonly (readonly unknown[])[]) => lists.reduce((sum, list) => sum + list.length, 0)
  return {
    standards: partial.standards.length,
    clauses: total(partial.standards.map((standard) => standard.clauses)),
    lessons: partial.lessons.length,
    quizzes: partial.quizzes.length,
    questions: total([
      ...partial.quizzes.map((quiz) => quiz.questions),
      ...partial.lessons.map((lesson) => lesson.checks),
    ]),
    scenarios: partial.scenarios.length,
    programmes: partial.programmes.length,
    terms: partial.glossary.length,
    notices: partial.notices.length,
    pictures: partial.media.length,
  }
}

/** One line a fault, then the warnings, then what there is. */
export function wordCheck(result: CheckResult): string {
  const { counts } = result
  const lines = result.faults.map(wordFault)
  if (result.warnings.length > 0) {
    if (lines.length > 0) lines.push('')
    lines.push(...result.warnings.map((warning) => `warning: ${wordFault(warning)}`))
  }
  if (lines.length > 0) lines.push('')
  const library = [
    count(counts.standards, 'standard'),
    count(counts.clauses, 'clause'),
    count(counts.lessons, 'lesson'),
    count(counts.quizzes, 'quiz', 'quizzes'),
    count(counts.questions, 'question'),
    ...(counts.scenarios === 0 ? [] : [count(counts.scenarios, 'scenario')]),
    count(counts.programmes, 'programme'),
    count(counts.terms, 'term'),
    // A library of which nothing changed yet has none.
    ...(counts.notices === 0 ? [] : [count(counts.notices, 'notice')]),
    count(counts.pictures, 'picture'),
  ].join(', ')
  const found = result.ok ? 'No faults' : count(result.faults.length, 'fault')
  const warned = result.warnings.length === 0 ? '' : `, ${count(result.warnings.length, 'warning')}`
  lines.push(`${found}${warned}: ${library}.`)
  return lines.join('\n')
}

/** A table of all clauses, then the holes. */
export function wordCoverage(result: CoverageResult): string {
  const head = ['Clause', 'Level', 'Taught in', 'Asked in', 'Practised in', 'Required by']
  const cell = (ids: readonly string[]) => (ids.length === 0 ? '-' : ids.join(', '))
  const rows = result.clauses.map((row) => {
    const asked = row.askedIn.length === 0 ? '-' : `${cell(row.askedIn)} (${count(row.questions.length, 'question')})`
    return [row.id, row.level, cell(row.taughtIn), asked, cell(row.practisedIn), cell(row.requiredIn)]
  })
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[]) =>
    row
      .map((text, column) => text.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()
  const lines = result.clauses.length === 0 ? ['There are no clauses.'] : [line(head), ...rows.map(line)]
  if (result.faults.length > 0) {
    lines.push(
      '',
      `The content has ${count(result.faults.length, 'fault')}, and this is the coverage of what could be read. Run ${commandLine('check')}.`,
    )
    if (result.clauses.length === 0) lines.push(...result.faults.map(wordFault))
  }
  lines.push('', ...result.holes.map((hole) => wordFault(hole.fault)))
  const binding = result.clauses.filter((row) => row.binding).length
  lines.push(
    `${count(result.clauses.length, 'clause')}, ${binding} binding; ${result.holes.length === 0 ? 'no holes' : count(result.holes.length, 'hole')}.`,
  )
  return lines.join('\n')
}
