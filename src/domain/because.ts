/** Puts the causes of standings into words, to the person or about the person. */
import { dayInWords } from './day-words.ts'
import { FOREVER, addDays, type Day } from './days.ts'
import { unpin, type PinnedClause, type ReasonId } from './ids.ts'
import { listed, lowerFirst } from './scope-words.ts'
import { askedDays, type Because, type UpdateBecause } from './standing.ts'
import { capitalised, countedInWords } from './words.ts'

/** `you`, or the name of the person spoken about. */
export type Whom = 'you' | { readonly name: string }

/** What the organisation's list calls each reason for an exception. */
export type Reasons = ReadonlyMap<ReasonId, string>
/** Where no list is at hand: a reason without a name is left unsaid. */
export const unnamedReasons: Reasons = new Map()

/** One or two sentences: why the standing is what it is, and what comes next. */
export function wordBecause(because: Because, whom: Whom = 'you', reasons: Reasons = unnamedReasons): string {
  const said = wordCause(because, whom, reasons)
  if (!('extension' in because)) return said
  return `${said} ${'expiresOn' in because ? 'The certificate was extended.' : 'The day was moved by an extension.'}`
}

function wordCause(because: Because, whom: Whom, reasons: Reasons): string {
  const you = whom === 'you'
  const subject = you ? 'You' : whom.name
  const was = you ? 'were' : 'was'
  switch (because.code) {
    case 'asked':
      return because.due === FOREVER
        ? `Asked of ${you ? 'you' : whom.name} since ${words(because.on)}. No day is set while ${you ? 'you are' : 'the person is'} away.`
        : `Asked of ${you ? 'you' : whom.name} since ${words(because.on)}, to be done by ${words(because.due)}.`
    case 'returned':
      return `Asked of ${you ? 'you' : whom.name} again since ${words(because.on)}, because the earlier certificate ran out on ${words(because.expiredOn)}. To be done by ${words(because.due)}.`
    case 'past-due':
      return `Asked of ${you ? 'you' : whom.name} on ${words(because.on)} and due by ${words(because.due)}.`
    case 'certified':
      return `${subject} ${was} certified${byHand(because)} on ${words(because.on)}. It holds until ${words(because.expiresOn)}, and renewal opens on ${words(because.windowOpensOn)}.`
    case 'window-open':
      return `${subject} ${was} certified${byHand(because)} on ${words(because.on)}. Renewal has been open since ${words(because.windowOpensOn)}; without it the certificate runs out after ${words(because.expiresOn)}.`
    case 'clauses-changed': {
      if (because.ownDays !== undefined) {
        return `${asking(because, you ? 'you' : whom.name)}: ${byItsDay(because)}. The certificate goes on until ${words(because.expiresOn)}.`
      }
      const update = you ? 'Your update' : 'The update'
      const when =
        because.due === FOREVER
          ? `has no day while ${you ? 'you are' : 'the person is'} away`
          : `is due by ${words(because.due)}`
      return `${asking(because, you ? 'you' : whom.name)}. ${update} ${when}; the certificate goes on until ${words(because.expiresOn)}.`
    }
    case 'update-late':
      if (because.ownDays !== undefined) {
        return `${asking(because, you ? 'you' : whom.name)}: ${byItsDay(because)}. The first of these days has passed. The certificate goes on until ${words(because.expiresOn)}, and counts again once what is late is shown.`
      }
      return `${asking(because, you ? 'you' : whom.name)}, and ${you ? 'your' : 'the'} update was due by ${words(because.due)}. The certificate goes on until ${words(because.expiresOn)}, and counts again once the update is done.`
    case 'lapsed':
      return `The certificate of ${words(because.on)} ran out after ${words(because.expiredOn)}. Until ${words(because.graceEndsOn)} the shorter renewal is enough.`
    case 'grace-over':
      return `The certificate of ${words(because.on)} ran out after ${words(because.expiredOn)}, and the time for a short renewal ended on ${words(because.graceEndsOn)}. The whole programme is asked again.`
    case 'away':
      return because.to === FOREVER
        ? `Leave since ${words(because.from)}. Deadlines wait; an expiry does not.`
        : `Leave from ${words(because.from)}, back on ${words(because.to)}. Deadlines wait; an expiry does not.`
    case 'set-aside': {
      const until = because.to === FOREVER ? '' : `, and goes on from ${words(because.to)}`
      return `Set aside since ${words(because.from)}${until}${reasonOf(because.reason, reasons)}. Deadlines wait; an expiry does not.`
    }
    case 'waived': {
      const days =
        because.to === FOREVER
          ? `since ${words(because.from)}`
          : `from ${words(because.from)} to ${words(addDays(because.to, -1))}`
      return `${subject} ${you ? 'are' : 'is'} exempt ${days}${reasonOf(because.reason, reasons)}. It ends by itself.`
    }
    case 'revoked': {
      const by = because.due === FOREVER ? '' : ` by ${words(because.due)}`
      return `The certificate was taken back on ${words(because.on)}${reasonOf(because.reason, reasons)}. The whole programme is to be shown anew${by}.`
    }
  }
}

function byHand(because: { readonly byHand?: true }): string {
  return because.byHand ? ' by hand' : ''
}

/** ": long absence", or nothing while the reason has no name. */
function reasonOf(reason: ReasonId, reasons: Reasons): string {
  const label = reasons.get(reason)
  return label === undefined ? '' : `: ${lowerFirst(label)}`
}

/** When a standing still to come begins, and what it follows on. */
export interface Coming {
  readonly today: Day
  readonly from: Day
  /** What stands up to its first day. */
  readonly after: { readonly code: string } | undefined
}

/** What a standing still to come rests on: it follows only if nothing happens before. */
export function wordToCome(because: Because, reasons: Reasons = unnamedReasons, coming?: Coming): string {
  switch (because.code) {
    case 'asked':
    case 'returned':
      return because.due === FOREVER
        ? 'Asked from that day.'
        : `Asked from that day, to be done by ${words(because.due)}.`
    case 'past-due':
      return wordLate(because.due, 'it', coming)
    case 'certified':
      return `Certified from that day until ${words(because.expiresOn)}.`
    case 'window-open':
      return `Renewal opens. The certificate holds until ${words(because.expiresOn)}, and renewing it never shortens it.`
    case 'clauses-changed': {
      const { subject, isOne } = named(because.clauses)
      const asks = `${capitalised(subject)} ${isOne ? 'asks' : 'ask'} something new from that day.`
      if (because.ownDays !== undefined) return `${asks.slice(0, -1)}: ${byItsDay(because)}.`
      return because.due === FOREVER ? asks : `${asks} The update is due by ${words(because.due)}.`
    }
    case 'update-late':
      return wordLate(because.due, 'the update', coming)
    case 'lapsed':
      if (coming !== undefined && coming.from > addDays(because.expiredOn, 1))
        return `${whenOver(coming)}, the shorter renewal is asked, unless it is done by then. It is enough until ${words(because.graceEndsOn)}.`
      return `Only if it is not renewed by ${words(because.expiredOn)}. Until ${words(because.graceEndsOn)} the shorter renewal is enough.`
    case 'grace-over':
      if (coming !== undefined && coming.from > addDays(because.graceEndsOn, 1)) {
        const shorter =
          coming.today > because.graceEndsOn
            ? ''
            : ` Until ${words(because.graceEndsOn)} the shorter renewal is enough.`
        return `${whenOver(coming)}, the whole programme is asked, unless it is renewed by then.${shorter}`
      }
      return `Only if it is not renewed by ${words(because.graceEndsOn)}. From then on the whole programme is asked again.`
    case 'away':
      return because.to === FOREVER ? 'Leave from that day.' : `Leave from that day, back on ${words(because.to)}.`
    case 'set-aside':
      return because.to === FOREVER
        ? `Set aside from that day${reasonOf(because.reason, reasons)}.`
        : `Set aside from that day${reasonOf(because.reason, reasons)}. It goes on from ${words(because.to)}.`
    case 'waived':
      return because.to === FOREVER
        ? `Exempt from that day${reasonOf(because.reason, reasons)}.`
        : `Exempt from that day to ${words(addDays(because.to, -1))}${reasonOf(because.reason, reasons)}.`
    case 'revoked':
      return `Taken back${reasonOf(because.reason, reasons)}. The whole programme is asked anew.`
  }
}

/** What was due while nothing was asked, by an exemption or on leave, is overdue once that is over. */
function wordLate(due: Day, what: string, coming: Coming | undefined): string {
  if (coming !== undefined && due < coming.today)
    return `Overdue again from that day: ${what} was due by ${words(due)}.`
  if (coming !== undefined && coming.from > addDays(due, 1))
    return `Only if ${what} is not done by ${words(addDays(coming.from, -1))}: it is due by ${words(due)}.`
  return `Only if ${what} is not done by ${words(due)}.`
}

/** "When the exemption ends on 24 December 2026". */
function whenOver({ from, after }: Coming): string {
  const ending = after && endings.get(after.code)
  return ending === undefined ? 'From that day' : `When the ${ending} ends on ${words(addDays(from, -1))}`
}

const endings: ReadonlyMap<string, string> = new Map<Because['code'], string>([
  ['waived', 'exemption'],
  ['set-aside', 'pause'],
  ['away', 'leave'],
])

/**
 * "TEL-05 has asked something new of you since 1 November 2026", "TEL-05 and TEL-09 ask something new of
 * you". Several clauses may each have begun on a day of their own, so none is told.
 */
function asking({ clauses, since }: UpdateBecause, whom: string): string {
  const { subject, isOne } = named(clauses)
  return isOne
    ? `${subject} has asked something new of ${whom} since ${words(since)}`
    : `${capitalised(subject)} ask something new of ${whom}`
}

/** "TEL-05 by 22 November 2026, TEL-09 and TEL-11 by 1 December 2026": each clause by its own day. */
function byItsDay(because: UpdateBecause): string {
  const byDay = Map.groupBy(askedDays(because), ({ due }) => due)
  return [...byDay]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([due, asked]) => {
      const { subject } = named(asked.map(({ clause }) => clause))
      return due === FOREVER ? `${subject} without a day` : `${subject} by ${words(due)}`
    })
    .join(', ')
}

/** "TEL-05", "TEL-05 and TEL-09", "five clauses". */
function named(clauses: readonly PinnedClause[]): { readonly subject: string; readonly isOne: boolean } {
  const ids = clauses.map((pinned) => unpin(pinned)?.clause ?? pinned)
  return { subject: ids.length > 3 ? countedInWords(ids.length, 'clause') : listed(ids), isOne: ids.length === 1 }
}

function words(day: Day): string {
  return dayInWords(day)
}
