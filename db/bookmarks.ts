/** How far people have read: working memory, not evidence. */
import { and, eq, sql } from 'drizzle-orm'
import type { Bookmark, CheckAnswer } from '../src/domain/bookmarks.ts'
import { as, type LessonId, type PersonId, type QuestionId, type SectionId } from '../src/domain/ids.ts'
import { prepared, type Ask, type Tx } from './open.ts'
import { bookmarks } from './schema.ts'

const one = prepared((ask) =>
  ask
    .select()
    .from(bookmarks)
    .where(and(eq(bookmarks.person, sql.placeholder('person')), eq(bookmarks.lesson, sql.placeholder('lesson'))))
    .prepare(),
)

export async function bookmarkOf(ask: Ask, person: PersonId, lesson: LessonId): Promise<Bookmark | undefined> {
  const row = await one(ask).get({ person, lesson })
  return row === undefined ? undefined : bookmarkFrom(row)
}

const all = prepared((ask) =>
  ask
    .select()
    .from(bookmarks)
    .where(eq(bookmarks.person, sql.placeholder('person')))
    .prepare(),
)

/** All of a person's bookmarks, by lesson. */
export async function bookmarksOf(ask: Ask, person: PersonId): Promise<ReadonlyMap<LessonId, Bookmark>> {
  const rows = await all(ask).all({ person })
  return new Map(rows.map((row) => [as<LessonId>(row.lesson), bookmarkFrom(row)]))
}

const keep = prepared((ask) => {
  const values = {
    content: sql.placeholder('content'),
    read: sql.placeholder('read'),
    checks: sql.placeholder('checks'),
    changedAt: sql.placeholder('changedAt'),
  }
  return ask
    .insert(bookmarks)
    .values({ person: sql.placeholder('person'), lesson: sql.placeholder('lesson'), ...values })
    .onConflictDoUpdate({
      target: [bookmarks.person, bookmarks.lesson],
      set: {
        content: sql`excluded.content`,
        read: sql`excluded.read`,
        checks: sql`excluded.checks`,
        changedAt: sql`excluded.changed_at`,
      },
    })
    .prepare()
})

export async function keepBookmark(tx: Tx, person: PersonId, bookmark: Bookmark, now: Temporal.Instant): Promise<void> {
  await keep(tx).run({
    person,
    lesson: bookmark.lesson,
    content: bookmark.content,
    read: JSON.stringify([...bookmark.read]),
    checks: JSON.stringify(Object.fromEntries(bookmark.checks)),
    changedAt: now.toString({ smallestUnit: 'millisecond' }),
  })
}

function bookmarkFrom(row: typeof bookmarks.$inferSelect): Bookmark {
  return {
    lesson: as<LessonId>(row.lesson),
    content: row.content,
    read: new Set(JSON.parse(row.read) as SectionId[]),
    checks: new Map(Object.entries(JSON.parse(row.checks) as Record<QuestionId, CheckAnswer>)) as Map<
      QuestionId,
      CheckAnswer
    >,
  }
}
