/**
 * A clause through its publications: which text was published and which was in force on a day, and
 * every step from one text to the next with its verdicts. A text is in force from the day its notice
 * names, never before its publication; one that only rewords a revision is in force when that revision is.
 */
import type { LockLine } from './clause-lock.ts'
import type { Clause } from './curriculum.ts'
import { later, type Day } from './days.ts'
import type { PublishedChange } from './updates.ts'

/** What a publication says of a clause otherwise than the publication before it. */
export interface HeldText {
  readonly publication: number
  readonly publishedOn: Day
  /** Undefined when the publication does not hold the clause any more. */
  readonly clause: Clause | undefined
}

export interface ClauseText extends HeldText {
  readonly inForceFrom: Day
}

/** @param held in the order published */
export function withDaysInForce(held: readonly HeldText[], changes: readonly PublishedChange[]): readonly ClauseText[] {
  const texts: ClauseText[] = []
  for (const text of held) {
    const before = texts.at(-1)
    const change = changeBy(changes, text.publication)
    const isSameRevision = text.clause !== undefined && text.clause.revision === before?.clause?.revision
    const from = change?.effectiveOn ?? (isSameRevision ? before.inForceFrom : text.publishedOn)
    texts.push({ ...text, inForceFrom: later(from, text.publishedOn) })
  }
  return texts
}

/** Not whom its programmes ask, but what the clause says. */
function changeBy(changes: readonly PublishedChange[], publication: number): PublishedChange | undefined {
  return changes.find((change) => change.publication === publication && change.verdict !== 'coverage')
}

/** The newest published text on a day; undefined before the first publication. */
export function publishedOn(texts: readonly ClauseText[], on: Day): ClauseText | undefined {
  return texts.findLast((text) => text.publishedOn <= on)
}

/**
 * The text in force on a day: of those whose day has come, the one published last. One whose `clause`
 * is undefined says that the clause is in force no more.
 */
export function inForceOn(texts: readonly ClauseText[], on: Day): ClauseText | undefined {
  return texts.findLast((text) => text.publishedOn <= on && text.inForceFrom <= on)
}

/**
 * The day on which another text takes the place of one; undefined for the last. One whose place is taken
 * by its own first day was never in force.
 */
export function endOf(texts: readonly ClauseText[], text: ClauseText): Day | undefined {
  return texts
    .slice(texts.indexOf(text) + 1)
    .map(({ inForceFrom }) => inForceFrom)
    .toSorted()[0]
}

/** The texts published by a day that will be in force later, each from its day, if nothing else is published. */
export function comingAfter(texts: readonly ClauseText[], on: Day): readonly ClauseText[] {
  const known = texts.filter((text) => text.publishedOn <= on)
  const days = [...new Set(known.map(({ inForceFrom }) => inForceFrom))].filter((day) => day > on).sort()
  let last = inForceOn(known, on)
  return days.flatMap((day) => {
    const text = inForceOn(known, day)
    if (text === undefined || text === last) return []
    last = text
    return [text]
  })
}

export interface BroughtVerdict {
  readonly publication: number
  readonly line: LockLine
}

export interface HistoryStep {
  readonly text: ClauseText
  /** The text before it; undefined for the first. */
  readonly before: ClauseText | undefined
  /** What was judged since the publication before; none where no lock was kept. */
  readonly verdicts: readonly LockLine[]
  readonly change: PublishedChange | undefined
}

/**
 * The steps of a clause's history, oldest first. A verdict stands with the text that its publication
 * brought; a baseline, which may have been written down later, with the first text of its revision.
 */
export function historySteps(
  texts: readonly ClauseText[],
  verdicts: readonly BroughtVerdict[],
  changes: readonly PublishedChange[],
): readonly HistoryStep[] {
  const brought = new Map<ClauseText, LockLine[]>()
  for (const { publication, line } of verdicts) {
    const text =
      (line.verdict === 'baseline' && texts.find(({ clause }) => clause?.revision === line.revision)) ||
      texts.findLast((one) => one.publication <= publication)
    if (text !== undefined) brought.set(text, [...(brought.get(text) ?? []), line])
  }
  return texts.map((text, at) => ({
    text,
    before: texts[at - 1],
    verdicts: brought.get(text) ?? [],
    change: changeBy(changes, text.publication),
  }))
}
