/**
 * What people do without a story: they earn what their work asks of them and renew it, some early,
 * some late. The table of people tells only what is worth looking at; this tells the rest, by the
 * same rules of audience, deadline and renewal by which the portal judges them.
 */
import { requiredStretches } from '../../src/domain/audience.ts'
import type { Programme } from '../../src/domain/curriculum.ts'
import { addDays, addMonths, daysBetween, FOREVER, later, overlap, timelineOf } from '../../src/domain/days.ts'
import type { Day, Stretch } from '../../src/domain/days.ts'
import { as, type Branch, type Channel, type JobRole, type TeamId } from '../../src/domain/ids.ts'
import {
  absencesOf,
  postingsOf,
  profilesOf,
  type OrganisationHistory,
  type Posting,
} from '../../src/domain/organisation.ts'
import { earns, playsBadly, type Deed } from './deeds.ts'
import type { ProgrammeKey } from './programmes.ts'
import type { PersonStory } from './someone.ts'
import { foundedDaysAgo, newChannels, openedDaysAgo, teams } from './teams.ts'

/** The portal was filled over its first months: most of it in two, the last of it in seven. */
const daysOfFilling = 210
/** Of ten things asked, six are done late: what is new by up to six weeks, what is renewed within grace. */
const lateShare = 0.6
const mostDaysLate = 42
/** Of ten people, one does not pass a scenario at first. */
const shareOfFailedPlays = 0.1
/** Nobody who follows the routine is late today: whoever is, is told of in the table. */
const quietDays = 1

/** The deeds of a person in the programmes that the table does not tell of. */
export function routineOf(person: PersonStory, programmes: readonly Programme[], today: Day): readonly Deed[] {
  if (person.leavesTheRest) return []
  const told = new Set<string>(person.deeds.flatMap((deed) => ('programme' in deed ? deed.programme : [])))
  const opened = addDays(today, -openedDaysAgo)
  const postings = postingsIn(person.deeds, today)
  const absences = absencesOf(postings)
  const profiles = profilesOf(postings, organisationUpTo(today))
  return programmes
    .filter(({ id }) => !told.has(id))
    .flatMap((programme) => {
      const required = requiredStretches(profiles, [{ from: opened, to: FOREVER, value: programme }])
      const pace = paceOf(`${person.key} ${programme.id}`, programme, today)
      const key = programme.id as string as ProgrammeKey
      const isSlow = lotOf(`${person.key} ${key} plays`) < shareOfFailedPlays
      return grantDays({ required, absences, programme, opened, today, pace }).flatMap((on, index) => {
        const ago = daysBetween(on, today)
        return [...(isSlow && index === 0 ? playsBadly(ago + 1, key) : []), ...earns(ago, key)]
      })
    })
}

interface Course {
  readonly required: readonly Stretch[]
  readonly absences: readonly Stretch[]
  readonly programme: Programme
  readonly opened: Day
  readonly today: Day
  readonly pace: Pace
}

/** The days before today on which a certification is granted. */
function grantDays({ required, absences, programme, opened, today, pace }: Course): readonly Day[] {
  const granted: Day[] = []
  let expires: Day | undefined
  for (const stretch of required) {
    const begins: Day = stretch.from === opened ? pace.fills(opened) : pace.begins(stretch.from)
    // Whoever comes back with a certificate goes on with it, and has some days to settle in.
    const goesOn = expires !== undefined && expires >= stretch.from
    let on: Day = goesOn && expires !== undefined ? later(pace.renews(expires), addDays(stretch.from, 4)) : begins
    for (;;) {
      on = afterLeave(on, absences)
      if (on >= stretch.to || on >= today) break
      granted.push(on)
      expires = addMonths(expires === undefined ? on : later(expires, on), programme.validForMonths)
      on = pace.renews(expires)
    }
  }
  return granted
}

interface Pace {
  /** When what was asked on the portal's first day is earned. */
  fills(opened: Day): Day
  /** When what was asked later is earned. */
  begins(asked: Day): Day
  renews(expires: Day): Day
}

/** How quick somebody is in a programme: drawn by lot, but the same lot each time. */
function paceOf(who: string, programme: Programme, today: Day): Pace {
  const { completeWithinDays, renewalWindowDays, graceDays } = programme
  const inTimeOrLate = (inTime: Day, late: Day, lot: number) =>
    lot < lateShare && late < addDays(today, -quietDays) ? late : inTime
  return {
    fills: (opened) => addDays(opened, 4 + Math.floor(lotOf(who) ** 2 * daysOfFilling)),
    begins(asked) {
      const inTime = addDays(asked, 4 + Math.floor(lotOf(who) * 0.8 * (completeWithinDays - 4)))
      const late = addDays(asked, completeWithinDays + 4 + Math.floor(lotOf(`${who} late`) * mostDaysLate))
      return inTimeOrLate(inTime, late, lotOf(`${who} begins`))
    },
    renews(expires) {
      const inTime = addDays(expires, -3 - Math.floor(lotOf(`${who} early`) * 0.8 * (renewalWindowDays - 3)))
      const late = addDays(expires, 3 + Math.floor(lotOf(`${who} late`) * (graceDays - 3)))
      return inTimeOrLate(inTime, late, lotOf(`${who} renews`))
    },
  }
}

/** A number from 0 up to 1 that follows from the words alone (FNV-1a, its bits stirred once more). */
export function lotOf(words: string): number {
  let hash = 0x811c9dc5
  for (const letter of words) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32
}

/** What is earned over three days is put off until none of them is a day away. */
function afterLeave(on: Day, absences: readonly Stretch[]): Day {
  const away = absences.find((absence) => overlap(absence, { from: addDays(on, -2), to: addDays(on, 1) }) !== undefined)
  if (away === undefined) return on
  return away.to === FOREVER ? FOREVER : afterLeave(addDays(away.to, 4), absences)
}

function postingsIn(deeds: readonly Deed[], today: Day): readonly Posting[] {
  const told = <T>(value: (deed: Deed) => T | undefined) =>
    timelineOf(
      deeds.flatMap((deed) => {
        const word = value(deed)
        return word === undefined ? [] : [{ from: addDays(today, -deed.ago), value: word }]
      }),
    )
  return postingsOf({
    employed: told(({ does }) => (does === 'joins' ? true : does === 'leaves' ? false : undefined)),
    away: told(({ does }) => (does === 'goes-away' ? true : does === 'comes-back' ? false : undefined)),
    team: told((deed) => ('team' in deed ? as<TeamId>(deed.team) : undefined)),
    roles: told((deed) => ('roles' in deed ? deed.roles.map((role) => as<JobRole>(role)) : undefined)),
    lineManager: [],
  })
}

/** The teams of the story as the domain sees them, by their keys. */
function organisationUpTo(today: Day): OrganisationHistory {
  const founded = addDays(today, -foundedDaysAgo)
  return new Map(
    teams.map(({ key, branch, channels }) => {
      const id = as<TeamId>(key)
      const served = [
        { from: founded, value: channels.map((channel) => as<Channel>(channel)) },
        ...newChannels
          .filter(({ team }) => team === key)
          .map(({ ago, channels: all }) => ({
            from: addDays(today, -ago),
            value: all.map((channel) => as<Channel>(channel)),
          })),
      ]
      const at = [{ from: founded, to: FOREVER, value: as<Branch>(branch) }]
      return [id, { id, open: [], parent: [], managers: [], branch: at, channels: timelineOf(served) }]
    }),
  )
}
