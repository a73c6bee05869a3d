/**
 * What a publication does to the clauses of the one before: why it may not be made at all, or the
 * changes that its fact records. Whatever a lock claims, the words that are in force decide.
 */
import { canonicalJson } from '../domain/canonical.ts'
import { compareLocks, sharedLines, standingLines, type Lock } from '../domain/clause-lock.ts'
import type { Clause, Curriculum, Notice } from '../domain/curriculum.ts'
import { addDays, later, type Day } from '../domain/days.ts'
import { differenceOfEssence } from '../domain/essence.ts'
import type { ClauseChange, ContentHash } from '../domain/facts.ts'
import { pin, type ClauseId, type NoticeId, type PinnedClause } from '../domain/ids.ts'
import { libraryOf, type Library } from '../domain/library.ts'
import type { ClauseHistories, PublishedChange } from '../domain/updates.ts'
import { fingerprintOf, printOf } from './fingerprint.ts'

/** Why a folder cannot follow the publication in force. */
export type NoSuccessor =
  /** The folder's lock is a beginning of the published one, or there is none: the verdicts on these are missing. */
  | { readonly reason: 'lock-behind'; readonly clauses: readonly ClauseId[] }
  /** Line `line` of the lock, counted from 1 without the head, says otherwise than the published one. */
  | { readonly reason: 'lock-forked'; readonly line: number; readonly clause: ClauseId }
  /** The words in force are others than those that the lock began with. */
  | { readonly reason: 'not-adopted'; readonly clauses: readonly ClauseId[] }
  /** Words changed, and nobody judged how. */
  | { readonly reason: 'unjudged'; readonly clauses: readonly ClauseId[] }
  /** Judged editorial, although what it asks changed: `difference` says what. */
  | { readonly reason: 'not-editorial'; readonly clause: ClauseId; readonly difference: string }
  | { readonly reason: 'notice-altered' | 'notice-removed'; readonly notice: NoticeId }

/** Undefined when a curriculum may follow the one in force. */
export function whyNoSuccessor(
  before: Pick<Curriculum, 'standards' | 'lock' | 'notices'>,
  after: Pick<Curriculum, 'standards' | 'lock' | 'notices'>,
): NoSuccessor | undefined {
  const relation = compareLocks(before.lock, after.lock)
  if (relation === 'behind') {
    const missing = before.lock.slice(after.lock.length).map(({ clause }) => clause)
    return { reason: 'lock-behind', clauses: [...new Set(missing)] }
  }
  if (relation === 'forked') {
    const line = sharedLines(before.lock, after.lock)
    return {
      reason: 'lock-forked',
      line: line + 1,
      clause: (after.lock[line] ?? before.lock[line])?.clause as ClauseId,
    }
  }
  return (
    (before.lock.length === 0 ? whyNotAdopted(before, after) : undefined) ??
    whyMisjudged(before, after) ??
    alteredNotice(before.notices, after.notices)
  )
}

/** A portal published before there was a lock is taken over as it stands: the lock begins with its words. */
function whyNotAdopted(
  before: Pick<Curriculum, 'standards'>,
  after: Pick<Curriculum, 'lock'>,
): NoSuccessor | undefined {
  if (after.lock.length === 0) return undefined
  const first = new Map<ClauseId, string>()
  for (const line of after.lock) if (!first.has(line.clause)) first.set(line.clause, line.fingerprint)
  const others = clausesOf(before).filter((clause) => {
    const begun = first.get(clause.id)
    return begun !== undefined && begun !== fingerprintOf(clause)
  })
  return others.length === 0 ? undefined : { reason: 'not-adopted', clauses: others.map(({ id }) => id) }
}

function whyMisjudged(
  before: Pick<Curriculum, 'standards' | 'lock'>,
  after: Pick<Curriculum, 'standards' | 'lock'>,
): NoSuccessor | undefined {
  const now = new Map(clausesOf(after).map((clause) => [clause.id, clause]))
  const standing = standingLines(after.lock)
  const unjudged: ClauseId[] = []
  for (const old of clausesOf(before)) {
    const clause = now.get(old.id)
    if (clause === undefined) {
      if (standing.get(old.id)?.verdict !== 'retired') unjudged.push(old.id)
      continue
    }
    if (clause.revision !== old.revision || saysTheSame(old, clause)) continue
    const [was, is] = [printOf(old), printOf(clause)]
    if (was.fingerprint === is.fingerprint) continue
    const isJudged = after.lock.slice(before.lock.length).some((line) => line.clause === old.id)
    if (!isJudged) unjudged.push(old.id)
    const difference = differenceOfEssence(was.essence, is.essence)
    if (isJudged && difference !== undefined) return { reason: 'not-editorial', clause: old.id, difference }
  }
  return unjudged.length === 0 ? undefined : { reason: 'unjudged', clauses: unjudged }
}

/** Most clauses are just as they were, which is seen much faster than by their fingerprints. */
function saysTheSame(one: Clause, other: Clause): boolean {
  const said = ({ level, roles, channels, target, params, body }: Clause) =>
    canonicalJson({ level, roles, channels, target: target ?? null, params, body })
  return one.text === other.text && said(one) === said(other)
}

/** What was promised about dates and clauses stays promised; title and reason may be worded better. */
function alteredNotice(before: readonly Notice[], after: readonly Notice[]): NoSuccessor | undefined {
  const promised = ({ clauses, effective, updateWithinDays, notifyOnly, recounts = [] }: Notice) =>
    canonicalJson({ clauses, effective, updateWithinDays, notifyOnly, recounts })
  for (const old of before) {
    const notice = after.find(({ id }) => id === old.id)
    if (notice === undefined) return { reason: 'notice-removed', notice: old.id }
    if (promised(notice) !== promised(old)) return { reason: 'notice-altered', notice: old.id }
  }
  return undefined
}

export interface Succession {
  readonly before: Library
  readonly after: Curriculum
  readonly publishedOn: Day
  readonly histories: ClauseHistories
  /** A clause as an earlier publication had it at a revision. */
  readonly earlier: (clause: ClauseId, revision: number) => Clause | undefined
}

/** The changes that the fact of a publication records, in the order of clause ids. */
export function clauseChanges({ before, after, publishedOn, histories, earlier }: Succession): readonly ClauseChange[] {
  const resting = programmesBy(after)
  const now = new Map(clausesOf(after).map((clause) => [clause.id, clause]))
  const lines = standingLines(after.lock)
  const ids = [...new Set([...before.clauses.keys(), ...now.keys(), ...histories.keys()])].toSorted()
  return ids.flatMap((id): readonly ClauseChange[] => {
    const [old, clause, history] = [before.clauses.get(id), now.get(id), histories.get(id) ?? []]
    const was = old === undefined ? null : { revision: old.revision, roles: old.roles, channels: old.channels }
    if (clause === undefined) {
      if (old === undefined || was === null) return []
      const revision = lines.get(id)?.revision ?? old.revision + 1
      const told = termsOf(after, pin(id, revision), publishedOn)
      return [
        {
          ...was,
          clause: id,
          revision,
          verdict: 'retired',
          before: was,
          sameWordsAs: revision,
          programmes: [],
          ...told,
          asks: false,
          carries: [],
        },
      ]
    }
    const programmes = resting.get(id) ?? []
    const { revision, roles, channels } = clause
    const reach = { clause: id, revision, roles, channels, programmes }
    if (old !== undefined && old.revision === revision) return shiftOf(reach, history, was, publishedOn)
    const terms = termsOf(after, pin(id, revision), publishedOn)
    return [
      {
        ...reach,
        verdict: old === undefined ? 'new' : 'material',
        before: was,
        sameWordsAs: sameWordsAs(clause, [...revisionsKnown(history, old)], earlier),
        ...terms,
        carries: carriedInto(id, after.lock, before.curriculum.lock.length),
      },
    ]
  })
}

/** A clause that ever changed goes on asking by the programmes that rest on it now. */
function shiftOf(
  reach: Pick<ClauseChange, 'clause' | 'revision' | 'roles' | 'channels' | 'programmes'>,
  history: readonly PublishedChange[],
  before: ClauseChange['before'],
  publishedOn: Day,
): readonly ClauseChange[] {
  const last = history.at(-1)
  if (last === undefined || canonicalJson(last.programmes) === canonicalJson(reach.programmes)) return []
  const { sameWordsAs } = last
  const asksNothing = { notice: null, effectiveOn: publishedOn, updateWithinDays: 0, asks: false, carries: [] }
  return [{ ...reach, verdict: 'coverage', before, sameWordsAs, ...asksNothing }]
}

/** What its notice says of a change; without one (a clause that the lock begins with) nothing is asked. */
function termsOf(
  { notices }: Pick<Curriculum, 'notices'>,
  pinned: PinnedClause,
  publishedOn: Day,
): Pick<ClauseChange, 'notice' | 'effectiveOn' | 'updateWithinDays' | 'asks'> {
  const notice = notices.find(({ clauses }) => clauses.includes(pinned))
  if (notice === undefined) return { notice: null, effectiveOn: publishedOn, updateWithinDays: 0, asks: false }
  const { id, effective, updateWithinDays, notifyOnly } = notice
  const named = 'on' in effective ? effective.on : addDays(publishedOn, effective.daysAfterPublication)
  return {
    notice: id,
    effectiveOn: later(named, publishedOn),
    updateWithinDays,
    asks: !notifyOnly.includes(pinned),
  }
}

function* revisionsKnown(history: readonly PublishedChange[], old: Clause | undefined): Generator<number> {
  for (const change of history) {
    if (change.before !== null) yield change.before.revision
    if (change.verdict !== 'retired') yield change.revision
  }
  if (old !== undefined) yield old.revision
}

function sameWordsAs(clause: Clause, revisions: readonly number[], earlier: Succession['earlier']): number {
  const words = wordsOf(clause)
  const twins = revisions.filter((revision) => {
    const known = earlier(clause.id, revision)
    return known !== undefined && wordsOf(known) === words
  })
  return Math.min(clause.revision, ...twins)
}

/** The fingerprint of what a clause says, whomever it reaches. */
function wordsOf(clause: Clause): string {
  return fingerprintOf({ ...clause, roles: 'everyone', channels: 'all' })
}

/** The last revisions of the clauses whose evidence the verdicts since the publication in force carry over. */
function carriedInto(clause: ClauseId, lock: Lock, published: number): readonly PinnedClause[] {
  const origins = lock.slice(published).flatMap((line) => (line.clause === clause ? (line.carries ?? []) : []))
  return origins.map((origin) => {
    const last = lock.findLast((one) => one.clause === origin && one.verdict !== 'retired')
    return pin(origin, last?.revision ?? 1)
  })
}

function programmesBy(after: Curriculum): ReadonlyMap<ClauseId, ClauseChange['programmes']> {
  const library = libraryOf(after, {
    publication: 0,
    publishedOn: '' as Day,
    digest: '' as ContentHash,
    hashes: new Map(),
  })
  return new Map([...library.citing].map(([id, { programmes }]) => [id, programmes.map(({ id }) => id).toSorted()]))
}

function clausesOf({ standards }: Pick<Curriculum, 'standards'>): readonly Clause[] {
  return standards.flatMap(({ clauses }) => clauses)
}
