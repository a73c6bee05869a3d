import { currentLibrary } from '../../db/publications.ts'
import { dayOf } from '../domain/days.ts'
import type { Readiness } from '../domain/readiness.ts'
import { readyPercent } from '../domain/readiness-bands.ts'
import { reportReadiness, type ReadinessReport } from '../workflows/report-readiness.ts'
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
      const library = await currentLibrary(db)
      if (library === undefined) throw new Refused('Nothing has been published yet.')
      const now = Temporal.Now.instant()
      const on = given ?? dayOf(now, library.curriculum.organisation.timeZone)
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

function inWords(report: ReadinessReport): string {
  const share = ({ ready, required }: Readiness) =>
    required === 0 ? 'nothing required' : `${readyPercent(ready, required)}%  ${ready} of ${required}`
  const width = Math.max(12, ...report.teams.map(({ team }) => team.name.length + 2 * team.depth))
  const lines = report.teams.map(
    ({ team, all }) => `${`${'  '.repeat(team.depth)}${team.name}`.padEnd(width)}  ${share(all)}`,
  )
  return [
    `Readiness on ${report.on}; the target is ${report.targetPercent}%.`,
    ...lines,
    `${'All'.padEnd(width)}  ${share(report.whole)}`,
  ].join('\n')
}
