/**
 * What people's facts come to, worked out from what is committed, apart from any transaction: with the
 * place in the ledger up to which it is true, so that it can be kept once nothing has come between.
 */
import { sql } from 'drizzle-orm'
import type { Day } from '../src/domain/days.ts'
import { factKindsBehind } from '../src/domain/derived-standings.ts'
import type { FactKind } from '../src/domain/facts.ts'
import { grantsEarned } from '../src/domain/grants-earned.ts'
import type { PersonId } from '../src/domain/ids.ts'
import { teamFactKinds } from '../src/domain/organisation.ts'
import { factsOfPeople, hashAt, headOfLedger, type Head } from './ledger.ts'
import type { Database, Tx } from './open.ts'
import { deriveAll, groundOf, type DerivedOf } from './projections.ts'
import { currentLibrary } from './publications.ts'
import { stillUnsettled, type Unsettled } from './unsettled.ts'

export interface ToDerive extends Pick<Unsettled, 'people' | 'programmes'> {
  /** Grants that people behind in everything have earned by this day are looked for; undefined for a rebuild. */
  readonly today: Day | undefined
}

export interface Derivation {
  readonly derived: readonly DerivedOf[]
  /** Those left out, because they have earned what is still to be granted. */
  readonly earning: readonly PersonId[]
  /** It is true as of here. */
  readonly head: Head
}

export async function derive(db: Database, { people, programmes, today }: ToDerive): Promise<Derivation> {
  const ask = db.reader
  // Read first: whatever is recorded while the rest is read is then seen to have come since.
  const head = await headOfLedger(ask)
  const ground = await groundOf(db, ask)
  const known = await factsOfPeople(ask, people, programmes === undefined ? undefined : factKindsBehind)
  const library = programmes === undefined && today !== undefined ? await currentLibrary(db) : undefined
  const earning: PersonId[] = []
  const all = people.flatMap((person) => {
    const facts = known.get(person) ?? []
    const earned = library !== undefined && today !== undefined && grantsEarned(library, person, facts, ground, today)
    if (earned !== false && earned.length > 0) earning.push(person)
    else return [{ person, facts }]
    return []
  })
  return { derived: deriveAll(ground, all, programmes), earning, head }
}

/** What standings of everybody follow from. */
const groundKinds: ReadonlySet<FactKind> = new Set<FactKind>(['published', ...teamFactKinds])

/**
 * Whose derivation may be kept: they are still behind in just what it was made for, and neither about them
 * nor about what all standings rest on has anything been recorded since. It is of this ledger, and not of
 * one in whose place a copy was put.
 */
export async function stillTrue(
  tx: Tx,
  asked: Pick<ToDerive, 'people' | 'programmes'>,
  { head }: Pick<Derivation, 'head'>,
): Promise<ReadonlySet<PersonId>> {
  if (head.sequence > 0 && (await hashAt(tx, head.sequence)) !== head.hash) return new Set()
  const since = await tx.all<{ kind: FactKind; person: PersonId | null }>(sql`
    SELECT kind, person FROM facts WHERE sequence > ${head.sequence}`)
  if (since.some(({ kind }) => groundKinds.has(kind))) return new Set()
  const told = new Set(since.map(({ person }) => person))
  return new Set([...(await stillUnsettled(tx, asked))].filter((person) => !told.has(person)))
}
