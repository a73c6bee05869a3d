/** A notice with the texts before and after, as far as the viewer may read them. */
import { libraryAt, publishedChanges } from '../../db/publications.ts'
import { mayRead, type Viewer } from '../domain/access.ts'
import type { Clause, Programme } from '../domain/curriculum.ts'
import type { NoticeId } from '../domain/ids.ts'
import type { Library } from '../domain/library.ts'
import { publishedNotices, standardOfClause, type PublishedNotice } from '../domain/notices.ts'
import { askedByChange, changeInForce, overtakenInWords, recountInWords, type Asked } from '../domain/update-words.ts'
import type { PublishedChange } from '../domain/updates.ts'
import { paths } from '../paths.ts'
import { textsOf } from './updates.ts'

export interface ShownChange {
  readonly change: PublishedChange
  readonly before: Clause | undefined
  readonly after: Clause | undefined
  readonly asked: Asked
  /** From when it is in force, and until when. */
  readonly inForce: string
  readonly overtaken: ShownOvertaking | undefined
}

/** A sentence around the notice that has taken the place of this one on a clause. */
export interface ShownOvertaking {
  readonly before: string
  readonly after: string
  readonly by: { readonly href: string | undefined; readonly title: string }
}

export interface NoticeOnPage {
  readonly published: PublishedNotice
  readonly changes: readonly ShownChange[]
  /** Of the publication that brought it: its reason may show clauses that are retired since. */
  readonly library: Library
  /** Where another notice has taken its place, that one says what is to be shown. */
  readonly asksSomebody: boolean
  readonly isRetired: boolean
  /** Programmes whose certificates it lets end on another day. */
  readonly recounts: readonly ShownRecount[]
}

export interface ShownRecount {
  readonly programme: Programme
  /** What holds for whoever was certified before, in sentences. */
  readonly says: readonly string[]
}

/** Undefined when there is no such notice, or when the viewer may read nothing of it. */
export async function noticeOnPage(
  locals: Pick<App.Locals, 'portal' | 'library' | 'today'>,
  viewer: Viewer,
  id: string,
): Promise<NoticeOnPage | undefined> {
  const { portal, library, today } = locals
  const histories = await publishedChanges(portal.db, portal.db.reader)
  const published = publishedNotices(library, histories, today).find(({ notice }) => notice.id === id)
  if (published === undefined) return undefined
  const readable = published.changes.filter(({ clause }) => {
    const standard = standardOfClause(library, clause)
    return standard === undefined ? mayRead(viewer, { readers: [] }) : mayRead(viewer, standard)
  })
  const then = await libraryAt(portal.db, published.publication)
  const { recounts = [] } = published
  if (readable.length + recounts.length === 0 || then === undefined) return undefined
  const { programmes, organisation } = then.curriculum
  const changes: ShownChange[] = []
  for (const change of readable) {
    const texts = await textsOf(locals, change)
    if (texts.before === undefined && texts.after === undefined) continue
    const after = published.overtaken.find((one) => one.change === change)
    changes.push({
      change,
      ...texts,
      asked: askedByChange(change, published, programmes, organisation),
      inForce: changeInForce(change, after, today),
      overtaken: after && { ...overtakenInWords(after), by: noticeNamed(library, after.by.notice) },
    })
  }
  return {
    published,
    changes,
    library: then,
    asksSomebody: changes.some(({ change, overtaken }) => !overtaken && change.asks && change.programmes.length > 0),
    isRetired: changes.length > 0 && changes.every(({ change }) => change.verdict === 'retired'),
    recounts: recounts.map((recount) => ({ programme: recount.rule, says: recountInWords(recount) })),
  }
}

function noticeNamed({ curriculum }: Library, id: NoticeId | null): ShownOvertaking['by'] {
  const notice = curriculum.notices.find((one) => one.id === id)
  return notice === undefined
    ? { href: undefined, title: 'a later publication' }
    : { href: paths.notice(notice.id), title: notice.title }
}
