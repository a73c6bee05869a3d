/** Puts into words why a programme asks something of a person or nothing. */
import { wordBecause, wordToCome, type Coming, type Whom } from './because.ts'
import { dayInWords } from './day-words.ts'
import { FOREVER, type Day, type Stretch } from './days.ts'
import { listed, type Names } from './history-words.ts'
import type { NotAsked } from './not-required.ts'
import { lowerFirst } from './scope-words.ts'
import type { Because } from './standing.ts'

type OutsideAudience = Extract<NotAsked, { readonly code: 'outside-audience' }>

/**
 * Why somebody stands as they do, asked or not: "Not asked since 12 September 2026: moved to Written,
 * which does not have telephone among its channels."
 */
export function wordReason(because: Because | NotAsked, names: Names, whom: Whom = 'you'): string {
  return worded(because, names, { since: 'since', whom, isToCome: false })
}

/** The same of days still to come: "Not asked from 12 December 2026: moves to Written, which …". */
export function wordReasonToCome(
  because: Because | NotAsked,
  names: Names,
  whom: Whom = 'you',
  coming?: Coming,
): string {
  return worded(because, names, { since: 'from', whom, isToCome: true, coming })
}

type Entry = Stretch & { readonly because: Because | NotAsked }

/** Why an entry stands or will stand, `among` all entries of its programme. */
export function wordEntry(entry: Entry, among: readonly Entry[], today: Day, names: Names, whom: Whom = 'you'): string {
  const { from, because } = entry
  if (from <= today) return wordReason(because, names, whom)
  const after = among.find(({ to }) => to === from)?.because
  return wordReasonToCome(because, names, whom, { today, from, after })
}

interface Telling {
  readonly since: 'since' | 'from'
  readonly whom: Whom
  readonly isToCome: boolean
  readonly coming?: Coming | undefined
}

function worded(because: Because | NotAsked, names: Names, telling: Telling): string {
  switch (because.code) {
    case 'not-employed-yet':
      return because.joinsOn === FOREVER
        ? 'Not asked: never employed.'
        : `Not asked before ${dayInWords(because.joinsOn)}, the first day of work.`
    case 'left':
      return `Not asked ${telling.since} ${dayInWords(because.on)}: no longer employed.`
    case 'not-published-yet':
      return because.publishedOn === FOREVER
        ? 'Not asked: the programme is not published.'
        : `Not asked before ${dayInWords(because.publishedOn)}, when the programme was published.`
    case 'withdrawn':
      return `Not asked ${telling.since} ${dayInWords(because.on)}: the programme was withdrawn.`
    case 'outside-audience': {
      const parts = [
        because.turns.includes('programme') ? 'the programme changed whom it asks' : '',
        ofThePlace(because, names, telling),
        ofTheRoles(because, names, telling),
      ].filter((part) => part !== '')
      return `Not asked ${telling.since} ${dayInWords(because.on)}: ${parts.join('; ')}.`
    }
    default:
      return telling.isToCome
        ? wordToCome(because, names.reasons, telling.coming)
        : wordBecause(because, telling.whom, names.reasons)
  }
}

/** "moved to Written, which does not have telephone among its channels"; empty when team, channels and branch are no reason. */
function ofThePlace({ team, turns, lacking }: OutsideAudience, names: Names, { whom, isToCome }: Telling): string {
  const { channels, branches } = lacking
  if (channels === undefined && branches === undefined) return ''
  const served = anyOf((channels ?? []).map((channel) => lowerFirst(names.channel(channel))))
  const places = anyOf((branches ?? []).map((branch) => names.branch(branch)))
  if (team === null) {
    const asked = listed(
      [...(served ? [`have ${served} among their channels`] : []), ...(places ? [`are at ${places}`] : [])],
      '',
    )
    return `${turns.includes('team') ? 'no longer in a team' : 'in no team'}, and it is for teams that ${asked}`
  }
  if (turns.includes('place')) {
    const lost = [
      ...(served ? [`no longer has ${served} among its channels`] : []),
      ...(places ? [`is no longer at ${places}`] : []),
    ]
    return `${names.team(team)} ${listed(lost, '')}`
  }
  const lacks = [
    ...(served ? [`does not have ${served} among its channels`] : []),
    ...(places ? [`is not at ${places}`] : []),
  ]
  const you = whom === 'you'
  const moved = isToCome ? (you ? 'you move to' : 'moves to') : you ? 'you moved to' : 'moved to'
  return `${turns.includes('team') ? moved : 'in'} ${names.team(team)}, which ${listed(lacks, '')}`
}

/** "now works as QA specialist, not as adviser or team leader"; empty when job roles are no reason. */
function ofTheRoles({ roles, turns, lacking }: OutsideAudience, names: Names, { whom, isToCome }: Telling): string {
  if (lacking.roles === undefined) return ''
  const asked = anyOf(lacking.roles.map((role) => lowerFirst(names.role(role))))
  const you = whom === 'you'
  if (roles.length === 0) return `${you ? 'you have' : 'has'} no job role, and it is for whoever works as ${asked}`
  const held = listed(
    roles.map((role) => lowerFirst(names.role(role))),
    '',
  )
  const when = turns.includes('roles') ? (isToCome ? 'then ' : 'now ') : ''
  return `${you ? 'you ' : ''}${when}${you ? 'work' : 'works'} as ${held}, not as ${asked}`
}

/** A list of which one would be enough. */
function anyOf(words: readonly string[]): string {
  return new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(words)
}
