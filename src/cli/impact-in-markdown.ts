/**
 * The impact of a publication for a pull request: two sentences, a short table of teams, and the rest
 * folded. Whatever authors wrote is escaped, and no person is named.
 */
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

export function impactInMarkdown(report: ImpactReport): string {
  switch (report.kind) {
    case 'faulty':
      return [
        '### This cannot be published',
        '',
        `The content has ${counted(report.faults.length, 'fault')}:`,
        '',
        ...report.faults.map((fault) => `- ${escaped(fault)}`),
      ].join('\n')
    case 'refused':
      return `### This cannot be published\n\nPublication ${report.inForce} stays in force: ${escaped(report.says)}`
    case 'baseline':
      return '### The first publication\n\nNothing is published yet, and this asks nobody for an update.'
    case 'same':
      return [
        `### Nothing has changed since publication ${report.publication}`,
        ...report.lately.flatMap(({ publication, on, touched, people }) => [
          '',
          `Publication ${publication} of ${dayInWords(on)} asked ${counted(touched, 'person', 'people')} to show what it changed.`,
          '',
          ...progressKinds.flatMap((kind) => (people[kind] === 0 ? [] : [`- ${people[kind]} ${progressWords[kind]}`])),
        ]),
      ].join('\n')
    case 'impact':
      return inMarkdown(report)
  }
}

function inMarkdown(impact: Impact): string {
  const { on, publication, byTeam, days, clauses, organisation, changes, catchingUp } = impact
  return [
    `### Impact of publication ${publication}`,
    '',
    `${escaped(wordPeople(byTeam.whole, teamsAsked(impact)))} ${escaped(wordFall(byTeam.whole, days, titlesOf(impact)))}`,
    ...(catchingUp === 0
      ? []
      : ['', `${counted(catchingUp, 'person is', 'people are')} still being counted anew for an earlier publication.`]),
    ...teamTable(impact),
    '',
    `_As it would be were it published on ${dayInWords(on)}._`,
    ...clauses.flatMap((clause) => clausePart(clause, organisation)),
    ...folded('Readiness day by day', [
      '| Day | | Without it | With it |',
      '| :-- | :-- | --: | --: |',
      ...byTeam.whole.days.map(
        (day, index) =>
          `| ${dayInWords(day.on, 'short')} | ${wordMeanings(days[index] ?? { on: day.on, means: [] })} | ${percentOf(day.without)} | ${percentOf(day.with)} |`,
      ),
    ]),
    ...otherLines(impact).flatMap(({ title, lines }) =>
      folded(
        `${title} (${lines.length})`,
        lines.map((line) => `- ${escaped(line)}`),
      ),
    ),
    ...folded(
      'Content',
      wordChanges(changes, { names: true }).map((line) => `- ${escaped(line)}`),
    ),
  ].join('\n')
}

function folded(summary: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0
    ? []
    : ['', '<details>', `<summary>${escapedHtml(summary)}</summary>`, '', ...lines, '', '</details>']
}

/** Six short columns, so that nobody scrolls sideways. */
function teamTable(impact: Impact): readonly string[] {
  const { days, on } = impact
  const late = lastDay(days, 'late')
  const rows = rowsOf(impact)
  if (rows.length === 0) return []
  return [
    '',
    `| Team | People | Minutes each | Ready today | If nobody acts, ${dayInWords(late ?? on, 'short')} | Due back |`,
    '| :-- | --: | --: | --: | --: | :-- |',
    ...rows.map(({ name, depth, group }) => {
      const { least, most } = group.minutes
      const cells = [
        `${'– '.repeat(depth)}${escaped(name)}`,
        String(group.people),
        group.people === 0 ? '' : least === most ? String(most) : `${least}–${most}`,
        percentOf(shareOn(group, on)?.without ?? { ready: 0, required: 0 }),
        percentOf(shareOn(group, late ?? on)?.with ?? { ready: 0, required: 0 }),
        group.backOn === undefined ? '' : dayInWords(group.backOn, 'short'),
      ]
      return `| ${cells.join(' | ')} |`
    }),
  ]
}

function clausePart(clause: ClauseImpact, organisation: Organisation): readonly string[] {
  const { before, after, line, verdict, notice } = clause
  const text = after ?? before
  const lines: string[] = []
  if (verdict !== 'coverage' && text !== undefined) {
    const blank = { ...text, body: [] }
    const { words, terms } = clauseDifference(before ?? blank, after ?? blank, organisation)
    lines.push(
      ...words.lines.flatMap(({ as, number, runs }, index) => {
        const mark = as === 'point' ? '- ' : as === 'step' ? `${number ?? 1}. ` : ''
        const marked = runs.map(({ kind, text: run }) =>
          kind === 'same' ? escaped(run) : kind === 'out' ? `<del>${escaped(run)}</del>` : `<ins>${escaped(run)}</ins>`,
        )
        return [...(index > 0 && as === 'paragraph' ? ['>'] : []), `> ${mark}${marked.join('')}`]
      }),
      '',
      ...terms.map(
        ({ what, was, is }) => `- ${escaped(what)}: was <del>${escaped(was)}</del>, is <ins>${escaped(is)}</ins>`,
      ),
    )
  }
  if (notice !== undefined) lines.push(`- Notice: ${escaped(notice.title)}`)
  if (line !== undefined && verdict !== 'coverage') {
    lines.push(`- ${escaped(capitalised(line.why))} (${escaped(line.author)}; approved by ${escaped(line.approver)})`)
  }
  return folded(`${pinOf(clause)} ${impactVerdictWords[verdict]}: ${wordTerms(clause)}`, lines)
}

/** As text in Markdown and in a cell of a table. */
function escaped(text: string): string {
  return escapedHtml(text)
    .replaceAll(/[\\`*_{}[\]|~#]/g, '\\$&')
    .replaceAll('\n', ' ')
}

function escapedHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
