/** What walking every play of a scenario found, in a few lines for its author. */
import { unpin, type ClauseId } from '../domain/ids.ts'
import type { Path } from '../domain/scenario-places.ts'
import { walk, type Walked } from '../domain/scenario-walk.ts'
import type { Outcome, Scenario } from '../domain/scenario.ts'
import { count, didYouMean, oneOfWords, type Fault } from './faults.ts'
import { readCurriculum } from './parse.ts'
import { pathInWords } from './scenario-path.ts'

/** Plain data, for `--json`. */
export interface ScenarioReport {
  readonly id: string
  readonly title: string
  readonly scenes: number
  /** Scenes in which somebody decides. */
  readonly decisions: number
  readonly endings: readonly { readonly scene: string; readonly outcome: Outcome; readonly reached: boolean }[]
  /** What a play needs to pass, beside breaking nothing critical. */
  readonly passPercent: number
  /** Null where it has faults because of which its plays cannot be walked, or too many plays. */
  readonly plays: PlaysReport | null
  readonly faults: readonly Fault[]
}

export interface PlaysReport {
  /** Scenes, each in every state of flags and counters in which a play comes to it. */
  readonly places: number
  /** Null where one goes round for ever. */
  readonly plays: number | null
  /** Decisions on the shortest and on the longest. */
  readonly fewest: number
  readonly most: number
  readonly total: ShareReport | null
  readonly clauses: readonly (ShareReport & { readonly clause: string; readonly minimum: number | null })[]
  /** Of the plays that break nothing critical and reach every minimum, the one that earns least. */
  readonly weakest: { readonly percent: number; readonly isExact: boolean; readonly play: string } | null
  readonly passing: { readonly percent: number; readonly play: string } | null
}

/** In percent of what was to be had; the most of plays that break nothing critical, the least of all. */
export interface ShareReport {
  readonly least: number
  readonly most: number
  readonly worst: string
  readonly best: string
}

export type ScenarioReports =
  | { readonly kind: 'reports'; readonly ok: boolean; readonly reports: readonly ScenarioReport[] }
  | { readonly kind: 'unknown'; readonly says: string }

/** The scenarios of a folder, or the one that is named. */
export async function reportScenarios(dir: string, id?: string): Promise<ScenarioReports> {
  const { partial, faults, places } = await readCurriculum(dir)
  const ofFolder = faults.filter(({ file }) => file === '')
  const known = partial.scenarios.map((scenario) => scenario.id)
  if (id !== undefined && !places.has(`scenario:${id}`) && ofFolder.length === 0)
    return { kind: 'unknown', says: `There is no scenario ${id}. ${didYouMean(id, known, oneOfWords(known))}` }
  const reports = partial.scenarios
    .filter((scenario) => id === undefined || scenario.id === id)
    .map((scenario) =>
      reportOf(
        scenario,
        faults.filter(({ file }) => file === `scenarios/${scenario.id}.mdx`),
      ),
    )
  return { kind: 'reports', ok: ofFolder.length === 0 && reports.every((one) => one.faults.length === 0), reports }
}

function reportOf(scenario: Scenario, faults: readonly Fault[]): ScenarioReport {
  const { scenes } = scenario
  const ids = new Set<string>(scenes.map((scene) => scene.id))
  const isWhole =
    scenes.length > 0 &&
    scenes.every(({ turn }) => {
      const ways = turn.kind === 'decision' ? turn.choices : turn.kind === 'leads-on' ? turn.ways : []
      return ways.every(({ to }) => ids.has(to))
    })
  const walked = isWhole ? walk(scenario) : undefined
  const isWalked = walked?.kind === 'walked'
  return {
    id: scenario.id,
    title: scenario.title,
    scenes: scenes.length,
    decisions: scenes.filter(({ turn }) => turn.kind === 'decision').length,
    endings: scenes.flatMap(({ id, turn }) =>
      turn.kind === 'end' ? [{ scene: id, outcome: turn.outcome, reached: isWalked && walked.endings.has(id) }] : [],
    ),
    passPercent: scenario.passPercent,
    plays: isWalked ? playsOf(scenario, walked) : null,
    faults,
  }
}

function playsOf(scenario: Scenario, walked: Walked): PlaysReport {
  const { places, plays, decisions, total, clauses, weakest, passing } = walked
  const play = (path: Path) => pathInWords(path)
  const minimumOf = (id: ClauseId) => scenario.minima.find(({ clause }) => clause === id)?.percent ?? null
  return {
    places,
    plays: Number.isFinite(plays) ? plays : null,
    ...decisions,
    total: total === undefined ? null : { ...total, worst: play(total.worst), best: play(total.best) },
    clauses: scenario.clauses.flatMap((pinned) => {
      const clause = unpin(pinned)?.clause
      const range = clause && clauses.get(clause)
      if (clause === undefined || range === undefined) return []
      const shares = { ...range, worst: play(range.worst), best: play(range.best) }
      return [{ clause, ...shares, minimum: minimumOf(clause) }]
    }),
    weakest:
      weakest === undefined ? null : { percent: weakest.percent, isExact: weakest.isExact, play: play(weakest.path) },
    passing: passing === undefined ? null : { percent: passing.percent, play: play(passing.path) },
  }
}

export function wordScenarios(reports: readonly ScenarioReport[]): string {
  if (reports.length === 0) return 'There are no scenarios.'
  return reports.map(wordScenario).join('\n\n')
}

function wordScenario(report: ScenarioReport): string {
  const { id, title, scenes, decisions, endings, plays, faults } = report
  const lines = [
    `${title} (${id}): ${count(scenes, 'scene')}, ${count(decisions, 'decision')}, ${count(endings.length, 'ending')}`,
  ]
  if (plays === null) lines.push('  Its plays cannot be walked before its faults are mended.')
  else lines.push(...wordPlays(report, plays).map((line) => `  ${line}`))
  if (faults.length > 0)
    lines.push(`  ${count(faults.length, 'fault')}, which check tells; what could not be read is left out here.`)
  return lines.join('\n')
}

function wordPlays({ endings, passPercent }: ScenarioReport, plays: PlaysReport): readonly string[] {
  const { fewest, most, total, clauses, weakest } = plays
  const ends = endings.map(({ scene, outcome, reached }) => `${scene} (${outcome}${reached ? '' : ', never reached'})`)
  const long = fewest === most ? `${most}` : `${fewest} to ${most}`
  const head = [
    plays.plays === null
      ? `a play can go round for ever, so that plays cannot be counted: ${count(plays.places, 'place')}`
      : `${wordNumber(plays.plays)}, each of ${long} decisions, through ${count(plays.places, 'place')}`,
    `ends as ${ends.join(', ')}`,
  ]
  if (total === null) return head
  const rows = [
    ['', 'least', 'most', 'to pass'],
    ['all', `${total.least}%`, `${total.most}%`, `${passPercent}%`],
    ...clauses.map(({ clause, least, most: best, minimum }) => [
      clause,
      `${least}%`,
      `${best}%`,
      minimum === null ? '' : `${minimum}%`,
    ]),
  ]
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const table = rows.map((row) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  )
  const least =
    weakest === null
      ? []
      : [
          `weakest that breaks nothing critical and reaches its minima, ${weakest.isExact ? '' : 'at most '}${weakest.percent}%: ${weakest.play}`,
        ]
  return [...head, ...table, `best, ${total.most}%: ${total.best}`, `worst, ${total.least}%: ${total.worst}`, ...least]
}

function wordNumber(plays: number): string {
  if (plays > 1e9) return 'More than 1,000,000,000 plays'
  return plays === 1 ? '1 play' : `${plays.toLocaleString('en-GB')} plays`
}
