/**
 * What the ledger held of somebody at the end of a day, or at a place in it. Nothing is read from
 * projections and nothing that is kept in memory of today is asked or changed.
 *
 * Known on a day is every fact up to and including the last one recorded on that day or before it, in the
 * order of the ledger: where the server's clock jumped back, the place in the ledger counts and not the
 * instant. A day ends when it ended where the organisation was by its time zone of that day. So what was
 * known then never changes, whatever is recorded later.
 */
import { allDaysFrom, type AllDays, type Ground } from '../domain/derived-standings.ts'
import type { Day } from '../domain/days.ts'
import type { Recorded } from '../domain/facts.ts'
import type { PersonId, ProgrammeId } from '../domain/ids.ts'
import { endOfDay } from '../domain/known-by.ts'
import { dayAt } from '../domain/time-zones.ts'
import { firstFact, lastRecordedBefore } from '../../db/known-by.ts'
import { factsOf, factsOfKind, headOfLedger } from '../../db/ledger.ts'
import type { Database } from '../../db/open.ts'
import { groundThen } from '../../db/projections.ts'
import { settingHistories } from '../../db/settings.ts'
import { todayIn } from './today-in.ts'

export interface KnownThen {
  readonly kind: 'known'
  /** The last fact that was known; all before it were. */
  readonly upTo: number
  /** The person's, in the order recorded; empty when nothing had been recorded of the person. */
  readonly facts: readonly Recorded[]
  readonly ground: Ground
  /** What each programme that was known then asked of the person, day by day. */
  readonly allDays: ReadonlyMap<ProgrammeId, AllDays>
  /** The newest then; undefined before the first. */
  readonly publication: number | undefined
}

export type NotKnown =
  | { readonly kind: 'refused'; readonly reason: 'still-to-come' }
  | { readonly kind: 'refused'; readonly reason: 'before-the-ledger'; readonly begins: Day | undefined }

/** A whole day, today so far included, or a place in the ledger. */
export type Until = Day | number

export async function knownThen(
  db: Database,
  { person, until }: { readonly person: PersonId; readonly until: Until },
  now: Temporal.Instant,
): Promise<KnownThen | NotKnown> {
  const upTo = typeof until === 'number' ? until : await placeAt(db, until, now)
  if (upTo === undefined || upTo > (await headOfLedger(db.reader)).sequence)
    return { kind: 'refused', reason: 'still-to-come' }
  if (upTo < 1) return { kind: 'refused', reason: 'before-the-ledger', begins: await firstDay(db) }
  const facts = await factsOf(db.reader, person, { upTo })
  const ground = await groundThen(db, db.reader, upTo)
  const published = await factsOfKind(db.reader, ['published'], { upTo })
  const publication = published.at(-1)?.fact.publication
  return { kind: 'known', upTo, facts, ground, allDays: allDaysFrom(facts, ground), publication }
}

/** The last fact recorded on a day or before it; undefined when the day is still to come. */
async function placeAt(db: Database, day: Day, now: Temporal.Instant): Promise<number | undefined> {
  if (day > (await todayIn(db, now))) return undefined
  return lastRecordedBefore(db, endOfDay(day, await settingHistories(db)))
}

async function firstDay(db: Database): Promise<Day | undefined> {
  const first = await firstFact(db.reader)
  if (first === undefined) return undefined
  return dayAt(await settingHistories(db), Temporal.Instant.from(first.at))
}
