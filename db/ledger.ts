/**
 * The ledger: facts in the order in which they were recorded, each chained to the one before by
 * `hash = sha256(previous hash, bytes)`. What is hashed is what is stored, and the only source of the
 * fact: canonical JSON of sequence, instant, author and fact.
 */
import { hash as digest } from 'node:crypto'
import { setImmediate as giveWay } from 'node:timers/promises'
import { and, asc, desc, eq, gt, inArray, lte, sql } from 'drizzle-orm'
import { canonicalJson } from '../src/domain/canonical.ts'
import { personOf, subjectOf } from '../src/domain/facts.ts'
import type { Fact, FactKind, FactOf, Recorded } from '../src/domain/facts.ts'
import type { PersonId } from '../src/domain/ids.ts'
import { prepared } from './open.ts'
import type { Ask, Tx } from './open.ts'
import { facts } from './schema.ts'

/** A place in the ledger: so many facts, and the hash of the last one. */
export interface Head {
  readonly sequence: number
  readonly hash: string
}

/** The head of a ledger without facts. */
export const emptyHead: Head = { sequence: 0, hash: '0'.repeat(64) }

/** Rows of one INSERT: SQLite takes at most 32,766 values in a statement. */
const rowsTogether = 500
const sliceLength = 500

function chained(previous: string, bytes: string): string {
  return digest('sha256', previous + bytes, 'hex')
}

const lastRow = prepared((ask) =>
  ask
    .select({ sequence: facts.sequence, hash: facts.hash })
    .from(facts)
    .orderBy(desc(facts.sequence))
    .limit(1)
    .prepare(),
)

/** How many facts there are, and the hash that stands for all of them. */
export async function headOfLedger(ask: Ask): Promise<Head> {
  return (await lastRow(ask).get()) ?? emptyHead
}

/** The hash of the fact at a sequence; undefined when there is none. Equal hashes mean equal ledgers up to there. */
export async function hashAt(ask: Ask, sequence: number): Promise<string | undefined> {
  const [row] = await ask.select({ hash: facts.hash }).from(facts).where(eq(facts.sequence, sequence))
  return row?.hash
}

const appendOne = prepared((ask) =>
  ask
    .insert(facts)
    .values({
      sequence: sql.placeholder('sequence'),
      kind: sql.placeholder('kind'),
      person: sql.placeholder('person'),
      subject: sql.placeholder('subject'),
      bytes: sql.placeholder('bytes'),
      previous: sql.placeholder('previous'),
      hash: sql.placeholder('hash'),
    })
    .prepare(),
)

/**
 * Appends facts, in the order given, to the end of the ledger. `at` is kept to the millisecond; facts
 * are ordered by sequence alone, so it may lie before the last one recorded. `by` is null for the
 * portal itself. They stand only once the deed's transaction has been committed.
 */
export async function record(
  tx: Tx,
  happened: readonly Fact[],
  at: Temporal.Instant,
  by: PersonId | null,
): Promise<readonly Recorded[]> {
  if (happened.length === 0) return []
  let { sequence, hash } = await headOfLedger(tx)
  const instant = at.toString({ smallestUnit: 'millisecond' })
  const recorded: Recorded[] = []
  const rows: (typeof facts.$inferInsert)[] = []
  for (const fact of happened) {
    const entry = { sequence: ++sequence, at: instant, by, fact }
    const bytes = canonicalJson(entry)
    const previous = hash
    hash = chained(previous, bytes)
    recorded.push(entry)
    rows.push({ sequence, kind: fact.kind, person: personOf(fact), subject: subjectOf(fact), bytes, previous, hash })
  }
  // Building a long INSERT costs more than running a short one several times.
  if (rows.length <= 8) for (const row of rows) await appendOne(tx).run(row)
  else
    for (let from = 0; from < rows.length; from += rowsTogether)
      await tx.insert(facts).values(rows.slice(from, from + rowsTogether))
  return recorded
}

function read<F extends Fact>(rows: readonly { readonly bytes: string }[]): Recorded<F>[] {
  return rows.map((row) => JSON.parse(row.bytes) as Recorded<F>)
}

const byPerson = prepared((ask) =>
  ask
    .select({ bytes: facts.bytes })
    .from(facts)
    .where(and(eq(facts.person, sql.placeholder('person')), lte(facts.sequence, sql.placeholder('upTo'))))
    .orderBy(asc(facts.sequence))
    .prepare(),
)

/** A person's facts in the order recorded; with `upTo`, as they were known at that ledger sequence. */
export async function factsOf(
  ask: Ask,
  person: PersonId,
  options: { readonly upTo?: number } = {},
): Promise<Recorded[]> {
  return read(await byPerson(ask).all({ person, upTo: options.upTo ?? Number.MAX_SAFE_INTEGER }))
}

/**
 * The facts of several people in one query, each person's in the order recorded; with `kinds`, only
 * those. Whoever has none is left out.
 */
export async function factsOfPeople(
  ask: Ask,
  people: readonly PersonId[],
  kinds?: readonly FactKind[],
): Promise<ReadonlyMap<PersonId, readonly Recorded[]>> {
  // Lists travel as JSON, so that the text of the query stays the same and is prepared once.
  const ofKind = kinds === undefined ? sql`` : sql`AND kind IN (SELECT value FROM json_each(${JSON.stringify(kinds)}))`
  const rows = await ask.all<{ person: PersonId; bytes: string }>(sql`
    SELECT facts.person AS person, facts.bytes AS bytes
    FROM json_each(${JSON.stringify(people)}) AS asked CROSS JOIN facts
    WHERE facts.person = asked.value ${ofKind}`)
  const found = new Map<PersonId, Recorded[]>()
  for (const { person, bytes } of rows) {
    const own = found.get(person)
    const recorded = JSON.parse(bytes) as Recorded
    if (own === undefined) found.set(person, [recorded])
    else own.push(recorded)
  }
  for (const own of found.values()) own.sort((a, b) => a.sequence - b.sequence)
  return found
}

const bySubject = prepared((ask) =>
  ask
    .select({ bytes: facts.bytes })
    .from(facts)
    .where(eq(facts.subject, sql.placeholder('subject')))
    .orderBy(asc(facts.sequence))
    .prepare(),
)

/** The facts about one attempt, certificate, team or publication, in the order recorded. */
export async function factsAbout(ask: Ask, subject: string): Promise<Recorded[]> {
  return read(await bySubject(ask).all({ subject }))
}

/**
 * All facts of some kinds in the order recorded; with `after`, those recorded since that sequence; with
 * `upTo`, as they were known at that sequence.
 */
export async function factsOfKind<Kind extends FactKind>(
  ask: Ask,
  kinds: readonly Kind[],
  options: { readonly after?: number; readonly upTo?: number } = {},
): Promise<Recorded<FactOf<Kind>>[]> {
  const { after = 0, upTo = Number.MAX_SAFE_INTEGER } = options
  const rows = await ask
    .select({ bytes: facts.bytes })
    .from(facts)
    .where(and(inArray(facts.kind, [...kinds]), gt(facts.sequence, after), lte(facts.sequence, upTo)))
    .orderBy(asc(facts.sequence))
  return read(rows)
}

export interface LedgerFault {
  readonly sequence: number
  readonly says: string
}

export interface LedgerReport {
  readonly facts: number
  readonly head: Head
  readonly faults: readonly LedgerFault[]
  /** How far a head kept elsewhere proves the ledger; 0 without one. Facts after it may have been cut off. */
  readonly provedUpTo: number
  /** Whether nothing can be missing or changed at the end either. */
  readonly tailProved: boolean
}

export interface VerifyOptions {
  /** A head noted earlier and kept outside the database. */
  readonly knownHead?: Head | undefined
  readonly onProgress?: (factsRead: number) => void
}

/**
 * Reads the whole ledger, in slices that give way to other work, and reports every edit, gap and
 * reorder, and every column that differs from what the hashed bytes say. Facts cut off at the end can
 * be noticed only with a head that was kept elsewhere.
 */
export async function verifyLedger(ask: Ask, options: VerifyOptions = {}): Promise<LedgerReport> {
  const faults: LedgerFault[] = []
  const known = options.knownHead
  let provedUpTo = 0
  let head = emptyHead
  let count = 0
  for (let cursor = Number.MIN_SAFE_INTEGER; ;) {
    const slice = await ask
      .select()
      .from(facts)
      .where(gt(facts.sequence, cursor))
      .orderBy(asc(facts.sequence))
      .limit(sliceLength)
    for (const row of slice) {
      for (const says of faultsOf(row, head)) faults.push({ sequence: row.sequence, says })
      if (known?.sequence === row.sequence) {
        if (known.hash === row.hash) provedUpTo = row.sequence
        else faults.push({ sequence: row.sequence, says: 'its hash is not the one that was kept elsewhere' })
      }
      head = { sequence: row.sequence, hash: row.hash }
      count++
    }
    const last = slice.at(-1)
    if (last === undefined) break
    cursor = last.sequence
    options.onProgress?.(count)
    await giveWay()
  }
  if (known !== undefined && known.sequence > head.sequence) {
    const says = `the ledger ends at ${head.sequence}, but a head kept elsewhere stands at ${known.sequence}: facts were cut off`
    faults.push({ sequence: head.sequence, says })
  }
  if (faults.length > 0) provedUpTo = 0
  const tailProved = known !== undefined && faults.length === 0 && known.sequence === head.sequence
  return { facts: count, head, faults, provedUpTo, tailProved }
}

function faultsOf(row: typeof facts.$inferSelect, before: Head): string[] {
  const says: string[] = []
  if (row.sequence !== before.sequence + 1) {
    says.push(
      `it follows ${before.sequence}: ${row.sequence > before.sequence ? 'a fact is missing' : 'the order is wrong'}`,
    )
  }
  if (row.previous !== before.hash) says.push('it is not chained to the fact before it')
  if (row.hash !== chained(String(row.previous), String(row.bytes))) says.push('its hash does not fit its bytes')
  const entry = entryIn(row.bytes)
  if (entry === undefined) return [...says, 'its bytes are not a fact in canonical form']
  if (entry.sequence !== row.sequence) says.push(`its bytes say that it is number ${entry.sequence}`)
  if (entry.fact.kind !== row.kind) says.push(`its column says ${row.kind}, its bytes say ${entry.fact.kind}`)
  if (personOf(entry.fact) !== row.person) says.push('its person column differs from its bytes')
  if (subjectOf(entry.fact) !== row.subject) says.push('its subject column differs from its bytes')
  return says
}

function entryIn(bytes: unknown): Recorded | undefined {
  if (typeof bytes !== 'string') return undefined
  try {
    const entry = JSON.parse(bytes) as Recorded
    const whole = Object.keys(entry).join() === 'at,by,fact,sequence' && typeof entry.fact.kind === 'string'
    return whole && canonicalJson(entry) === bytes ? entry : undefined
  } catch {
    return undefined
  }
}
