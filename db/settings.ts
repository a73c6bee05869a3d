/** The organisation's settings through time, and what it calls its reasons, kept in memory until a fact is added. */
import { desc, eq } from 'drizzle-orm'
import type { Day } from '../src/domain/days.ts'
import { as, type ReasonId } from '../src/domain/ids.ts'
import {
  builtInReasons,
  settingHistoriesFrom,
  windowsTaken,
  type SettingHistories,
  type Windows,
} from '../src/domain/settings.ts'
import { keep } from './kept.ts'
import { factsOfKind } from './ledger.ts'
import { prepared, type Ask, type Database, type Tx } from './open.ts'
import { facts, reasons } from './schema.ts'

interface KnownSettings {
  readonly head: string
  readonly histories: SettingHistories
}

/** Asked for every page. */
const newestSetting = prepared((ask) =>
  ask
    .select({ hash: facts.hash })
    .from(facts)
    .where(eq(facts.kind, 'setting'))
    .orderBy(desc(facts.sequence))
    .limit(1)
    .prepare(),
)

/**
 * Every setting's dated words. Inside a transaction pass it as `ask`, so that facts just recorded are seen; the
 * cache goes by the hash of the newest setting, so a rolled-back fact is never believed.
 */
export async function settingHistories(db: Database, ask: Ask = db.reader): Promise<SettingHistories> {
  const head = (await newestSetting(ask).get())?.hash ?? ''
  const cache = keep<KnownSettings>(db, 'settings')
  const cached = cache.get()
  if (cached?.head === head) return cached.histories
  const histories = settingHistoriesFrom(await factsOfKind(ask, ['setting']))
  cache.set({ head, histories })
  return histories
}

/** What every reason is called that may ever have been given: the built-in ones, and those recorded. */
export async function reasonsOf(db: Database, ask: Ask = db.reader): Promise<ReadonlyMap<ReasonId, string>> {
  const rows = await ask.select({ id: reasons.id, label: reasons.label }).from(reasons)
  if (rows.length === 0) return builtInReasons
  return new Map([...builtInReasons, ...rows.map(({ id, label }) => [as<ReasonId>(id), label] as const)])
}

/** Keeps what a new reason is called, for good: what was recorded with it keeps the words of its day. */
export async function keepReason(
  tx: Tx,
  reason: { readonly id: ReasonId; readonly label: string; readonly salt: string },
): Promise<void> {
  await tx.insert(reasons).values(reason)
}

/**
 * Which default windows each publication took, by its number and day. An author's preview, of which no fact
 * tells, takes what is known by now.
 */
export async function defaultWindowsTaken(db: Database, ask: Ask): Promise<(publication: number, on: Day) => Windows> {
  const histories = await settingHistories(db, ask)
  const rows = await ask
    .select({ publication: facts.subject, sequence: facts.sequence })
    .from(facts)
    .where(eq(facts.kind, 'published'))
  const places = new Map(rows.map(({ publication, sequence }) => [Number(publication), sequence]))
  return (publication, on) =>
    windowsTaken(histories, { on, sequence: places.get(publication) ?? Number.MAX_SAFE_INTEGER })
}
