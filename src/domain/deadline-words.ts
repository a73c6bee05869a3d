/** Until when a standing holds, or by when it asks for something: the few words beside its mark. */
import { dayInWords } from './day-words.ts'
import { FOREVER, addDays } from './days.ts'
import type { Because } from './standing.ts'

/** "by 30 November 2026", "until 3 March 2027", "since 1 May 2026"; undefined where no day is set. */
export function deadlineInWords(because: Because): string | undefined {
  switch (because.code) {
    case 'asked':
    case 'returned':
      return because.due === FOREVER ? undefined : `by ${dayInWords(because.due)}`
    case 'past-due':
      return `was due by ${dayInWords(because.due)}`
    case 'certified':
      return `until ${dayInWords(because.expiresOn)}`
    case 'window-open':
      return `by ${dayInWords(because.expiresOn)}`
    case 'clauses-changed':
      return because.due === FOREVER ? undefined : `by ${dayInWords(because.due)}`
    case 'update-late':
      return `update was due by ${dayInWords(because.due)}`
    case 'lapsed':
    case 'grace-over':
      return `ran out after ${dayInWords(because.expiredOn)}`
    case 'revoked':
      return because.due === FOREVER ? undefined : `to be shown anew by ${dayInWords(because.due)}`
    case 'waived':
      return because.to === FOREVER ? undefined : `until ${dayInWords(addDays(because.to, -1))}`
    case 'set-aside':
      return because.to === FOREVER ? undefined : `goes on from ${dayInWords(because.to)}`
    case 'away':
      return because.to === FOREVER ? undefined : `back on ${dayInWords(because.to)}`
  }
}
