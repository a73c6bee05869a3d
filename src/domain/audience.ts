/** Which days a programme asks a person for its certification. */
import type { Audience, Programme } from './curriculum.ts'
import { FOREVER, addDays, daysBetween, overlap, type Day, type Holding, type Stretch } from './days.ts'
import type { Branch, Channel, JobRole } from './ids.ts'
import { joined, sharedStretches, type Profile } from './organisation.ts'

/** A programme's rules as each publication stated them, from the day of the publication on. */
export type RuleHistory = readonly Holding<Programme>[]

/** What an audience asks for and somebody lacks: to have any one of each list would do. */
export interface Lacking {
  readonly roles?: readonly JobRole[]
  readonly channels?: readonly Channel[]
  readonly branches?: readonly Branch[]
}

type Placing = Pick<Profile, 'roles' | 'channels' | 'branch'>

/** What somebody placed like this lacks to be asked; undefined when they are. A scope not given narrows nobody out. */
export function lackingFor({ roles, channels, branches }: Audience, profile: Placing): Lacking | undefined {
  const lacksRole = roles !== 'everyone' && !profile.roles.some((role) => roles.includes(role))
  const lacksChannel = channels !== undefined && !profile.channels.some((channel) => channels.includes(channel))
  const lacksBranch = branches !== undefined && (profile.branch === null || !branches.includes(profile.branch))
  if (!lacksRole && !lacksChannel && !lacksBranch) return undefined
  return { ...(lacksRole && { roles }), ...(lacksChannel && { channels }), ...(lacksBranch && { branches }) }
}

/** Whether somebody placed like this is asked. */
export function isInAudience(audience: Audience, profile: Placing): boolean {
  return lackingFor(audience, profile) === undefined
}

/**
 * The stretches in which a programme asks a person, in order. Leave does not interrupt them (the
 * person is paused, not released), and neither does a move between two teams that are both asked.
 */
export function requiredStretches(profiles: readonly Profile[], rules: RuleHistory): readonly Stretch[] {
  const asked = rules.flatMap((rule) =>
    profiles.flatMap((profile) => {
      const days = overlap(rule, profile)
      return days !== undefined && isInAudience(rule.value.audience, profile) ? [days] : []
    }),
  )
  return joined(
    asked.toSorted((a, b) => (a.from < b.from ? -1 : 1)),
    () => true,
  )
}

/**
 * The day by which something asked on `from` is due: `days` later, moved on by every day away
 * between the asking and the due day, so that leave costs nobody time. While somebody is away
 * without a known return, nothing falls due (`FOREVER`).
 */
export function dueDay(from: Day, days: number, absences: readonly Stretch[]): Day {
  let due = addDays(from, days)
  for (;;) {
    const away = sharedStretches({ from, to: addDays(due, 1) }, absences)
    if (absences.some((absence) => absence.to === FOREVER && absence.from <= due)) return FOREVER
    const moved = addDays(
      from,
      days + away.reduce((total, stretch) => total + daysBetween(stretch.from, stretch.to), 0),
    )
    if (moved === due) return due
    due = moved
  }
}
