import { currentLibrary } from '../../db/publications.ts'
import type { ProgrammeId } from '../domain/ids.ts'
import { nothingRequired, type Readiness } from '../domain/readiness.ts'
import { readyPercent } from '../domain/readiness-bands.ts'
import { reportReadiness, type ReadinessReport } from '../workflows/report-readiness.ts'
import { todayIn } from '../workflows/today-in.ts'
import { jsonOption, Refused, type Command } from './command.ts'
import { reading } from './database.ts'
import { dayGiven, onOption } from './days.ts'

export const command: Command = {
  usage: 'readiness [--on DATE] [--json]',
  says: 'Shows the ready share of what is required, by team and programme, on any day.',
  options: { on: onOption, json: jsonOption },
  words: [0, 0],
  async run({ flag, text, settings, out }) {
    const given = dayGiven(text('on'))
    const report = await reading(settings(), async (db) => {
      if ((await currentLibrary(db)) === undefined) throw new Refused('Nothing has been published yet.')
      const now = Temporal.Now.instant()
      const on = given ?? (await todayIn(db, now))
      return reportReadiness(db, { on, scope: 'everybody' }, now)
    })
    if (flag('json')) out.printJson(asData(report))
    else out.print(inWords(report))
    return 0
  },
}

function figures({ ready, required, kinds }: Readiness) {
  return { ready, required, percent: readyPercent(ready, required) ?? null, kinds: Object.fromEntries(kinds) }
}

function asData(report: ReadinessReport) {
  return {
    on: report.on,
    targetPercent: report.targetPercent,
    catchingUp: report.catchingUp,
    whole: figures(report.whole),
    withoutTeam: figures(report.withoutTeam),
    programmes: report.programmes.map(({ id, title }) => ({
      id,
      title,
      ...figures(report.byProgramme.get(id) ?? nothingRequired),
    })),
    teams: report.teams.map(({ team, all, byProgramme, people }) => ({
      id: team.id,
      name: team.name,
      parent: team.parent,
      depth: team.depth,
      people,
      ...figures(all),
      programmes: Object.fromEntries([...byProgramme].map(([programme, readiness]) => [programme, figures(readiness)])),
    })),
  }
}

/** A table of teams by programmes, whose columns are numbered, because titles are long; then the programmes. */
function inWords(report: ReadinessReport): string {
  const { programmes, whole, withoutTeam, byProgramme } = report
  const percent = ({ ready, required }: Readiness) => (required === 0 ? '-' : `${readyPercent(ready, required)}%`)
  const share = ({ ready, required }: Readiness) => (required === 0 ? '' : `${ready} of ${required}`)
  const cells = (known: ReadonlyMap<ProgrammeId, Readiness>) =>
    programmes.map(({ id }) => percent(known.get(id) ?? nothingRequired))
  const rows = [
    ['', 'all', '', ...programmes.map((_, index) => String(index + 1))],
    ...report.teams.map(({ team, all, byProgramme: known }) => [
      `${'  '.repeat(team.depth)}${team.name}`,
      percent(all),
      share(all),
      ...cells(known),
    ]),
    ...(withoutTeam.required === 0 ? [] : [['Without a team', percent(withoutTeam), share(withoutTeam)]]),
    ['All', percent(whole), share(whole), ...cells(byProgramme)],
  ]
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd()
  return [
    `Readiness on ${report.on}; the target is ${report.targetPercent}%.`,
    '',
    ...rows.map(line),
    '',
    ...programmes.map(({ title }, index) => `${index + 1}  ${title}`),
  ].join('\n')
}
