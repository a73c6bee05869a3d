/** How a proof speaks: on its page and on the command line alike. */
import { dayInWords } from './day-words.ts'
import type { Day } from './days.ts'
import { worthOn, wordWorth } from './certificate-worth.ts'
import type { GrantPath } from './facts.ts'
import { readEvidence, type ClauseEvidence } from './ids.ts'
import type { PlayProved, Proof, ProvedShowing, SaidInPlay } from './proof.ts'
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
      return `The scenario “${showing.title}” was passed with ${showing.percent}%, at the ${ordinalInWords(showing.nth)} play${wordShares(showing)} It came to “${showing.ending}”. ${outcomeWords[showing.outcome]}`
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
        ? `${shown} by playing “${replay.title}” again, passed with ${replay.percent}%${wordShares(replay)}`
        : `${answered} “${replay.title}” was played again for it on ${dayInWords(replay.on)}, and passed with ${replay.percent}%${wordShares(replay)}`
    }
  }
}

/** ": 33% on TEL-05 and 100% on CMP-03. 80% passes." */
function wordShares({ shares, passPercent }: PlayProved): string {
  return `: ${listed(shares.map(({ clause, percent }) => `${percent}% on ${readEvidence(clause).clause}`))}. ${passPercent}% passes.`
}

/**
 * What showed a text: "Shown in the lesson “Holding a call” and question 3 of the quiz “Telephone”. Played in the
 * scenario “The third call”: 1 of 3 marks on it." A play that passed as a whole may have earned nothing on a single
 * text, so it says what it earned. Empty where nothing did.
 *
 * @param all what the proof holds, by which the places in the ledger are looked up
 */
export function whereShown({ evidence, shownIn }: Proof['texts'][number], all: readonly ProvedShowing[]): string {
  const found = shownIn.flatMap(({ sequence, questions }) => {
    const showing = all.find((one) => one.sequence === sequence)
    return showing === undefined ? [] : [{ showing, questions }]
  })
  const shown = found.flatMap(({ showing, questions }) =>
    showing.kind === 'play' ? [] : [wordPlace(showing, questions)],
  )
  const played = found.flatMap(({ showing }) => (showing.kind === 'play' ? [wordPlayed(showing, evidence)] : []))
  return [...(shown.length === 0 ? [] : [`Shown in ${listed(shown)}.`]), ...played].join(' ')
}

function wordPlayed({ title, shares }: PlayProved, evidence: ClauseEvidence): string {
  const own = shares.find(({ clause }) => clause === evidence)
  const marks = own === undefined ? '' : `: ${own.got} of ${own.possible} marks on it`
  return `Played in the scenario “${title}”${marks}.`
}

/** "the lesson “Holding a call”", "question 3 of the quiz “Telephone”". */
function wordPlace(showing: Exclude<ProvedShowing, { kind: 'play' }>, questions: readonly string[]): string {
  switch (showing.kind) {
    case 'lesson':
      return `the lesson “${showing.title}”`
    case 'acknowledgement':
      return `the reading of “${showing.title}”`
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
