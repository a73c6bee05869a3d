/** Publications: what was official from when on. Nothing here ever changes a stored publication. */
import { and, asc, desc, eq, gt, inArray, lte } from 'drizzle-orm'
import type { Programme } from '../src/domain/curriculum.ts'
import { FOREVER, type Day, type Holding } from '../src/domain/days.ts'
import type { ContentHash } from '../src/domain/facts.ts'
import { as, type ProgrammeId } from '../src/domain/ids.ts'
import type { RuleHistory } from '../src/domain/audience.ts'
import type { Recount } from '../src/domain/grants.ts'
import { recountHistories, type StatedProgrammes } from '../src/domain/recounts.ts'
import { clauseHistories, type ClauseHistories } from '../src/domain/updates.ts'
import { libraryOf, type Library, type PieceKind } from '../src/domain/library.ts'
import { curriculumFrom, type Piece } from '../src/domain/pieces.ts'
import { withDefaults, withDefaultWindows } from '../src/domain/settings.ts'
import { inChunks } from './chunks.ts'
import { keep } from './kept.ts'
import { factsOfKind } from './ledger.ts'
import { defaultWindowsTaken } from './settings.ts'
import type { Ask, Database, Tx } from './open.ts'
import { pieces, publicationPieces, publications } from './schema.ts'

export interface PublicationRow {
  readonly number: number
  readonly digest: ContentHash
  readonly publishedAt: string
  readonly publishedOn: Day
}

export interface HashedPiece extends Piece {
  readonly hash: ContentHash
}

export async function latestPublication(ask: Ask): Promise<PublicationRow | undefined> {
  const [row] = await ask
    .select({
      number: publications.number,
      digest: publications.digest,
      publishedAt: publications.publishedAt,
      publishedOn: publications.publishedOn,
    })
    .from(publications)
    .orderBy(desc(publications.number))
    .limit(1)
  return row === undefined ? undefined : { ...row, publishedOn: row.publishedOn as Day }
}

export async function publicationWithDigest(ask: Ask, digest: ContentHash): Promise<number | undefined> {
  const [row] = await ask
    .select({ number: publications.number })
    .from(publications)
    .where(eq(publications.digest, digest))
    .orderBy(desc(publications.number))
    .limit(1)
  return row?.number
}

/** When each publication was made, oldest first. */
export async function publicationDays(ask: Ask): Promise<readonly { readonly number: number; readonly on: Day }[]> {
  const rows = await ask
    .select({ number: publications.number, on: publications.publishedOn })
    .from(publications)
    .orderBy(asc(publications.number))
  return rows.map(({ number, on }) => ({ number, on: on as Day }))
}

/** Stores a publication and those of its pieces that no earlier publication holds. */
export async function storePublication(
  tx: Tx,
  publication: PublicationRow & { readonly organisation: string },
  content: readonly HashedPiece[],
): Promise<void> {
  await tx.insert(publications).values({ ...publication })
  const known = new Set<string>()
  for (const hashes of inChunks([...new Set(content.map((piece) => piece.hash))])) {
    const rows = await tx.select({ hash: pieces.hash }).from(pieces).where(inArray(pieces.hash, hashes))
    for (const row of rows) known.add(row.hash)
  }
  for (const piece of content) {
    if (known.has(piece.hash)) continue
    known.add(piece.hash)
    await tx.insert(pieces).values({ hash: piece.hash, type: piece.type, body: Buffer.from(piece.body) })
  }
  const rows = content.map(({ kind, id, hash }, position) => ({
    publication: publication.number,
    kind,
    id,
    position,
    hash,
  }))
  for (const chunk of inChunks(rows)) await tx.insert(publicationPieces).values(chunk)
}

interface Shelf {
  readonly libraries: Map<number, Library>
  latest: number | undefined
}

function shelfOf(db: Database): Shelf {
  const kept = keep<Shelf>(db, 'libraries')
  const shelf = kept.get() ?? { libraries: new Map<number, Library>(), latest: undefined }
  kept.set(shelf)
  return shelf
}

/** Past libraries are kept for open attempts and for pages about past days; more than this many are let go. */
const librariesKept = 8

/**
 * The newest publication as a library; undefined before the baseline. A libSQL server may be
 * published to by another process, so its number is asked each time; a file has one owner.
 */
export async function currentLibrary(db: Database): Promise<Library | undefined> {
  const shelf = shelfOf(db)
  if (shelf.latest === undefined || db.kind === 'server') shelf.latest = (await latestPublication(db.reader))?.number
  return shelf.latest === undefined ? undefined : libraryAt(db, shelf.latest)
}

/** To be called once a publication is stored or the file was replaced: the next request reads anew. */
export function forgetLibraries(db: Database): void {
  keep(db, 'libraries').forget()
}

/** A publication as it was, for an open attempt or a past day; undefined when there is none of that number. */
export async function libraryAt(db: Database, publication: number): Promise<Library | undefined> {
  const shelf = shelfOf(db)
  const known = shelf.libraries.get(publication)
  if (known !== undefined) return known
  const read = await readLibrary(db, publication)
  if (read === undefined) return undefined
  const recounts = recountsUpTo(await publishedRecounts(db, db.reader), publication)
  const library: Library = recounts.size === 0 ? read : { ...read, recounts }
  shelf.libraries.set(publication, library)
  for (const number of shelf.libraries.keys()) {
    if (shelf.libraries.size <= librariesKept) break
    if (number !== shelf.latest) shelf.libraries.delete(number)
  }
  return library
}

export function recountsUpTo(
  recounts: ReadonlyMap<ProgrammeId, readonly Recount[]>,
  publication: number,
): ReadonlyMap<ProgrammeId, readonly Recount[]> {
  const all = [...recounts].map(([id, own]) => [id, own.filter((one) => one.publication <= publication)] as const)
  return new Map(all.filter(([, own]) => own.length > 0))
}

async function readLibrary(db: Database, publication: number): Promise<Library | undefined> {
  const ask = db.reader
  const [row] = await ask.select().from(publications).where(eq(publications.number, publication))
  if (row === undefined) return undefined
  const stored = await ask
    .select({
      kind: publicationPieces.kind,
      id: publicationPieces.id,
      hash: publicationPieces.hash,
      type: pieces.type,
      body: pieces.body,
    })
    .from(publicationPieces)
    .innerJoin(pieces, eq(pieces.hash, publicationPieces.hash))
    .where(eq(publicationPieces.publication, publication))
    .orderBy(asc(publicationPieces.position))
  const content = stored.map((piece): HashedPiece => {
    const kind = piece.kind as PieceKind
    return {
      kind,
      id: piece.id,
      type: piece.type,
      hash: piece.hash,
      body: kind === 'media' ? '' : piece.body.toString('utf8'),
    }
  })
  const publishedOn = row.publishedOn as Day
  const windows = (await defaultWindowsTaken(db, ask))(publication, publishedOn)
  return libraryOf(withDefaults(curriculumFrom(content), windows), {
    publication,
    publishedOn,
    digest: row.digest,
    hashes: new Map(content.map((piece) => [`${piece.kind}:${piece.id}`, piece.hash])),
  })
}

/** A picture of any publication, by hash. */
export async function storedMedia(
  ask: Ask,
  hash: ContentHash,
): Promise<{ readonly type: string; readonly bytes: Uint8Array } | undefined> {
  const [row] = await ask.select({ type: pieces.type, body: pieces.body }).from(pieces).where(eq(pieces.hash, hash))
  return row === undefined || row.type === 'application/json' ? undefined : { type: row.type, bytes: row.body }
}

interface KnownRules {
  readonly upTo: number
  readonly rules: ReadonlyMap<ProgrammeId, RuleHistory>
}
/**
 * Every programme's rules through time: what each publication stated holds from its day to the day
 * of the next. A programme that a later publication leaves out has no rules from then on.
 */
export async function ruleHistories(db: Database, ask: Ask): Promise<ReadonlyMap<ProgrammeId, RuleHistory>> {
  const latest = (await latestPublication(ask))?.number ?? 0
  const cache = keep<KnownRules>(db, 'rules')
  const known = cache.get()
  if (known?.upTo === latest) return known.rules
  const rules = await rulesUpTo(db, ask, latest)
  cache.set({ upTo: latest, rules })
  return rules
}

/** The rules as they were known while a publication was the newest; read anew each time. */
export async function rulesUpTo(
  db: Database,
  ask: Ask,
  publication: number,
): Promise<ReadonlyMap<ProgrammeId, RuleHistory>> {
  const rows = await ask
    .select({
      publication: publications.number,
      on: publications.publishedOn,
      programme: publicationPieces.id,
      hash: publicationPieces.hash,
      body: pieces.body,
    })
    .from(publications)
    .innerJoin(publicationPieces, eq(publicationPieces.publication, publications.number))
    .innerJoin(pieces, eq(pieces.hash, publicationPieces.hash))
    .where(
      and(eq(publicationPieces.kind, 'programme'), gt(publications.number, 0), lte(publications.number, publication)),
    )
    .orderBy(asc(publications.number))
  const days = (await publicationDays(ask)).filter(({ number }) => number <= publication)
  const endOf = new Map(days.map(({ number }, index) => [number, days[index + 1]?.on ?? FOREVER]))
  const windowsOf = await defaultWindowsTaken(db, ask)
  const rules = new Map<ProgrammeId, { hash: string; holding: Holding<Programme> }[]>()
  for (const row of rows) {
    const programme = as<ProgrammeId>(row.programme)
    const own = rules.get(programme) ?? []
    rules.set(programme, own)
    const from = row.on as Day
    const to = endOf.get(row.publication) ?? FOREVER
    const last = own.at(-1)
    // Two publications on one day: the later one holds, and the earlier never had a day of its own.
    if (from === to) continue
    const windows = windowsOf(row.publication, from)
    // The same text is another rule where it leaves a window to the organisation and that was set anew.
    const isSame = last?.hash === row.hash && withDefaultWindows(last.holding.value, windows) === last.holding.value
    if (isSame && last.holding.to === from) {
      own[own.length - 1] = { hash: row.hash, holding: { ...last.holding, to } }
    } else {
      const value = withDefaultWindows(JSON.parse(row.body.toString('utf8')) as Programme, windows)
      own.push({ hash: row.hash, holding: { from, to, value } })
    }
  }
  return new Map([...rules].map(([programme, own]) => [programme, own.map(({ holding }) => holding)]))
}

interface KnownRecounts {
  readonly upTo: number
  readonly histories: ReadonlyMap<ProgrammeId, readonly Recount[]>
}

/** Every changed validity that reached certificates granted before, in the order published. */
export async function publishedRecounts(db: Database, ask: Ask): Promise<ReadonlyMap<ProgrammeId, readonly Recount[]>> {
  const latest = (await latestPublication(ask))?.number ?? 0
  const cache = keep<KnownRecounts>(db, 'recounts')
  const known = cache.get()
  if (known?.upTo === latest) return known.histories
  const published = (await factsOfKind(ask, ['published'])).filter(({ fact }) => fact.recounts !== undefined)
  const numbers = new Set(published.flatMap(({ fact: { publication } }) => [publication - 1, publication]))
  const histories = recountHistories(published, await programmesStated(db, ask, [...numbers]))
  cache.set({ upTo: latest, histories })
  return histories
}

async function programmesStated(db: Database, ask: Ask, numbers: readonly number[]): Promise<StatedProgrammes> {
  const windowsOf = await defaultWindowsTaken(db, ask)
  const stated = new Map<number, Map<ProgrammeId, Programme>>()
  for (const chunk of inChunks(numbers)) {
    const rows = await ask
      .select({ publication: publications.number, on: publications.publishedOn, body: pieces.body })
      .from(publications)
      .innerJoin(publicationPieces, eq(publicationPieces.publication, publications.number))
      .innerJoin(pieces, eq(pieces.hash, publicationPieces.hash))
      .where(and(eq(publicationPieces.kind, 'programme'), inArray(publications.number, chunk)))
    for (const { publication, on, body } of rows) {
      const stood = JSON.parse(body.toString('utf8')) as Programme
      const programme = withDefaultWindows(stood, windowsOf(publication, on as Day))
      const known = stated.get(publication) ?? new Map<ProgrammeId, Programme>()
      stated.set(publication, known.set(programme.id, programme))
    }
  }
  return stated
}

interface KnownChanges {
  readonly upTo: number
  readonly histories: ClauseHistories
}

/** What publications have changed of clauses. Inside a transaction pass it as `ask`, as for rules. */
export async function publishedChanges(db: Database, ask: Ask): Promise<ClauseHistories> {
  const latest = (await latestPublication(ask))?.number ?? 0
  const cache = keep<KnownChanges>(db, 'clause changes')
  const known = cache.get()
  if (known?.upTo === latest) return known.histories
  const histories = clauseHistories(await factsOfKind(ask, ['published']))
  cache.set({ upTo: latest, histories })
  return histories
}
