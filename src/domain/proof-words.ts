/** How a proof speaks: on its page and on the command line alike. */
import { dayInWords } from './day-words.ts'
import type { Day } from './days.ts'
import { worthOn, wordWorth } from './certificate-worth.ts'
import type { GrantPath } from './facts.ts'
import { readEvidence } from './ids.ts'
import type { Proof, ProvedShowing, SaidInPlay } from './proof.ts'
import { outcomeWords } from './scenario-words.ts'
import { listed } from './scope-words.ts'
import { ordinalInWords } from './words.ts'

/** "Certified by the renewal path." */
export const pathWords: Readonly<Record<GrantPath, string>> = {
  initial: 'the initial path',
  renewal: 'the renewal path',
  'test-out': 'testing out, without lessons',
  manual: 'a decision, by hand',
}

/** "The lesson “Holding a call” was finished." */
export function wordShowing(showing: ProvedShowing): string {
  switch (showing.kind) {
    case 'lesson':
      return `The lesson “${showing.title}” was finished.`
    case 'acknowledgement':
      return `“${showing.title}” was confirmed as read and understood.`
    case 'attempt':
      return `The quiz “${showing.title}” was passed with ${showing.percent}%, at the ${ordinalInWords(showing.nth)} attempt. ${showing.passPercent}% passes.`
    case 'play': {
      const shares = listed(
        showing.shares.map(({ clause, percent }) => `${percent}% on ${readEvidence(clause).clause}`),
      )
      return `The scenario “${showing.title}” was passed with ${showing.percent}%, at the ${ordinalInWords(showing.nth)} play: ${shares}. ${showing.passPercent}% passes. It came to “${showing.ending}”. ${outcomeWords[showing.outcome]}`
    }
    case 'update': {
      const { id, revision } = showing.text
      const { by, questions, replay, triesBefore } = showing
      if (by === 'reading') return `${id} was confirmed as read and understood at revision ${revision}.`
      const tries = triesBefore === 0 ? '' : `, at the ${ordinalInWords(triesBefore + 1)} try`
      const shown = `${id} was shown at revision ${revision}`
      const answered = by === 'questions' || questions.length > 0 ? `${shown}, every answer right${tries}.` : undefined
      if (replay === undefined) return answered ?? `${shown}.`
      return answered === undefined
        ? `${shown} by playing “${replay.title}” again, passed with ${replay.percent}%.`
        : `${answered} “${replay.title}” was played again for it on ${dayInWords(replay.on)}, and passed with ${replay.percent}%.`
    }
  }
}

/** In a word or two, where a text was shown: "the lesson “Holding a call”", "question 3 of the quiz “Telephone”". */
export function wordShownIn(showing: ProvedShowing, questions: readonly string[]): string {
  switch (showing.kind) {
    case 'lesson':
      return `the lesson “${showing.title}”`
    case 'acknowledgement':
      return `the reading of “${showing.title}”`
    case 'play':
      return `the scenario “${showing.title}”`
    case 'update':
      return `the update of ${dayInWords(showing.on)}`
    case 'attempt': {
      const places = showing.questions.flatMap(({ place, question }) =>
        questions.includes(question.id) ? [place] : [],
      )
      return `question${places.length === 1 ? '' : 's'} ${places.join(', ')} of the quiz “${showing.title}”`
    }
  }
}

/** "TEL-05 3 of 3, CMP-03 1 of 3", of marks that were to be had. */
export function wordMarks(marks: SaidInPlay['marks']): string {
  return `${marks.map(({ clause, got, best }) => `${clause} ${got} of ${best}`).join(', ')} marks`
}

/** What the certificate is worth on a day, after all that was recorded since it was granted. */
export function certificateOn({ terms, expiresOn }: Pick<Proof, 'terms' | 'expiresOn'>, on: Day): string {
  return wordWorth(worthOn({ terms, expiresOn }, on))
}
