/** One person's training today, as the learner's pages show it. */
import { factsOf } from '../../db/ledger.ts'
import { spansOf } from '../../db/standings.ts'
import type { Viewer } from '../domain/access.ts'
import type { Programme, Requirement } from '../domain/curriculum.ts'
import { holds, type Day } from '../domain/days.ts'
import { isKind, type Recorded } from '../domain/facts.ts'
import type { CertificateId, ProgrammeId } from '../domain/ids.ts'
import type { Library } from '../domain/library.ts'
import type { Span } from '../domain/standing.ts'
import { quizzesUsedUp, type UsedUp } from '../domain/attempt-limits.ts'
import { tasksFrom, type StandingInProgramme, type Task } from '../domain/training.ts'
import { windowsNotOpen, type WindowNotOpen } from '../domain/window-not-open.ts'
import { reportUsedUp } from '../workflows/report-used-up.ts'

export interface Training {
  readonly facts: readonly Recorded[]
  /** Through time, by programme. */
  readonly spans: ReadonlyMap<ProgrammeId, readonly Span[]>
  /** Today, in every programme that asks the person. */
  readonly standings: readonly StandingInProgramme[]
  readonly tasks: readonly Task[]
  /** The quizzes asked of the person at which no attempt is left. */
  readonly usedUp: readonly UsedUp[]
}

export async function trainingOf(
  { portal, library, today }: Pick<App.Locals, 'portal' | 'library' | 'today'>,
  viewer: Viewer,
): Promise<Training> {
  const facts = await factsOf(portal.db.reader, viewer.id)
  const spans = await spansOf(portal.db, viewer.id)
  const standings = [...spans].flatMap(([programme, timeline]) =>
    timeline.flatMap((span) => (holds(span, today) ? [{ ...span, programme }] : [])),
  )
  const usedUp = await reportUsedUp(portal.db, { person: viewer.id, facts, library, today })
  const tasks = tasksFrom(library, standings, facts, today, quizzesUsedUp(usedUp))
  return { facts, spans, standings, tasks, usedUp }
}

export interface GrantToShow {
  readonly certificate: CertificateId
  /** Undefined when a later publication has left the programme out. */
  readonly programme: Programme | undefined
  readonly expiresOn: Day
}

/** The certifications whose last requirement was met by one recorded fact. */
export function grantedBy(library: Library, facts: readonly Recorded[], sequence: number): readonly GrantToShow[] {
  return facts
    .filter((recorded) => isKind(recorded, 'granted'))
    .filter(({ fact }) => Math.max(...fact.evidence) === sequence)
    .map(({ fact: { certificate, programme, expiresOn } }) => ({
      certificate,
      programme: library.programmes.get(programme),
      expiresOn,
    }))
}

/** Certificates for which the viewer would show a requirement too early, because their renewal is not open. */
export async function tooEarlyFor(
  locals: Pick<App.Locals, 'portal' | 'library' | 'today'>,
  viewer: Viewer,
  requirement: Requirement,
): Promise<readonly WindowNotOpen[]> {
  const { facts, standings } = await trainingOf(locals, viewer)
  const asking = standings.map(({ programme }) => programme)
  return windowsNotOpen(locals.library, asking, facts, requirement, locals.today)
}
