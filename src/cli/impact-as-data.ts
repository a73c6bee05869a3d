/** The impact of a publication as plain data: ids and figures, and no names of people. */
import type { GroupImpact } from '../domain/impact-by-team.ts'
import type { ClauseImpact, ImpactReport, ProgrammeImpact } from '../workflows/report-impact.ts'

export function impactAsData(report: ImpactReport): unknown {
  if (report.kind === 'same') {
    const { lately, ...rest } = report
    return {
      ...rest,
      lately: lately.map(({ changes, ...one }) => ({
        ...one,
        changes: changes.map(({ clause, revision, verdict }) => ({ clause, revision, verdict })),
      })),
    }
  }
  if (report.kind !== 'impact') return report
  const { on, publication, clauses, days, byTeam, people, programmes, idleRecounts } = report
  const { stale, staleScenarios, coverageLost, changes, catchingUp } = report
  return {
    kind: report.kind,
    on,
    publication,
    catchingUp,
    days,
    whole: group(byTeam.whole),
    outside: group(byTeam.outside),
    teams: byTeam.teams.map(({ team, ...impact }) => ({
      id: team.id,
      name: team.name,
      parent: team.parent,
      depth: team.depth,
      ...group(impact),
    })),
    people,
    clauses: clauses.map(clauseData),
    programmes: programmes.map(programmeData),
    idleRecounts,
    stale,
    staleScenarios,
    coverageLost,
    changes,
  }
}

function group({ people, later, entering, released, minutes, days, backOn }: GroupImpact) {
  return { people, later, entering, released, minutes, days, dueBackOn: backOn ?? null }
}

function clauseData({ clause, verdict, before, after, line, notice, change, dueOn, people, replays }: ClauseImpact) {
  return {
    clause,
    verdict,
    was: before === undefined ? null : { revision: before.revision, level: before.level, text: before.text },
    is: after === undefined ? null : { revision: after.revision, level: after.level, text: after.text },
    why: line?.why ?? null,
    author: line?.author ?? null,
    approver: line?.approver ?? null,
    notice: notice?.id ?? null,
    effectiveOn: change?.effectiveOn ?? null,
    updateWithinDays: change?.updateWithinDays ?? null,
    asks: change?.asks ?? false,
    dueOn: dueOn ?? null,
    people,
    replays,
  }
}

function programmeData({ programme, recounted, ...rest }: ProgrammeImpact) {
  const { title, state, terms, keepsEnds, entering, released, days } = rest
  return { id: programme, title, state, terms, recounted: recounted ?? null, keepsEnds, entering, released, days }
}
