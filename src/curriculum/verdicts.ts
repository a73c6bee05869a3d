/** What a judgement adds to the lock, or why it cannot be made. Pure: whoever calls it writes the lines. */
import { standingLines, type LockLine, type SuccessionKind } from '../domain/clause-lock.ts'
import { clauseCommand, commandLine } from '../domain/command-line.ts'
import { isBinding, type Clause } from '../domain/curriculum.ts'
import type { Day } from '../domain/days.ts'
import { differenceOfEssence } from '../domain/essence.ts'
import { pin, type ClauseId, type PinnedClause } from '../domain/ids.ts'
import { didYouMean, listWords, wordFault } from './faults.ts'
import { printOf, type Printed } from './fingerprint.ts'
import { isJudgedAlone, isSamePerson } from './lock-history.ts'
import { fitsField, lockFile } from './lock.ts'
import { unannounced } from './lock-texts.ts'
import type { ParsedCurriculum } from './parse.ts'

export type Judgement =
  /** Takes in the clauses named, or every one that the lock does not know yet. */
  | { readonly kind: 'adopt'; readonly clauses: readonly ClauseId[] }
  | { readonly kind: 'bump' | 'editorial' | 'retire'; readonly clauses: readonly ClauseId[] }
  | {
      readonly kind: 'succeed'
      readonly how: SuccessionKind
      readonly from: readonly ClauseId[]
      readonly into: readonly ClauseId[]
      /** Ends, old or new, of which old evidence counts for the successor. */
      readonly carried: readonly ClauseId[]
    }

/** Who judged, on which day and why. */
export interface Signature {
  readonly author: string
  readonly approver: string
  readonly on: Day
  readonly why: string
}

export type Judged =
  | {
      readonly kind: 'judged'
      readonly lines: readonly LockLine[]
      /** Revisions that a notice must announce. */
      readonly announce: readonly PinnedClause[]
    }
  /** A sentence or two: what stands in the way, and what to do. */
  | { readonly kind: 'refused'; readonly says: string }

class Refusal extends Error {}

/**
 * Judges clauses of a folder that was read. Every clause named is judged or none: a refusal adds nothing.
 */
export function judge(parsed: ParsedCurriculum, judgement: Judgement, signature: Signature): Judged {
  const signed = {
    author: inOneLine(signature.author),
    approver: inOneLine(signature.approver),
    on: signature.on,
    why: inOneLine(signature.why),
  }
  try {
    refuseUnsound(parsed)
    for (const [name, field] of [
      ['author', signed.author],
      ['approver', signed.approver],
      ['reason', signed.why],
    ] as const) {
      if (!fitsField(field)) throw new Refusal(`The ${name} may not be empty, and may not hold " | ".`)
    }
    const lines = new Judging(parsed).linesOf(judgement, signed)
    const known = standingLines(parsed.partial.lock)
    const alone = lines.find((line) => isJudgedAlone(line, known.get(line.clause)))
    if (alone !== undefined) {
      throw new Refusal(
        `${alone.clause} binds people, so somebody other than ${signed.author} has to agree. Give another --approver.`,
      )
    }
    const announced = lines.filter(({ verdict }) => verdict !== 'baseline' && verdict !== 'editorial')
    return { kind: 'judged', lines, announce: announced.map(({ clause, revision }) => pin(clause, revision)) }
  } catch (error) {
    if (error instanceof Refusal) return { kind: 'refused', says: error.message }
    throw error
  }
}

function inOneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim().normalize('NFC')
}

/** A verdict on words that cannot be read would be a verdict on other words. */
function refuseUnsound({ faults, complete }: ParsedCurriculum): void {
  const inTheWay = faults.find(({ file }) => !complete || file === lockFile || file.startsWith('standards/'))
  if (inTheWay === undefined) return
  // Of the folder itself: somebody is writing it, say, and there is nothing in it to mend.
  throw new Refusal(`${inTheWay.file === '' ? '' : 'Mend the content first. '}${wordFault(inTheWay)}`)
}

class Judging {
  readonly #clauses: ReadonlyMap<ClauseId, Clause>
  readonly #standing: ReadonlyMap<ClauseId, LockLine>
  readonly #parsed: ParsedCurriculum

  constructor(parsed: ParsedCurriculum) {
    this.#parsed = parsed
    this.#clauses = new Map(
      parsed.partial.standards.flatMap(({ clauses }) => clauses.map((clause) => [clause.id, clause] as const)),
    )
    this.#standing = standingLines(parsed.partial.lock)
  }

  linesOf(judgement: Judgement, signed: Signature): readonly LockLine[] {
    if (judgement.kind === 'adopt') return this.#adopted(judgement.clauses, signed)
    if (this.#standing.size === 0) {
      throw new Refusal(`There are no verdicts in ${lockFile} yet. Begin it with: ${clauseCommand('adopt')}`)
    }
    if (judgement.kind === 'succeed') return this.#succeeded(judgement, signed)
    const clauses = [...new Set(judgement.clauses)]
    switch (judgement.kind) {
      case 'bump':
        return clauses.map((id) => {
          const { last, printed } = this.#changed(id)
          return { clause: id, revision: last.revision + 1, ...printed, verdict: 'material', ...signed }
        })
      case 'editorial':
        return clauses.map((id) => this.#editorial(id, signed))
      case 'retire':
        return clauses.map((id) => this.#retired(id, signed))
    }
  }

  #adopted(named: readonly ClauseId[], signed: Signature): readonly LockLine[] {
    const isFirst = this.#standing.size === 0
    if (isFirst && named.length > 0) {
      throw new Refusal(`The first adoption takes in every clause, so that the rest is not new: name none.`)
    }
    for (const id of named) {
      if (this.#standing.has(id)) throw new Refusal(`The lock knows ${id} already. ${this.#whatItIs(id)}`)
      this.#textOf(id)
    }
    const wanted = named.length > 0 ? [...new Set(named)] : [...this.#clauses.keys()]
    const unknown = wanted.filter((id) => !this.#standing.has(id))
    if (unknown.length === 0) {
      throw new Refusal(
        this.#clauses.size === 0 ? 'There is no clause to adopt.' : 'The lock knows every clause already.',
      )
    }
    return unknown.map((id) => ({
      clause: id,
      revision: 1,
      ...printOf(this.#textOf(id)),
      verdict: isFirst ? 'baseline' : 'new',
      ...signed,
    }))
  }

  #editorial(id: ClauseId, signed: Signature): LockLine {
    const { clause, last, printed } = this.#changed(id)
    const difference = differenceOfEssence(last.essence, printed.essence)
    if (difference !== undefined) {
      throw new Refusal(
        `The change of ${id} is not editorial: ${difference}. That is always material. Run: ${clauseCommand('bump', id)}`,
      )
    }
    if (isBinding(clause) && isSamePerson(signed.author, signed.approver)) {
      throw new Refusal(
        `${id} binds people, so somebody other than ${signed.author} has to agree that it asks the same. Give another --approver.`,
      )
    }
    return { clause: id, revision: last.revision, ...printed, verdict: 'editorial', ...signed }
  }

  #retired(id: ClauseId, signed: Signature, into?: LockLine['into']): LockLine {
    const last = this.#known(id)
    if (this.#clauses.has(id)) {
      const place = this.#parsed.places.get(`clause:${id}`)
      throw new Refusal(
        `${id} still stands in ${place?.file}:${place?.line}. Delete it there first; its words stay in every publication that held them.`,
      )
    }
    const { fingerprint, essence, revision } = last
    return {
      clause: id,
      revision: revision + 1,
      fingerprint,
      essence,
      verdict: 'retired',
      ...(into !== undefined && { into }),
      ...signed,
    }
  }

  #succeeded(judgement: Extract<Judgement, { kind: 'succeed' }>, signed: Signature): readonly LockLine[] {
    const { how, carried } = judgement
    const [from, into] = [[...new Set(judgement.from)], [...new Set(judgement.into)]]
    if (how === 'split' && into.length < 2) {
      throw new Refusal(`A split names two successors or more: --into TEL-11,TEL-12. For one, use supersede.`)
    }
    const [first] = into
    if (how === 'merged' && from.length < 2 && first !== undefined && !this.#standing.has(first)) {
      throw new Refusal(`A merge joins two clauses or more. For one, use supersede.`)
    }
    const both = into.find((id) => from.includes(id))
    if (both !== undefined)
      throw new Refusal(`${both} cannot follow itself: an id that is retired is never used again.`)
    const stranger = carried.find((id) => !from.includes(id) && !into.includes(id))
    if (stranger !== undefined) {
      throw new Refusal(`${stranger} has no part in this, so no evidence of it can be carried over.`)
    }
    const origins = from.map((id) => this.#retired(id, signed, { how, clauses: into }))
    const successors = into.map((id): LockLine => {
      const carries = from.filter((origin) => carried.includes(origin) || carried.includes(id))
      const origin = { from, ...(carries.length > 0 && { carries }) }
      const last = this.#standing.get(id)
      if (last === undefined) {
        return { clause: id, revision: 1, ...printOf(this.#textOf(id)), verdict: 'new', ...origin, ...signed }
      }
      const { printed } = this.#changed(id, `Let it say what it takes over, or only retire ${listWords(from, 'and')}.`)
      return { clause: id, revision: last.revision + 1, ...printed, verdict: 'material', ...origin, ...signed }
    })
    return [...origins, ...successors]
  }

  /** A clause whose words are not those of its last verdict. */
  #changed(
    id: ClauseId,
    otherwise?: string,
  ): { readonly clause: Clause; readonly last: LockLine; readonly printed: Printed } {
    const last = this.#known(id)
    const clause = this.#clauses.get(id)
    if (clause === undefined) {
      throw new Refusal(`${id} stands in no standard any more. Write it again, or run: ${clauseCommand('retire', id)}`)
    }
    const printed = printOf(clause)
    if (printed.fingerprint === last.fingerprint) {
      throw new Refusal(
        `${id} says what it says at revision ${last.revision}. ${otherwise ?? this.#nothingToJudge(last)}`,
      )
    }
    return { clause, last, printed }
  }

  /** What somebody may have wanted who judges a clause again: the notice, or to undo the verdict. */
  #nothingToJudge(last: LockLine): string {
    const { partial, places } = this.#parsed
    const says = ['There is nothing to judge.']
    if (unannounced(partial).includes(last)) {
      says.push(`To announce ${pin(last.clause, last.revision)}, run ${commandLine('clause', 'notice', 'NAME')}.`)
    }
    if (last.verdict !== 'baseline') {
      const line = places.get(`verdict:${partial.lock.indexOf(last)}`)?.line
      says.push(
        `To undo its last verdict, if that is not published yet, delete line ${line} of ${lockFile} again: then you can judge anew.`,
      )
    }
    return says.join(' ')
  }

  /** The last verdict on a clause that is not retired. */
  #known(id: ClauseId): LockLine {
    const last = this.#standing.get(id)
    if (last === undefined) {
      throw new Refusal(
        this.#clauses.has(id)
          ? `The lock does not know ${id} yet. Run: ${clauseCommand('adopt', id)}`
          : `There is no clause ${id}. ${didYouMean(id, this.#standing.keys(), 'Look its id up in its standard.')}`,
      )
    }
    if (last.verdict === 'retired') throw new Refusal(this.#whatItIs(id))
    return last
  }

  #textOf(id: ClauseId): Clause {
    const clause = this.#clauses.get(id)
    if (clause !== undefined) return clause
    throw new Refusal(
      `There is no clause ${id}. ${didYouMean(id, this.#clauses.keys(), 'Write it into its standard first.')}`,
    )
  }

  #whatItIs(id: ClauseId): string {
    const last = this.#standing.get(id)
    return last?.verdict === 'retired'
      ? `${id} was retired on ${last.on}, and its id is never used again.`
      : `It is at revision ${last?.revision}.`
  }
}
