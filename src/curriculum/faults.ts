/**
 * A fault of the content is a value, worded for the author: where it is, what is wrong, how to mend it.
 * Faults stop a publication; warnings do not.
 */
export interface Fault {
  /** The path beneath the content folder, with forward slashes; empty when the folder itself is at fault. */
  readonly file: string
  /** Counted from 1. */
  readonly line: number
  /** What is wrong, without the full stop: "no clause CMP-31". */
  readonly says: string
  /** How to mend it, a whole sentence: "Did you mean CMP-13?" */
  readonly mend: string
}
export type Warning = Fault

/** `quizzes/refunds.mdx:41: no clause CMP-31. Did you mean CMP-13?` */
export function wordFault(fault: Fault): string {
  const place = fault.file === '' ? '' : `${fault.file}:${fault.line}: `
  return `${place}${fault.says}. ${fault.mend}`
}

/** By file, then line, then words, so that two runs list the same faults alike. */
export function inReadingOrder(faults: readonly Fault[]): Fault[] {
  return faults.toSorted(
    (a, b) => compare(a.file, b.file) || a.line - b.line || compare(a.says, b.says) || compare(a.mend, b.mend),
  )
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** "Did you mean X?" when a known word is near enough, else the sentence given. */
export function didYouMean(word: string, known: Iterable<string>, otherwise: string): string {
  const near = nearest(word, known)
  return near === undefined ? otherwise : `Did you mean ${near}?`
}

/** "It can be a, b or c.", cut short when there are many. */
export function oneOfWords(known: readonly string[], most = 12): string {
  if (known.length === 0) return 'None is known yet.'
  if (known.length > most)
    return `It can be ${known.slice(0, most).join(', ')} or one of ${known.length - most} others.`
  return `It can be ${listWords(known, 'or')}.`
}

export function listWords(words: readonly string[], link: 'and' | 'or'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${link} ${words.at(-1)}`
}

/** "1 clause", "2 clauses". */
export function count(number: number, one: string, several = `${one}s`): string {
  return `${number} ${number === 1 ? one : several}`
}

/** The known word with the fewest slips from the word given, when they are at most a third of its letters. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  const most = Math.max(1, Math.floor(word.length / 3))
  let best: string | undefined
  let fewest = most + 0.5
  for (const candidate of known) {
    if (Math.abs(candidate.length - word.length) > most) continue
    const slips = slipsBetween(word.toLowerCase(), candidate.toLowerCase())
    if (slips < fewest) {
      fewest = slips
      best = candidate
    }
  }
  return best
}

/**
 * Edit distance in which two letters that changed places count a little less than one wrong letter:
 * of CMP-13 and CMP-30, the first is what somebody meant who wrote CMP-31.
 */
function slipsBetween(a: string, b: string): number {
  let before: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let least = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (before[j - 2] ?? 0) + 0.75)
      row.push(least)
    }
    before = above
    above = row
  }
  return above[b.length] ?? 0
}
