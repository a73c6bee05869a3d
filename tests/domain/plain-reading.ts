/**
 * The rules read a second time: one day at a time, by counting days one after another, as slowly and
 * plainly as the design says them. Days are numbers here and nothing of the rules' own code is used.
 */
import type { ClauseChange, Reach } from '../../src/domain/facts.ts'
import type { ClauseId, ProgrammeId } from '../../src/domain/ids.ts'
import type { StandingKind } from '../../src/domain/standing-words.ts'

export interface PlainChange extends Omit<ClauseChange, 'effectiveOn' | 'carries' | 'notice'> {
  readonly publication: number
  readonly on: number
  readonly effectiveOn: number
  readonly carries: readonly { readonly clause: ClauseId; readonly revision: number }[]
}

export interface PlainGrant {
  readonly programme: ProgrammeId
  readonly publication: number
  readonly on: number
  readonly windowOpensOn: number
  readonly expiresOn: number
  /** What became of it by a day, where anything could; left out, it is as granted. */
  readonly through?: (on: number) => { readonly state: 'held' | 'revoked' | 'void'; readonly expiresOn: number }
}

export interface PlainShowing {
  readonly clause: ClauseId
  readonly revision: number
  readonly on: number
}

export type PlainDays = readonly { readonly from: number; readonly to: number }[]

export interface PlainLife {
  /** In the order published. */
  readonly changes: readonly PlainChange[]
  /** In the order recorded. */
  readonly grants: readonly PlainGrant[]
  readonly showings: readonly PlainShowing[]
  readonly required: PlainDays
  readonly absences: PlainDays
  readonly places: readonly {
    readonly from: number
    readonly to: number
    readonly roles: readonly string[]
    readonly channels: readonly string[]
  }[]
  readonly completeWithinDays: number
}

export interface PlainStanding {
  readonly kind: StandingKind
  /** What an update asks for; empty when none is owed. */
  readonly clauses: readonly string[]
}

const within = (days: PlainDays, on: number) => days.find(({ from, to }) => from <= on && on < to)

export function readPlainly(life: PlainLife, programme: ProgrammeId, on: number): PlainStanding | undefined {
  const asked = within(life.required, on)
  if (asked === undefined) return undefined
  if (isAway(life, on)) return { kind: 'paused', clauses: [] }
  const grant = governing(life, programme, on)
  if (grant !== undefined && on <= grant.expiresOn) {
    const owed = [...new Set(life.changes.map(({ clause }) => clause))].flatMap((clause) =>
      owedPlainly(life, programme, clause, on),
    )
    if (owed.length === 0) return { kind: on < grant.windowOpensOn ? 'certified' : 'renewal-due', clauses: [] }
    const clauses = owed.map(({ pinned }) => pinned).toSorted()
    return { kind: owed.some(({ isLate }) => isLate) ? 'overdue' : 'update-due', clauses }
  }
  if (grant !== undefined && grant.expiresOn >= asked.from) return { kind: 'expired', clauses: [] }
  return { kind: daysHad(life, asked.from, on) > life.completeWithinDays ? 'overdue' : 'to-do', clauses: [] }
}

function isAway(life: PlainLife, on: number): boolean {
  return within(life.absences, on) !== undefined
}

/** Days that somebody had for something since it was asked, of those before this one. */
function daysHad(life: PlainLife, since: number, on: number): number {
  let had = 0
  for (let past = since; past < on; past += 1) if (!isAway(life, past)) had += 1
  return had
}

function governing(life: PlainLife, programme: ProgrammeId, on: number): PlainGrant | undefined {
  let latest: PlainGrant | undefined
  for (const grant of life.grants) {
    if (grant.programme !== programme || grant.on > on || grant.through?.(on).state === 'void') continue
    if (latest === undefined || grant.on >= latest.on) latest = grant
  }
  return latest
}

function isHeld(life: PlainLife, programme: ProgrammeId, on: number): boolean {
  const grant = governing(life, programme, on)
  if (grant === undefined) return false
  const { state, expiresOn } = grant.through?.(on) ?? { state: 'held', expiresOn: grant.expiresOn }
  return state === 'held' && on <= expiresOn
}

function means(life: PlainLife, reach: Reach, on: number): boolean {
  const place = life.places.find(({ from, to }) => from <= on && on < to)
  if (place === undefined) return false
  const { roles, channels } = reach
  const byRole = roles === 'everyone' || roles.some((role) => place.roles.includes(role))
  const isAnywhere = channels === 'all' || channels === 'internal'
  return byRole && (isAnywhere || channels.some((channel) => place.channels.includes(channel)))
}

/** Whether on this day the programme asks the person for what the clause says. */
function isTouched(life: PlainLife, programme: ProgrammeId, changes: readonly PlainChange[], on: number): boolean {
  if (within(life.required, on) === undefined) return false
  const inForce = changes.findLast((change) => change.on <= on)
  if (inForce !== undefined) return inForce.programmes.includes(programme) && means(life, inForce, on)
  const [first] = changes
  return !!first?.before && first.programmes.includes(programme) && means(life, first.before, on)
}

function owedPlainly(
  life: PlainLife,
  programme: ProgrammeId,
  clause: ClauseId,
  on: number,
): { pinned: string; isLate: boolean }[] {
  return pendingPlainly(life, programme, clause, on).map(({ pinned, asks }) => ({
    pinned,
    isLate: asks.some(({ since, days }) => daysHad(life, since, on) > days),
  }))
}

/** What somebody certified owes of a clause on a day: each change not yet shown, with its first day and days given. */
export function pendingPlainly(
  life: PlainLife,
  programme: ProgrammeId,
  clause: ClauseId,
  on: number,
): { pinned: string; asks: { since: number; days: number }[] }[] {
  const changes = life.changes.filter((change) => change.clause === clause)
  const published = changes.filter((change) => change.on <= on)
  const current = published.at(-1)
  if (current === undefined || !isTouched(life, programme, changes, on)) return []
  let reachedSince = on
  while (isTouched(life, programme, changes, reachedSince - 1)) reachedSince -= 1
  let heldSince = on
  while (isHeld(life, programme, heldSince - 1)) heldSince -= 1

  const known = showingsOf(life, clause).filter((one) => one.on <= on)
  const grant = governing(life, programme, on)
  if (known.length === 0 && grant !== undefined) {
    const then = changes.findLast((change) => change.publication <= grant.publication)
    known.push({ clause, on: grant.on, revision: then?.revision ?? changes[0]?.before?.revision ?? 0 })
  }
  const asking = published.filter((change) => change.verdict !== 'coverage')
  const since = (change: PlainChange) => Math.max(change.on, reachedSince, heldSince)
  const settles = (change: PlainChange) =>
    !change.asks ||
    known.some(
      (one) =>
        one.revision >= change.revision ||
        (wordsOf(changes, one.revision) === wordsOf(changes, change.revision) &&
          (means(life, reachOf(changes, one.revision), one.on) ||
            means(life, reachOf(changes, one.revision), since(change)))),
    )
  const isNews = (change: PlainChange) =>
    means(life, change, since(change)) &&
    (change.before === null ||
      wordsOf(changes, change.before.revision) !== wordsOf(changes, change.revision) ||
      !means(life, change.before, since(change)))
  const pending = asking.filter((change, index) => !asking.slice(index).some(settles) && isNews(change))
  if (pending.length === 0) return []
  const asks = pending.map((change) => ({
    since: since(change),
    days: Math.max(change.effectiveOn - since(change), change.updateWithinDays),
  }))
  return [{ pinned: `${clause}~${current.revision}`, asks }]
}

function reachOf(changes: readonly PlainChange[], revision: number): Reach {
  const nobody: Reach = { roles: [], channels: [] }
  const own = changes.find((change) => change.revision === revision)
  return own ?? changes.find(({ before }) => before?.revision === revision)?.before ?? nobody
}

function wordsOf(changes: readonly PlainChange[], revision: number): number {
  return changes.find((change) => change.revision === revision)?.sameWordsAs ?? revision
}

/** What was shown of a clause, and of those whose evidence its owner lets count. */
function showingsOf(life: PlainLife, clause: ClauseId): PlainShowing[] {
  const own = life.showings.filter((one) => one.clause === clause)
  const carried = life.changes
    .filter((change) => change.clause === clause)
    .flatMap(({ revision, carries }) =>
      carries.flatMap((from) => {
        const before = life.changes.filter((change) => change.clause === from.clause)
        return showingsOf(life, from.clause)
          .filter(
            (one) =>
              one.revision === from.revision ||
              (one.revision < from.revision &&
                wordsOf(before, one.revision) === wordsOf(before, from.revision) &&
                means(life, reachOf(before, one.revision), one.on)),
          )
          .map(({ on }) => ({ clause, revision, on }))
      }),
    )
  return [...own, ...carried]
}
