import { factsOf, record } from '../../db/ledger.ts'
import { type Database, write } from '../../db/open.ts'
import { currentLibrary, publishedChanges } from '../../db/publications.ts'
import type { NoticeId, PersonId } from '../domain/ids.ts'
import { noticesRead, publishedNotices } from '../domain/notices.ts'
import { todayIn } from './today-in.ts'

export interface ReadNotice {
  readonly person: PersonId
  readonly notice: NoticeId
}

export type ReadNoticeOutcome =
  /** `known` when the person had read it before: nothing was recorded. */
  { readonly kind: 'read' | 'known' } | { readonly kind: 'refused'; readonly reason: 'notice-not-found' }

/** Records once that a person has read a notice. What it announces never changes, so once is for good. */
export async function readNotice(
  db: Database,
  { person, notice }: ReadNotice,
  now: Temporal.Instant,
): Promise<ReadNoticeOutcome> {
  const library = await currentLibrary(db)
  if (library === undefined) return { kind: 'refused', reason: 'notice-not-found' }
  const on = await todayIn(db, now)
  const published = publishedNotices(library, await publishedChanges(db, db.reader), on)
  if (!published.some((one) => one.notice.id === notice)) return { kind: 'refused', reason: 'notice-not-found' }
  const { publication } = library

  return write(db, async (tx): Promise<ReadNoticeOutcome> => {
    if (noticesRead(await factsOf(tx, person)).has(notice)) return { kind: 'known' }
    await record(tx, [{ kind: 'notice-read', person, notice, publication, on }], now, person)
    return { kind: 'read' }
  })
}
