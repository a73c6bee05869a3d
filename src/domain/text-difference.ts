/**
 * What became different between two texts, word by word, to be read by people: whole words, a number
 * together with its unit, punctuation with its word, and no scatter of single marks. Quotation marks and
 * dashes of another style are no difference.
 */
import { diffArrays } from 'diff'

/** A paragraph, a point of a list, or a step of a numbered one. */
export type LineKind = 'paragraph' | 'point' | 'step'

export interface TextLine {
  readonly as: LineKind
  readonly text: string
}

/** `out`: it stood before and stands no more. `in`: it is new. Spaces around a mark belong to what is the same. */
export interface DifferenceRun {
  readonly kind: 'same' | 'out' | 'in'
  readonly text: string
}

export interface DifferenceLine {
  readonly as: LineKind
  /** Of a step that stands in the new text, its number there. */
  readonly number: number | undefined
  readonly runs: readonly DifferenceRun[]
}

export interface TextDifference {
  /**
   * `rearranged`: the words are the same, cut into other lines. `rewritten`: so little stayed that marks would hide both texts, so the old one stands whole before
   * the new one.
   */
  readonly kind: 'same' | 'rearranged' | 'marked' | 'rewritten'
  readonly lines: readonly DifferenceLine[]
}

interface Token {
  readonly is: 'word' | 'punctuation' | 'break'
  /** What is compared. */
  readonly key: string
  readonly text: string
  readonly spaceBefore: boolean
  /** Of a break: what begins there. */
  readonly as: LineKind
}

/** A stretch that stayed, or one that was taken out with what was put in its place. */
interface Piece {
  same: readonly Token[]
  out: readonly Token[]
  in: readonly Token[]
}

/** Of a text of which a smaller share of words stayed, the marks would outnumber the words between them. */
const leastShareKept = 0.35

export function differenceBetween(before: readonly TextLine[], after: readonly TextLine[]): TextDifference {
  const [old, now] = [tokensOf(before), tokensOf(after)]
  const pieces = withPunctuationAttached(withoutScatter(piecesOf(old, now).map(slidToSentence)))
  const changed = pieces.flatMap(({ out, in: put }) => [...out, ...put])
  if (changed.length === 0) return { kind: 'same', lines: linesOf(pieces) }
  if (changed.every(({ is }) => is === 'break')) {
    return { kind: 'rearranged', lines: linesOf([{ same: now, out: [], in: [] }]) }
  }
  const kept = wordsIn(pieces.flatMap(({ same }) => same))
  const longer = Math.max(wordsIn(old), wordsIn(now))
  if (wordsIn(old) > 0 && wordsIn(now) > 0 && kept < leastShareKept * longer) {
    return { kind: 'rewritten', lines: [...wholly('out', old), ...wholly('in', now)] }
  }
  return { kind: 'marked', lines: linesOf(pieces) }
}

/** The new text of a difference or the old one, with its marks, as the two stand side by side. */
export function sideOf({ lines }: TextDifference, side: 'before' | 'after'): readonly DifferenceLine[] {
  const hidden = side === 'before' ? 'in' : 'out'
  const shown = lines.flatMap((line) => {
    const runs = line.runs.filter(({ kind }) => kind !== hidden)
    return runs.some(({ text }) => text.trim() !== '') ? [{ ...line, runs }] : []
  })
  return numbered(shown, () => true)
}

/** More words than a glance takes in: the old and the new text are then worth reading side by side. */
const wordsOfAGlance = 40

export function isLong({ lines }: TextDifference): boolean {
  const words = lines.flatMap(({ runs }) => runs.flatMap(({ text }) => text.split(' ').filter((one) => one !== '')))
  return words.length > wordsOfAGlance
}

// ---- words ----------------------------------------------------------------------------------------

const unit = '(?:seconds?|minutes?|hours?|(?:working )?days?|weeks?|months?|years?|per cent|percent)\\b'
const number = `[£$€]?\\p{N}+(?:[.,:]\\p{N}+)*(?:\\s?%|[\\s-]${unit}|\\p{L}+)?`
const word = "[\\p{L}\\p{N}\\p{M}]+(?:['’‘\\p{Pd}][\\p{L}\\p{N}\\p{M}]+)*"
const tokenPattern = new RegExp(`(\\s*)(?:(${number}|${word})|(\\.{3}|\\S))`, 'gu')

function tokensOf(lines: readonly TextLine[]): readonly Token[] {
  return lines.flatMap(({ as, text }) => {
    const tokens: Token[] = [{ is: 'break', key: `\n${as}`, text: '', spaceBefore: false, as }]
    for (const [, space = '', known, mark = ''] of text.normalize('NFC').matchAll(tokenPattern)) {
      const own = known ?? mark
      tokens.push({
        is: known === undefined ? 'punctuation' : 'word',
        key: keyOf(own),
        text: own,
        spaceBefore: space !== '' && tokens.length > 1,
        as,
      })
    }
    return tokens
  })
}

function keyOf(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .replace(/["'«»‘’‚‛“”„‟‹›`´′″]/gu, "'")
    .replace(/[\p{Pd}−]/gu, '-')
    .replace('…', '...')
}

function wordsIn(tokens: readonly Token[]): number {
  return tokens.filter(({ is }) => is === 'word').length
}

// ---- what changed -----------------------------------------------------------------------------------

function piecesOf(old: readonly Token[], now: readonly Token[]): Piece[] {
  const pieces: Piece[] = []
  let [atOld, atNow] = [0, 0]
  for (const { count, added, removed } of diffArrays(
    old.map(({ key }) => key),
    now.map(({ key }) => key),
  )) {
    const last = pieces.at(-1)
    if (!added && !removed) {
      pieces.push({ same: now.slice(atNow, atNow + count), out: [], in: [] })
      atOld += count
      atNow += count
      continue
    }
    const change = last !== undefined && last.same.length === 0 ? last : { same: [], out: [], in: [] }
    if (change !== last) pieces.push(change)
    if (removed) change.out = old.slice(atOld, (atOld += count))
    else change.in = now.slice(atNow, (atNow += count))
  }
  return pieces
}

const isReplacement = ({ out, in: put }: Piece) => out.length > 0 && put.length > 0

/**
 * What was only put in or only taken out may often be cut in several places, as "[You may. ]You must"
 * or "You [may. You ]must": it is cut where a sentence or a part of one begins.
 */
function slidToSentence(piece: Piece, index: number, pieces: Piece[]): Piece {
  const [before, after] = [pieces[index - 1], pieces[index + 1]]
  if (piece.same.length > 0 || isReplacement(piece) || before === undefined || after === undefined) return piece
  const how = piece.out.length > 0 ? 'out' : 'in'
  const length = piece[how].length
  const all = [...before.same, ...piece[how], ...after.same]
  const movable = (one: Token | undefined, other: Token | undefined) =>
    one !== undefined && one.is !== 'break' && one.key === other?.key
  const start = before.same.length
  let [first, last] = [start, start]
  while (first > 1 && movable(all[first - 1], all[first + length - 1])) first -= 1
  while (last + length < all.length - 1 && movable(all[last], all[last + length])) last += 1
  let best = start
  const worth = (at: number) => endsWell(all[at - 1]) + endsWell(all[at + length - 1])
  for (let at = first; at <= last; at += 1) if (worth(at) > worth(best)) best = at
  before.same = all.slice(0, best)
  after.same = all.slice(best + length)
  return { ...piece, [how]: all.slice(best, best + length) }
}

function endsWell(token: Token | undefined): number {
  if (token === undefined || token.is === 'break') return 3
  return /^[.!?]$/.test(token.key) ? 3 : /^[,;:]$/.test(token.key) ? 2 : 0
}

/** A few words that stayed between two replaced stretches join them, unless they are more than either. */
function withoutScatter(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = []
  for (const piece of pieces) {
    const [left, between] = [joined.at(-2), joined.at(-1)]
    if (
      left !== undefined &&
      between !== undefined &&
      piece.same.length === 0 &&
      isScatter(left, between.same, piece)
    ) {
      left.out = [...left.out, ...between.same, ...piece.out]
      left.in = [...left.in, ...between.same, ...piece.in]
      joined.pop()
    } else joined.push(piece)
  }
  return joined
}

function isScatter(left: Piece, between: readonly Token[], right: Piece): boolean {
  if (left.same.length > 0 || between.length === 0 || between.some(({ is }) => is === 'break')) return false
  const words = wordsIn(between)
  if (words === 0) return isReplacement(left) || isReplacement(right)
  const size = ({ out, in: put }: Piece) => Math.max(wordsIn(out), wordsIn(put))
  return isReplacement(left) && isReplacement(right) && words <= size(left) && words <= size(right)
}

/** A comma or a stop that changed is shown with its word: alone it would be overlooked. */
function withPunctuationAttached(pieces: readonly Piece[]): Piece[] {
  const attached = pieces.map((piece) => ({ ...piece }))
  attached.forEach((piece, index) => {
    if (piece.same.length > 0 || ![piece.out, piece.in].some(isPunctuationAlone)) return
    const [before, after] = [attached[index - 1], attached[index + 1]]
    const last = before?.same.at(-1)
    const [next] = after?.same ?? []
    const own = [...piece.out, ...piece.in]
    const nearest = attached[index - 2]
    if (before?.same.length === 0 && nearest !== undefined) {
      // The word between went with the mark before it, as a quoted one: this mark goes there too.
      nearest.out = [...nearest.out, ...piece.out]
      nearest.in = [...nearest.in, ...piece.in]
      piece.out = piece.in = []
      return
    }
    const opens = own.every(({ spaceBefore }) => spaceBefore) && next?.is === 'word' && !next.spaceBefore
    if (before !== undefined && last?.is === 'word' && !opens) {
      before.same = before.same.slice(0, -1)
      piece.out = [last, ...piece.out]
      piece.in = [last, ...piece.in]
    } else if (after !== undefined && next?.is === 'word') {
      after.same = after.same.slice(1)
      const spaceBefore = own[0]?.spaceBefore ?? next.spaceBefore
      piece.out = [...piece.out, piece.out.length > 0 ? next : { ...next, spaceBefore }]
      piece.in = [...piece.in, piece.in.length > 0 ? next : { ...next, spaceBefore }]
    }
  })
  return attached
}

function isPunctuationAlone(tokens: readonly Token[]): boolean {
  return tokens.length > 0 && tokens.every(({ is }) => is === 'punctuation')
}

// ---- lines ------------------------------------------------------------------------------------------

interface OpenLine {
  as: LineKind
  runs: { kind: DifferenceRun['kind']; text: string }[]
}

function linesOf(pieces: readonly Piece[]): readonly DifferenceLine[] {
  const lines: OpenLine[] = []
  for (const piece of pieces) {
    write(lines, 'same', piece.same)
    const [outs, puts] = [linewise(piece.out), linewise(piece.in)]
    if (outs.length === puts.length) {
      outs.forEach((out, at) => {
        const put = puts[at] ?? []
        write(lines, 'out', out)
        // A replaced line is one line: what took its place follows what was taken out.
        write(lines, 'in', put[0]?.is === 'break' && out.length > 0 ? put.slice(1) : put, put[0]?.as)
      })
    } else {
      write(lines, 'out', piece.out)
      const [begin] = piece.in
      if (outs.length > 1 && begin !== undefined && begin.is !== 'break') lines.push({ as: begin.as, runs: [] })
      write(lines, 'in', piece.in)
    }
  }
  return numbered(
    lines.filter(({ runs }) => runs.some(({ text }) => text.trim() !== '')),
    ({ runs }) => runs.some(({ kind, text }) => kind !== 'out' && text.trim() !== ''),
  )
}

function wholly(kind: 'out' | 'in', tokens: readonly Token[]): readonly DifferenceLine[] {
  const lines: OpenLine[] = []
  write(lines, kind, tokens)
  return numbered(lines, () => kind === 'in')
}

/** Cut before each break: a stretch that begins within a line has its rest as the first. */
function linewise(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const cut: Token[][] = [[]]
  for (const token of tokens) {
    if (token.is === 'break') cut.push([])
    cut.at(-1)?.push(token)
  }
  return cut
}

function write(lines: OpenLine[], kind: DifferenceRun['kind'], tokens: readonly Token[], as?: LineKind): void {
  const open = lines.at(-1)
  if (as !== undefined && open !== undefined) open.as = as
  for (const token of tokens) {
    if (token.is === 'break') {
      lines.push({ as: token.as, runs: [] })
      continue
    }
    const line = lines.at(-1) ?? { as: token.as, runs: [] }
    if (lines.length === 0) lines.push(line)
    const last = line.runs.at(-1)
    const apart = last !== undefined && (token.spaceBefore || (last.kind === 'out' && kind === 'in'))
    if (last?.kind === kind) last.text += `${apart ? ' ' : ''}${token.text}`
    else if (kind === 'same') line.runs.push({ kind, text: `${apart ? ' ' : ''}${token.text}` })
    else {
      if (apart && last.kind === 'same') last.text += ' '
      else if (apart) line.runs.push({ kind: 'same', text: ' ' })
      line.runs.push({ kind, text: token.text })
    }
  }
}

function numbered(
  lines: readonly Pick<DifferenceLine, 'as' | 'runs'>[],
  stands: (line: Pick<DifferenceLine, 'as' | 'runs'>) => boolean,
): readonly DifferenceLine[] {
  let count = 0
  return lines.map(({ as, runs }) => {
    const counts = stands({ as, runs })
    if (as !== 'step') count = counts ? 0 : count
    const number = as === 'step' && counts ? (count += 1) : undefined
    return { as, number, runs }
  })
}
