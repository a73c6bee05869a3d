/**
 * What a row of `readiness_months` says, as text in one form only: of each programme, by its id, and each
 * kind in it, by its letter, how many people there are as the month begins, and how that moves from day to
 * day: `telephone c40,7-1,21-1 o2,7+1;letters c12`. A page adds up thousands of rows, so they are read
 * letter by letter, without making anything of them first.
 */
import type { StandingKind } from '../src/domain/standing-words.ts'

/** Never another letter for a kind: rows are kept. */
const letters: Readonly<Record<StandingKind, string>> = {
  certified: 'c',
  exempt: 'e',
  'not-required': 'n',
  overdue: 'o',
  paused: 'p',
  'renewal-due': 'r',
  'to-do': 't',
  'update-due': 'u',
  revoked: 'v',
  expired: 'x',
}

const kindOf: readonly (StandingKind | undefined)[] = (() => {
  const kinds: (StandingKind | undefined)[] = new Array<undefined>(128).fill(undefined)
  for (const [kind, letter] of Object.entries(letters)) kinds[letter.charCodeAt(0)] = kind as StandingKind
  return kinds
})()

/** People as the month begins, then day, change, day, change, in the order of the days. */
export type Numbers = readonly number[]
export type CountedMonth = ReadonlyMap<string, ReadonlyMap<StandingKind, Numbers>>

/** Told what a row says, in its order. */
export interface CountsReader {
  programme(id: string): void
  kind(kind: StandingKind, people: number): void
  /** Of the kind told last. */
  change(day: number, change: number): void
}

const [space, comma, minus, plus, semicolon, zero] = [32, 44, 45, 43, 59, 48]

/** Throws a RangeError for what is not such a text. */
export function readCounts(text: string, reader: CountsReader): void {
  const end = text.length
  let at = 0
  /** The whole number at a place, whatever its sign; the place is then behind it. */
  const number = () => {
    const sign = text.charCodeAt(at)
    if (sign === minus || sign === plus) at += 1
    const begins = at
    let value = 0
    for (let digit = text.charCodeAt(at) - zero; digit >= 0 && digit <= 9; digit = text.charCodeAt(++at) - zero)
      value = value * 10 + digit
    if (at === begins) throw notCounts(text)
    return sign === minus ? -value : value
  }
  while (at < end) {
    const idEnds = text.indexOf(' ', at)
    if (idEnds === -1) throw notCounts(text)
    reader.programme(text.slice(at, idEnds))
    at = idEnds
    while (text.charCodeAt(at) === space) {
      const kind = kindOf[text.charCodeAt(at + 1)]
      if (kind === undefined) throw notCounts(text)
      at += 2
      reader.kind(kind, number())
      while (text.charCodeAt(at) === comma) {
        at += 1
        const day = number()
        reader.change(day, number())
      }
    }
    if (at < end && text.charCodeAt(at++) !== semicolon) throw notCounts(text)
  }
}

function notCounts(text: string): RangeError {
  return new RangeError(`no counts: ${text.slice(0, 80)}`)
}

/** A row as something to be changed. */
export function countsFrom(text: string): CountedMonth {
  const counted = new Map<string, Map<StandingKind, number[]>>()
  let kinds = new Map<StandingKind, number[]>()
  let numbers: number[] = []
  readCounts(text, {
    programme: (id) => void counted.set(id, (kinds = new Map())),
    kind: (kind, people) => void kinds.set(kind, (numbers = [people])),
    change: (day, change) => void numbers.push(day, change),
  })
  return counted
}

export function textOfCounts(counted: CountedMonth): string {
  let text = ''
  for (const programme of [...counted.keys()].toSorted()) {
    text += `${text === '' ? '' : ';'}${programme}`
    const kinds = counted.get(programme) ?? []
    for (const [kind, [people = 0, ...days]] of [...kinds].toSorted(([a], [b]) => (letters[a] < letters[b] ? -1 : 1))) {
      text += ` ${letters[kind]}${people}`
      for (let at = 0; at < days.length; at += 2) {
        const change = days[at + 1] ?? 0
        text += `,${days[at]}${change < 0 ? '' : '+'}${change}`
      }
    }
  }
  return text
}
