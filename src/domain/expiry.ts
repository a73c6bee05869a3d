/** When a certification ends: the rules of the programme, and nothing but days. */
import type { Programme, RenewsFrom } from './curriculum.ts'
import { addDays, addMonths, later, type Day } from './days.ts'

export type ExpiryRule = Pick<
  Programme,
  'validForMonths' | 'renewalWindowDays' | 'renewsFrom' | 'fixedExpiry' | 'leastActiveDays'
>

export function renewsFrom({ renewsFrom: from }: Pick<Programme, 'renewsFrom'>): RenewsFrom {
  return from ?? 'old-expiry'
}

/** The certificate that somebody has when the next is counted. */
export interface Before {
  /** As granted, which is what the next cycle counts from. */
  readonly expiresOn: Day
  readonly windowOpensOn: Day
  /** With what exceptions and recounts made of it. */
  readonly holdsUntil: Day
}

export interface NextExpiry {
  readonly countsFrom: Day
  readonly expiresOn: Day
}

/**
 * The expiry of what was completed on a day. From the old expiry only for a completion inside its window:
 * one from before the window counts from its own day. It never ends before the certificate it follows.
 */
export function nextExpiry(rule: ExpiryRule, completedOn: Day, before?: Before): NextExpiry {
  const follows = before !== undefined && completedOn >= before.windowOpensOn
  const countsFrom = follows && renewsFrom(rule) !== 'completion' ? later(before.expiresOn, completedOn) : completedOn
  const expiresOn = expiryOf(rule, countsFrom, completedOn)
  return { countsFrom, expiresOn: before === undefined ? expiresOn : later(expiresOn, before.holdsUntil) }
}

/**
 * The end of what counts from a day. With a fixed date, the first of the fixed days after it on which what
 * began on `activeFrom` has held for the least active period. Fixed days are counted from the one that the
 * author wrote, so that 31 January stays the last of January and 29 February comes back.
 */
export function expiryOf(rule: ExpiryRule, countsFrom: Day, activeFrom: Day = countsFrom): Day {
  if (renewsFrom(rule) !== 'fixed-date' || rule.fixedExpiry === undefined)
    return addMonths(countsFrom, rule.validForMonths)
  const least = later(addDays(countsFrom, 1), addDays(activeFrom, rule.leastActiveDays ?? 0))
  const months = monthsBetween(rule.fixedExpiry, least)
  let step = Math.floor(months / rule.validForMonths) - 1
  while (addMonths(rule.fixedExpiry, step * rule.validForMonths) < least) step += 1
  return addMonths(rule.fixedExpiry, step * rule.validForMonths)
}

/** Whole months from the month of one day to that of another. */
function monthsBetween(from: Day, to: Day): number {
  const monthOf = (day: Day) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7))
  return monthOf(to) - monthOf(from)
}
