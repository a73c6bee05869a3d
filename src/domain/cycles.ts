/**
 * The cycles of a certification as they can be seen: each grant opens one, and none is ever taken out of the
 * picture, whatever followed it.
 */
import type { RuleHistory } from './audience.ts'
import { FOREVER, addDays, earlier, later, overlap, valueOn, type Day, type Stretch } from './days.ts'
import type { GrantPath } from './facts.ts'
import { termsOn, type Grant, type GrantTerms } from './grants.ts'
import type { CertificateId } from './ids.ts'

/**
 * What a certificate is over some days.
 * - `holds`, `window` (renewal is open), `extended` (past the end that it was granted with)
 * - `grace`: run out, and the shorter renewal is still enough
 * - `followed`: it would still hold, and a later one holds in its place
 * - `revoked`, `void`: it would hold, and was taken back, or what it rested on was
 */
export type CyclePieceKind = 'holds' | 'window' | 'extended' | 'grace' | 'followed' | 'revoked' | 'void'

export interface CyclePiece extends Stretch {
  readonly kind: CyclePieceKind
}

export interface Cycle {
  /** From 1, in the order of their first days. */
  readonly number: number
  readonly certificate: CertificateId
  readonly path: GrantPath
  readonly publication: number
  readonly on: Day
  readonly pieces: readonly CyclePiece[]
  /** The last day on which it holds or held, by all that is known now. */
  readonly expiresOn: Day
  /** The last day on which the shorter renewal is or was enough; undefined when another grant came first. */
  readonly graceEndsOn: Day | undefined
}

/** In the order of their first days; of one day, in the order recorded. */
export function cyclesOf(grants: readonly Grant[], rules: RuleHistory): readonly Cycle[] {
  const inOrder = grants.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
  return inOrder.map((grant, index) => {
    const follower = inOrder.slice(index + 1).find((other) => termsOn(other, other.on).state !== 'void')
    const followedOn = follower?.on ?? FOREVER
    const terms = grant.terms ?? [termsOn(grant, grant.on)]
    const pieces = terms.flatMap((term) => piecesOf(term, grant.on, followedOn, graceDaysAfter(rules, term.expiresOn)))
    const last = terms.at(-1) ?? termsOn(grant, grant.on)
    const grace = pieces.findLast(({ kind }) => kind === 'grace')
    return {
      number: index + 1,
      certificate: grant.certificate,
      path: grant.path ?? 'initial',
      publication: grant.publication,
      on: grant.on,
      pieces: joinedPieces(pieces),
      expiresOn: last.expiresOn,
      graceEndsOn: grace && addDays(grace.to, -1),
    }
  })
}

function piecesOf(term: GrantTerms, on: Day, followedOn: Day, graceDays: number): readonly CyclePiece[] {
  const end = addDays(term.expiresOn, 1)
  const within = { from: later(term.from, on), to: term.to }
  const open = { from: within.from, to: earlier(within.to, followedOn) }
  const cut = (kind: CyclePieceKind, stretch: Stretch, from: Day, to: Day): CyclePiece[] => {
    const days = from < to ? overlap(stretch, { from, to }) : undefined
    return days === undefined ? [] : [{ kind, ...days }]
  }
  const tail = cut('followed', within, followedOn, end)
  if (term.state !== 'as-granted') return cut(term.state, within, on, end)
  const counted = addDays(term.countedTo, 1)
  const window = earlier(term.windowOpensOn, counted)
  return [
    ...cut('holds', open, on, window),
    ...cut('window', open, window, counted),
    ...cut('extended', open, counted, end),
    ...cut('grace', open, end, addDays(end, graceDays)),
    ...tail,
  ]
}

/** By the rules of the first day after it ran out; after the last rules, by these. */
function graceDaysAfter(rules: RuleHistory, expiresOn: Day): number {
  return (valueOn(rules, addDays(expiresOn, 1)) ?? rules.at(-1)?.value)?.graceDays ?? 0
}

function joinedPieces(pieces: readonly CyclePiece[]): readonly CyclePiece[] {
  const joined: CyclePiece[] = []
  for (const piece of pieces.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    const last = joined.at(-1)
    if (last?.kind === piece.kind && last.to === piece.from) joined[joined.length - 1] = { ...last, to: piece.to }
    else joined.push(piece)
  }
  return joined
}
