/**
 * The story of a programme as a drawing: tracks of bars and signs over one line of time, in per cent of its
 * width. Signs of one sort that would lie over each other are one, with their number.
 */
import { FOREVER, addDays, addMonths, earlier, later, type Day } from './days.ts'
import { inForce, isException, type Exception } from './exceptions.ts'
import type { ExceptionKind } from './facts.ts'
import { placeOf, type LaneWindow } from './lane.ts'
import { firstDayOf, lastDayOf, type ProgrammeStory, type StoryEvent } from './programme-story.ts'

export const storyTracks = ['certificates', 'quizzes', 'plays', 'shown', 'clauses', 'decisions', 'work'] as const
export type StoryTrack = (typeof storyTracks)[number]

export const trackWords: Readonly<Record<StoryTrack, string>> = {
  certificates: 'Certificates',
  quizzes: 'Quizzes',
  plays: 'Scenarios',
  shown: 'Learned and read',
  clauses: 'Clauses changed',
  decisions: 'Decisions',
  work: 'Work and leave',
}

export const storySigns = [
  'passed',
  'failed',
  'begun',
  'play-passed',
  'play-failed',
  'play-begun',
  'lesson',
  'read',
  'updated',
  'missed',
  'published',
  'in-force',
  'decided',
  'revoked',
  'withdrawn',
  'joined',
  'left',
  'moved',
] as const
export type StorySign = (typeof storySigns)[number]

export const storyBars = [
  'holds',
  'window',
  'extended',
  'grace',
  'followed',
  'revoked',
  'void',
  'waiver',
  'pause',
  'more-time',
  'leave',
] as const
export type StoryBarKind = (typeof storyBars)[number]

export const signWords: Readonly<Record<StorySign, string>> = {
  passed: 'quiz passed',
  failed: 'quiz not passed',
  begun: 'quiz begun',
  'play-passed': 'scenario passed',
  'play-failed': 'scenario not passed',
  'play-begun': 'scenario begun',
  lesson: 'lesson finished',
  read: 'read and understood',
  updated: 'changed clause shown',
  missed: 'changed clause tried',
  published: 'publication changed its clauses',
  'in-force': 'the change comes into force',
  decided: 'exception recorded',
  revoked: 'certificate taken back',
  withdrawn: 'exception withdrawn',
  joined: 'joined',
  left: 'left',
  moved: 'team or job role changed',
}

export const barWords: Readonly<Record<StoryBarKind, string>> = {
  holds: 'certificate holds',
  window: 'renewal open',
  extended: 'extended',
  grace: 'grace: the short renewal is enough',
  followed: 'followed by a later one',
  revoked: 'taken back',
  void: 'void',
  waiver: 'exempt',
  pause: 'set aside',
  'more-time': 'more time',
  leave: 'leave',
}

export interface DrawnBar {
  readonly kind: StoryBarKind
  readonly x: number
  readonly width: number
  readonly row: number
  /** Follows only if nothing happens: drawn hollow. */
  readonly isToCome: boolean
}

export interface DrawnSign {
  readonly sign: StorySign
  readonly x: number
  readonly row: number
  readonly isToCome: boolean
  /** What it stands for; several where they would lie over each other. */
  readonly events: readonly StoryEvent[]
}

/** The number of a cycle where it begins. */
export interface DrawnNumber {
  readonly x: number
  readonly row: number
  readonly number: number
}

export interface DrawnTrack {
  readonly track: StoryTrack
  readonly rows: number
  readonly bars: readonly DrawnBar[]
  readonly signs: readonly DrawnSign[]
  readonly numbers: readonly DrawnNumber[]
}

/** Nearer than this, in per cent, two signs of one sort are one: so wide is a sign on a phone, and one with its number. */
const apart = 3.5
const apartFromNumber = 7
/** Nearer than this the number of a cycle would stand on that of the one before. */
const numbersApart = 3

/** From before the first thing that happened, a year ago at the latest, to after the last that is known. */
export function windowOf(story: ProgrammeStory, today: Day): LaneWindow {
  const first = firstDayOf(story) ?? today
  const last = earlier(lastDayOf(story) ?? today, addMonths(today, 40))
  return {
    from: earlier(addMonths(today, -12), addMonths(first, -1)),
    to: later(addMonths(today, 6), addMonths(last, 2)),
  }
}

/** The tracks that hold anything, each with its rows from 0. */
export function drawStory(story: ProgrammeStory, window: LaneWindow, today: Day): readonly DrawnTrack[] {
  const signs = signsOf(story, window, today)
  const found: Readonly<Record<StoryTrack, Omit<DrawnTrack, 'track' | 'rows'>>> = {
    certificates: certificatesOf(story, window, today),
    quizzes: { bars: [], numbers: [], signs: signs('passed', 'failed', 'begun') },
    plays: { bars: [], numbers: [], signs: signs('play-passed', 'play-failed', 'play-begun') },
    shown: { bars: [], numbers: [], signs: signs('lesson', 'read', 'updated', 'missed') },
    clauses: { bars: [], numbers: [], signs: signs('published', 'in-force') },
    decisions: {
      bars: decisionsOf(story.exceptions, window, today),
      numbers: [],
      signs: signs('decided', 'revoked', 'withdrawn'),
    },
    work: { bars: leaveOf(story, window, today), numbers: [], signs: signs('joined', 'left', 'moved') },
  }
  return storyTracks.flatMap((track): DrawnTrack[] => {
    const drawn = beneathBars(found[track])
    const rows = Math.max(-1, ...drawn.bars.map(({ row }) => row), ...drawn.signs.map(({ row }) => row)) + 1
    return rows === 0 ? [] : [{ track, rows, ...drawn }]
  })
}

/** Signs stand on rows of their own beneath the bars, each sort on its own, and no row is left empty. */
function beneathBars(drawn: Omit<DrawnTrack, 'track' | 'rows'>): Omit<DrawnTrack, 'track' | 'rows'> {
  const barRows = Math.max(-1, ...drawn.bars.map(({ row }) => row)) + 1
  const used = [...new Set(drawn.signs.map(({ row }) => row))].toSorted((a, b) => a - b)
  return { ...drawn, signs: drawn.signs.map((sign) => ({ ...sign, row: barRows + used.indexOf(sign.row) })) }
}

function barOf(
  kind: StoryBarKind,
  days: { readonly from: Day; readonly to: Day },
  row: number,
  window: LaneWindow,
  today: Day,
): readonly DrawnBar[] {
  const piece = (from: Day, to: Day, isToCome: boolean): DrawnBar[] => {
    const x = Math.max(0, placeOf(from, window))
    const end = Math.min(100, placeOf(to, window))
    return from < to && end > x ? [{ kind, x, width: Math.round((end - x) * 100) / 100, row, isToCome }] : []
  }
  return [
    ...piece(days.from, earlier(days.to, today), false),
    ...piece(later(days.from, today), days.to, days.to > today),
  ]
}

/** Each cycle on the first row on which nothing lies yet: cycles overlap where a renewal came early. */
function certificatesOf({ cycles }: ProgrammeStory, window: LaneWindow, today: Day) {
  const ends: Day[] = []
  const bars: DrawnBar[] = []
  const numbers: DrawnNumber[] = []
  for (const { on, number, pieces } of cycles) {
    const end = pieces.at(-1)?.to ?? addDays(on, 1)
    const free = ends.findIndex((taken) => taken <= on)
    const row = free === -1 ? ends.length : free
    ends[row] = end
    bars.push(...pieces.flatMap((piece) => barOf(piece.kind, piece, row, window, today)))
    const x = placeOf(on, window)
    const last = numbers.findLast((one) => one.row === row)
    if (x >= 0 && x < 100 && (last === undefined || x - last.x >= numbersApart)) numbers.push({ x, row, number })
  }
  return { bars, numbers, signs: [] }
}

/** Waivers, pauses and extensions over their days; what overlaps lies on rows of its own. */
function decisionsOf(exceptions: readonly Exception[], window: LaneWindow, today: Day): readonly DrawnBar[] {
  const ends: Day[] = []
  return exceptions.flatMap((exception) => {
    const kind = barOfException[exception.terms.kind]
    const days = daysOf(exception)
    if (kind === undefined || days === undefined) return []
    const free = ends.findIndex((taken) => taken <= days.from)
    const row = free === -1 ? ends.length : free
    ends[row] = days.to
    return barOf(kind, days, row, window, today)
  })
}

const barOfException: Readonly<Record<ExceptionKind, StoryBarKind | undefined>> = {
  waiver: 'waiver',
  pause: 'pause',
  extension: 'more-time',
  revocation: undefined,
  'prior-learning': undefined,
  'test-out': undefined,
  'manual-grant': undefined,
  'more-attempts': undefined,
}

function daysOf(exception: Exception): { readonly from: Day; readonly to: Day } | undefined {
  const force = inForce(exception)
  if (force === undefined || !isException(exception, 'extension')) return force
  return { from: force.from, to: earlier(force.to, addDays(exception.terms.until, 1)) }
}

function leaveOf({ events }: ProgrammeStory, window: LaneWindow, today: Day): readonly DrawnBar[] {
  const turns = events.flatMap((event) => (event.kind === 'life' && event.happening.about === 'leave' ? [event] : []))
  return turns.flatMap(({ on, happening }, index) => {
    if (!happening.begins) return []
    const back = turns.slice(index + 1).find((later) => !later.happening.begins)
    return barOf('leave', { from: on, to: back?.on ?? FOREVER }, 0, window, today)
  })
}

function signsOf({ events }: ProgrammeStory, window: LaneWindow, today: Day) {
  const joinedOn = new Set(events.flatMap((event) => (signOf(event) === 'joined' ? [event.on] : [])))
  const bySign = Map.groupBy(events, (event) => {
    const sign = signOf(event)
    // The first team and job role come with the first day.
    return sign === 'moved' && joinedOn.has(event.on) ? undefined : sign
  })
  return (...wanted: readonly StorySign[]): readonly DrawnSign[] =>
    wanted.flatMap((sign) => {
      const drawn: { x: number; isToCome: boolean; events: StoryEvent[] }[] = []
      for (const event of bySign.get(sign) ?? []) {
        const x = placeOf(event.on, window)
        if (x < 0 || x > 100) continue
        const isToCome = event.on > today
        const last = drawn.at(-1)
        const room = last !== undefined && last.events.length > 1 ? apartFromNumber : apart
        if (last !== undefined && x - last.x < room && last.isToCome === isToCome) last.events.push(event)
        else drawn.push({ x, isToCome, events: [event] })
      }
      return drawn.map((one) => ({ sign, row: rowOf[sign], ...one }))
    })
}

/** Sorts that seldom meet share a row. */
const rowOf: Readonly<Record<StorySign, number>> = {
  passed: 0,
  failed: 1,
  begun: 2,
  'play-passed': 0,
  'play-failed': 1,
  'play-begun': 2,
  lesson: 0,
  read: 1,
  updated: 2,
  missed: 3,
  published: 0,
  'in-force': 1,
  decided: 0,
  revoked: 1,
  withdrawn: 2,
  joined: 0,
  left: 0,
  moved: 1,
}

/** Undefined for what a bar or the standing's own lane shows, and for half of what is drawn once it is whole. */
function signOf(event: StoryEvent): StorySign | undefined {
  switch (event.kind) {
    case 'attempt':
      return event.outcome === 'open' ? 'begun' : event.outcome
    case 'play':
      return event.outcome === 'open' ? 'play-begun' : `play-${event.outcome}`
    case 'lesson':
      return 'lesson'
    case 'acknowledged':
      return 'read'
    case 'updated':
      return 'updated'
    case 'update-missed':
      return 'missed'
    case 'published':
    case 'recounted':
      return 'published'
    case 'in-force':
      return 'in-force'
    case 'exception':
      return event.exception.terms.kind === 'revocation' ? 'revoked' : 'decided'
    case 'withdrawn':
      return 'withdrawn'
    case 'life':
      return signOfLife(event.happening)
    case 'standing':
    case 'granted':
    case 'exception-over':
    case 'update-answered':
      return undefined
  }
}

function signOfLife({ about, begins }: Extract<StoryEvent, { kind: 'life' }>['happening']): StorySign | undefined {
  switch (about) {
    case 'employment':
      return begins ? 'joined' : 'left'
    case 'team':
    case 'roles':
      return 'moved'
    case 'reports':
    case 'leave':
      return undefined
  }
}
