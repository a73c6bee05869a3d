/** What is said when an exception is not recorded or not withdrawn, and the name of the field it stands beside. */
import { dayInWords } from './day-words.ts'
import type { Exception } from './exceptions.ts'
import type { NotWithdrawn } from './exception-states.ts'
import { longestExceptionWords } from './exception-words.ts'
import type { ExceptionTerms } from './facts.ts'
import { mostAttempts, mostMonths, type TermsRefusal } from './may-record-exception.ts'
import { numberInWords } from './words.ts'

type SaidRefusal = 'about-yourself' | 'not-entitled' | 'reason-missing' | 'unknown-reason' | 'words-too-long'

export type RecordExceptionRefusal =
  TermsRefusal | SaidRefusal | 'unknown-person' | 'unknown-programme' | 'exception-taken'
export type WithdrawExceptionRefusal = NotWithdrawn | SaidRefusal | 'unknown-exception'
export type ExceptionRefusal = RecordExceptionRefusal | WithdrawExceptionRefusal

export const exceptionRefusals: Readonly<Record<ExceptionRefusal, { readonly at: string; readonly says: string }>> = {
  'about-yourself': {
    at: 'person',
    says: 'Nobody decides about themselves. Ask another coordinator or an administrator.',
  },
  'not-entitled': {
    at: 'by',
    says: 'Only a training coordinator or an administrator who works here now may record or withdraw exceptions.',
  },
  'unknown-person': { at: 'person', says: 'Nobody is recorded under this name. Look the person up first.' },
  'unknown-programme': {
    at: 'programme',
    says: 'There is no such programme. The list of programmes shows what there is.',
  },
  'unknown-exception': { at: 'exception', says: 'There is no such exception. Open it from the page of the person.' },
  'exception-taken': {
    at: 'exception',
    says: 'This form was sent before, with something else in it. Open the form anew and fill it in again.',
  },
  'reason-missing': { at: 'reason', says: 'Choose a reason: it is shown wherever the exception is.' },
  'unknown-reason': {
    at: 'reason',
    says: 'This reason is not on the list of the organisation now. Choose one that is.',
  },
  'words-too-long': {
    at: 'words',
    says: `Keep your words to ${longestExceptionWords} characters. What proves it belongs in a file of its own.`,
  },
  'programme-ended': {
    at: 'programme',
    says: 'This programme has ended and asks nothing of anybody. Certificates may still be taken back, and exceptions withdrawn.',
  },
  'not-asked': {
    at: 'programme',
    says: 'This programme asks nothing of this person now, and nothing by what is planned. Give them the job role or the team first, if they should hold it.',
  },
  'not-asked-then': {
    at: 'from',
    says: 'The programme asks nothing of this person on any of these days, so there is nothing to set aside. Choose days on which it does.',
  },
  'until-before-from': {
    at: 'until',
    says: 'The last day lies before the first. Choose the first day or a later one.',
  },
  'begins-in-past': {
    at: 'from',
    says: 'A waiver or a pause begins today at the earliest: what was so on a past day stays told as it was. For days away an administrator records leave.',
  },
  'too-long': {
    at: 'until',
    says: `A waiver lasts ${numberInWords(mostMonths)} months at most. Choose a later first or an earlier last day; when it has ended, it may be waived again.`,
  },
  'waiver-overlaps': {
    at: 'from',
    says: 'Another waiver covers some of these days. Choose other days, or withdraw that one first.',
  },
  'pause-overlaps': {
    at: 'from',
    says: 'The programme is set aside on some of these days already. Choose other days, or withdraw that pause first.',
  },
  'waiver-over-pause': {
    at: 'from',
    says: 'The programme is set aside on some of these days, and nobody is exempt from what is set aside. Choose other days, or withdraw the pause first.',
  },
  'pause-over-waiver': {
    at: 'from',
    says: 'A waiver covers some of these days, and nothing is set aside of which somebody is exempt. Choose other days, or withdraw the waiver first.',
  },
  'extension-past': {
    at: 'until',
    says: 'That day is over, and more time cannot end in the past. Choose today or a later day.',
  },
  'extension-not-later': {
    at: 'until',
    says: 'That is no more time than there is already. Choose a day after the present one.',
  },
  'extension-too-long': {
    at: 'until',
    says: `More time adds ${numberInWords(mostMonths)} months at most. Choose an earlier day, or waive the programme.`,
  },
  'nothing-to-extend': {
    at: 'certificate',
    says: 'There is nothing to extend: no certificate that holds or is in grace, or no day set by which something is due. Waive the programme, or certify by hand.',
  },
  'extended-while-revoked': {
    at: 'certificate',
    says: 'The certificate was taken back, so it cannot hold longer. Give more time for what is asked instead, or withdraw the revocation.',
  },
  'nothing-held': {
    at: 'certificate',
    says: 'No such certificate holds today, so there is nothing to take back. Look again at what the person holds.',
  },
  'already-revoked': {
    at: 'certificate',
    says: 'The certificate was taken back already. To undo that, withdraw the revocation.',
  },
  'prior-not-recognised': {
    at: 'requirements',
    says: 'This programme recognises nothing that was learned elsewhere. Whoever writes the programme can change that.',
  },
  'requirements-missing': { at: 'requirements', says: 'Choose at least one requirement for which it counts.' },
  'unknown-requirement': {
    at: 'requirements',
    says: 'One of these is not a requirement of this programme. Choose from its list.',
  },
  'learned-in-future': { at: 'learnedOn', says: 'That day is still to come. Choose the day on which it was learned.' },
  'learned-too-long-ago': {
    at: 'learnedOn',
    says: 'Too long ago for this programme. It has to be shown here.',
  },
  'learned-before-revocation': {
    at: 'learnedOn',
    says: 'The certificate was taken back after that day, and what was learned before counts for nothing while that stands. Withdraw the revocation instead.',
  },
  'window-not-open': {
    at: 'kind',
    says: 'The certificate holds and its renewal is not open, so nothing would count. Come back when renewal opens.',
  },
  'no-quiz': {
    at: 'kind',
    says: 'No quiz would be left to show it by: the next certificate asks none. Certify by hand if you have seen it yourself.',
  },
  'no-lesson': {
    at: 'kind',
    says: 'The next certificate asks no lesson, so there is nothing to leave out.',
  },
  'test-out-pending': {
    at: 'kind',
    says: 'They may test out already: the next certificate asks no lesson. There is nothing more to record.',
  },
  'completed-in-future': {
    at: 'completedOn',
    says: 'That day is still to come. Choose the day on which it was completed.',
  },
  'completed-too-long-ago': {
    at: 'completedOn',
    says: 'A certificate for that day would have run out before today. Choose when it was completed last, or let them show it anew.',
  },
  'completed-before-revocation': {
    at: 'completedOn',
    says: 'The certificate was taken back after that day, and what was completed before counts for nothing while that stands. Withdraw the revocation instead.',
  },
  'certified-for-it': {
    at: 'completedOn',
    says: 'They were certified by hand for this very day already. If it was taken back since, withdraw the revocation.',
  },
  'quiz-not-asked': {
    at: 'quiz',
    says: 'This programme does not ask this quiz of the person now. Choose one that it asks.',
  },
  'quiz-without-limit': {
    at: 'quiz',
    says: 'Without a limit it may be tried as often as anybody likes, so there is nothing to add.',
  },
  'no-limited-quiz': {
    at: 'kind',
    says: 'No quiz of this programme has a limit, so each may be tried as often as anybody likes. There is nothing to add.',
  },
  'attempts-out-of-range': {
    at: 'attempts',
    says: `Give from one to ${numberInWords(mostAttempts)} further attempts at a time.`,
  },
  'already-withdrawn': { at: 'exception', says: 'This exception was withdrawn already. What it did before stays.' },
  'ended-already': {
    at: 'exception',
    says: 'This exception has ended by itself, so there is nothing to withdraw. What it did stays.',
  },
}

/** Which refusals a waiver or pause that shares days is the reason of. */
const sharesDays: ReadonlySet<ExceptionRefusal> = new Set([
  'waiver-overlaps',
  'pause-overlaps',
  'waiver-over-pause',
  'pause-over-waiver',
])

/** The sentence of a refusal; where another waiver or pause is the reason, it is named with its days. */
export function wordExceptionRefusal(reason: ExceptionRefusal, other?: Exception): string {
  const { says } = exceptionRefusals[reason]
  const named = other !== undefined && sharesDays.has(reason) ? namedWithDays(other.terms) : undefined
  return named === undefined ? says : `${says} It is the ${named}.`
}

function namedWithDays(terms: ExceptionTerms): string | undefined {
  if (terms.kind !== 'waiver' && terms.kind !== 'pause') return undefined
  const end = terms.until === null ? 'on, until it is withdrawn' : `to ${dayInWords(terms.until)}`
  return `${terms.kind} from ${dayInWords(terms.from)} ${end}`
}
