/** The impact of a publication for a terminal. */
import { clauseDifference } from '../domain/clause-difference.ts'
import type { Organisation } from '../domain/curriculum.ts'
import { dayInWords } from '../domain/day-words.ts'
import { lastDay, progressKinds } from '../domain/impact.ts'
import {
  impactVerdictWords,
  percentOf,
  pinOf,
  progressWords,
  shareOn,
  wordFall,
  wordMeanings,
  wordPeople,
  wordTerms,
} from '../domain/impact-words.ts'
import { wordChanges } from '../domain/publication-changes.ts'
import { capitalised, counted } from '../domain/words.ts'
import type { ClauseImpact, Impact, ImpactReport } from '../workflows/report-impact.ts'
import { otherLines, rowsOf, teamsAsked, titlesOf } from './impact-lines.ts'

export function impactInText(report: ImpactReport): string {
  switch (report.kind) {
    case 'faulty':
      return [
        `It cannot be published: the content has ${counted(report.faults.length, 'fault')}.`,
        ...report.faults,
      ].join('\n')
    case 'refused':
      return `It cannot be published, and publication ${report.inForce} stays in force: ${report.says}`
    case 'baseline':
      return 'Nothing is published yet. This would be the first publication, and it asks nobody for an update.'
    case 'same':
      return [
        `Nothing has changed since publication ${report.publication}.`,
        ...report.lately.flatMap(({ publication, on, touched, people }) => [
          '',
          `Publication ${publication} of ${dayInWords(on)} asked ${counted(touched, 'person', 'people')} to show what it changed.`,
          ...progressKinds.flatMap((kind) => (people[kind] === 0 ? [] : [`  ${people[kind]} ${progressWords[kind]}`])),
        ]),
      ].join('\n')
    case 'impact':
      return inText(report)
  }
}

function inText(impact: Impact): string {
  const { on, publication, byTeam, days, clauses, organisation, changes, catchingUp } = impact
  return [
    `What publication ${publication} would do, were it made on ${dayInWords(on)}`,
    '',
    wordPeople(byTeam.whole, teamsAsked(impact)),
    wordFall(byTeam.whole, days, titlesOf(impact)),
    ...(catchingUp === 0
      ? []
      : [`${counted(catchingUp, 'person is', 'people are')} still being counted anew for an earlier publication.`]),
    ...(clauses.length === 0 ? [] : ['', 'Clauses']),
    ...clauses.flatMap((clause) => clauseLines(clause, organisation)),
    ...section('Teams', teamTable(impact)),
    ...section(
      'Days',
      tableOf(
        ['', '', 'without', 'with'],
        byTeam.whole.days.map((day, index) => [
          dayInWords(day.on, 'short'),
          wordMeanings(days[index] ?? { on: day.on, means: [] }),
          percentOf(day.without),
          percentOf(day.with),
        ]),
        2,
      ),
    ),
    ...otherLines(impact).flatMap(({ title, lines }) => section(title, lines)),
    ...section('Content', wordChanges(changes, { names: true })),
  ].join('\n')
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)]
}

function clauseLines(clause: ClauseImpact, organisation: Organisation): readonly string[] {
  const { before, after, line, verdict, notice } = clause
  const lines = [
    `  ${pinOf(clause)} ${impactVerdictWords[verdict]}: ${wordTerms(clause)}`,
    ...(notice === undefined ? [] : [`    notice: ${notice.title} (notices/${notice.id}.mdx)`]),
    ...(line === undefined || verdict === 'coverage'
      ? []
      : [`    ${capitalised(line.why)} (${line.author}; approved by ${line.approver})`]),
  ]
  const text = after ?? before
  if (verdict === 'coverage' || text === undefined) return lines
  const { words, terms } = clauseDifference(
    before ?? { ...text, body: [] },
    after ?? { ...text, body: [] },
    organisation,
  )
  const marks = { same: ['', ''], out: ['[-', '-]'], in: ['{+', '+}'] } as const
  return [
    ...lines,
    ...words.lines.map(
      ({ runs }) => `    | ${runs.map(({ kind, text: run }) => `${marks[kind][0]}${run}${marks[kind][1]}`).join('')}`,
    ),
    ...terms.map(({ what, was, is }) => `    ${what}: was ${was}, is ${is}`),
  ]
}

function teamTable(impact: Impact): readonly string[] {
  const { days, on } = impact
  const columns = [on, lastDay(days, 'in-force'), lastDay(days, 'due'), lastDay(days, 'late')]
  const shown = columns.flatMap((day) => day ?? [])
  const rows = rowsOf(impact)
  if (rows.length === 0) return []
  return tableOf(
    ['', 'people', 'minutes', ...shown.map((day) => dayInWords(day, 'short')), 'due back'],
    rows.map(({ name, depth, group }) => {
      const { people, minutes, backOn } = group
      return [
        `${'  '.repeat(depth)}${name}`,
        String(people),
        people === 0 ? '-' : minutes.least === minutes.most ? `${minutes.most}` : `${minutes.least}-${minutes.most}`,
        ...shown.map((day) => percentOf(shareOn(group, day)?.with ?? { ready: 0, required: 0 })),
        backOn === undefined ? '-' : dayInWords(backOn, 'short'),
      ]
    }),
    1,
  )
}

/** `left`: so many columns are words. */
function tableOf(head: readonly string[], rows: readonly (readonly string[])[], left: number): readonly string[] {
  const all = [head, ...rows]
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)))
  return all.map((row) =>
    row
      .map((cell, column) => (column < left ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  )
}
