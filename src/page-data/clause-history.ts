/** A clause through its publications, as its own page and the texts that show it need it. */
import { picturesIn, recordOfClause, type ClausePlace } from '../../db/clause-texts.ts'
import { publishedChanges } from '../../db/publications.ts'
import type { PendingText, RecentChange, RenderContext } from '../components/content/context.ts'
import { ruleOfRoute } from '../domain/access.ts'
import { canonicalJson } from '../domain/canonical.ts'
import type { LockLine } from '../domain/clause-lock.ts'
import {
  comingAfter,
  historySteps,
  inForceOn,
  publishedOn,
  withDaysInForce,
  type ClauseText,
  type HistoryStep,
} from '../domain/clause-history.ts'
import { askedInWords } from '../domain/clause-history-words.ts'
import type { Clause } from '../domain/curriculum.ts'
import type { Day } from '../domain/days.ts'
import type { ClauseId } from '../domain/ids.ts'
import type { Library } from '../domain/library.ts'
import { overtakenBy } from '../domain/overtaken.ts'
import { updateDueDay, type ClauseHistories, type PublishedChange } from '../domain/updates.ts'
import { paths } from '../paths.ts'
import { clauseOnPage, contextOf } from './content-rendering.ts'

export interface Asked extends Pick<App.Locals, 'library' | 'today'> {
  readonly portal: Pick<App.Locals['portal'], 'db' | 'preview'>
}

export interface ClauseHistory {
  readonly texts: readonly ClauseText[]
  /** Oldest first. */
  readonly steps: readonly HistoryStep[]
  /** Where it stands, or stood last. */
  readonly place: ClausePlace
}

/** Undefined when no publication up to the one of this request held the clause. */
export async function historyOf({ portal, library }: Asked, clause: ClauseId): Promise<ClauseHistory | undefined> {
  const record = await recordOfClause(portal.db, clause, library.publication)
  if (record === undefined) return undefined
  const changes = upTo(library, await publishedChanges(portal.db, portal.db.reader), clause)
  const texts = withDaysInForce(record.held, changes)
  return { texts, steps: historySteps(texts, record.verdicts, changes), place: record.place }
}

/** One request answers from one publication, although a newer one may have been stored meanwhile. */
function upTo(library: Library, histories: ClauseHistories, clause: ClauseId): readonly PublishedChange[] {
  return (histories.get(clause) ?? []).filter(({ publication }) => publication <= library.publication)
}

export interface TextsOnDay {
  readonly published: ClauseText | undefined
  readonly inForce: ClauseText | undefined
  readonly coming: readonly ClauseText[]
}

export function textsOn({ texts }: Pick<ClauseHistory, 'texts'>, on: Day): TextsOnDay {
  return { published: publishedOn(texts, on), inForce: inForceOn(texts, on), coming: comingAfter(texts, on) }
}

/**
 * The clauses whose newest published text is not in force today, with the texts on the way. Nearly
 * always there is none, and then no text is read.
 */
export async function pendingTexts(asked: Asked): Promise<ReadonlyMap<ClauseId, PendingText>> {
  const { portal, library, today } = asked
  const pending = new Map<ClauseId, PendingText>()
  const histories = await publishedChanges(portal.db, portal.db.reader)
  for (const clause of histories.keys()) {
    if (!upTo(library, histories, clause).some(({ effectiveOn }) => effectiveOn > today)) continue
    const history = await historyOf(asked, clause)
    if (history === undefined) continue
    const { inForce, coming } = textsOn(history, today)
    if (coming.length === 0) continue
    pending.set(clause, {
      inForce: inForce?.clause,
      coming: coming.map(({ clause: text, inForceFrom }) => ({ clause: text, from: inForceFrom })),
    })
  }
  return pending
}

/**
 * The clauses whose new text is in force, while the people whom it touches still have time for it: from
 * the day it is in force to the last day of the update.
 */
export async function changedLately({ portal, library, today }: Asked): Promise<ReadonlyMap<ClauseId, RecentChange>> {
  const histories = await publishedChanges(portal.db, portal.db.reader)
  return new Map(
    [...histories.keys()].flatMap((clause) => {
      const last = upTo(library, histories, clause).findLast(({ verdict }) => verdict !== 'coverage')
      if (last === undefined || last.verdict === 'retired' || last.effectiveOn > today) return []
      if (updateDueDay(last, last.publishedOn, []) < today) return []
      const { publication, effectiveOn: since, verdict } = last
      return [[clause, { publication, since, isNew: verdict === 'new' }] as const]
    }),
  )
}

/** Where people learn they read the newest text alone, with the day from which it holds. */
export function newestAlone(pending: ReadonlyMap<ClauseId, PendingText>): ReadonlyMap<ClauseId, PendingText> {
  return new Map([...pending].map(([id, { coming }]) => [id, { inForce: undefined, coming: coming.slice(-1) }]))
}

/** Names the texts that are on their way, so that drawn HTML is kept apart by them. */
export function pendingKey(pending: ReadonlyMap<ClauseId, PendingText>): string {
  return [...pending]
    .map(([id, { inForce, coming }]) => `${id}:${inForce?.revision ?? ''}>${coming.map(({ from }) => from).join('>')}`)
    .join(' ')
}

/** A clause of a standard that is there no more. */
export interface Retired {
  readonly clause: ClauseId
  readonly line: LockLine
  /** The day from which it is in force no more. */
  readonly from: Day
}

/** The clauses retired from the standards with a prefix, in the order of their ids, by the verdicts on them. */
export async function retiredFrom({ portal, library }: Asked, prefix: string): Promise<readonly Retired[]> {
  const lines = library.curriculum.lock.filter(
    ({ clause, verdict }) => verdict === 'retired' && clause.startsWith(`${prefix}-`),
  )
  if (lines.length === 0) return []
  const histories = await publishedChanges(portal.db, portal.db.reader)
  return lines
    .map((line) => {
      const change = upTo(library, histories, line.clause).findLast(({ verdict }) => verdict === 'retired')
      return { clause: line.clause, line, from: change?.effectiveOn ?? line.on }
    })
    .toSorted((a, b) => (a.clause < b.clause ? -1 : 1))
}

/** A step of the history with what the page says of it. */
export interface StepOnPage extends HistoryStep {
  /** Whom it asks, and until when. */
  readonly asked: string
  readonly notice: { readonly href: string | undefined; readonly title: string } | undefined
}

export interface ClauseAsOf {
  readonly texts: TextsOnDay
  /** Oldest first; none in an author's preview, which publishes nothing. */
  readonly steps: readonly StepOnPage[]
  readonly place: Pick<ClausePlace, 'standard' | 'title'>
  /** When the clause had been retired by that day, or was about to be. */
  readonly retired: Retired | undefined
}

/** A clause as it stood on a day; undefined when there never was one of this id. */
export async function clauseAsOf(asked: Asked, clause: ClauseId, on: Day): Promise<ClauseAsOf | undefined> {
  const { portal, library, today } = asked
  const { standards, lock } = library.curriculum
  const history = portal.preview === undefined ? await historyOf(asked, clause) : undefined
  const current = library.clauses.get(clause)
  const line = lock.findLast((one) => one.clause === clause && one.verdict === 'retired')
  const standard =
    standards.find(({ id }) => id === current?.standard) ??
    (history === undefined && line ? standards.find(({ prefix }) => clause.startsWith(`${prefix}-`)) : undefined)
  const place = standard === undefined ? history?.place : { standard: standard.id, title: standard.title }
  if (place === undefined) return undefined
  const texts = textsOn(history ?? { texts: [onlyText(library, current)] }, on)
  const end = history?.texts.at(-1)
  const isRetired = line !== undefined && (history === undefined || texts.published?.clause === undefined)
  return {
    texts,
    steps: (history?.steps ?? []).map((step) => onPage(library, step, history?.steps ?? [], today)),
    place,
    retired:
      isRetired && (history === undefined || texts.published !== undefined)
        ? { clause, line, from: end?.inForceFrom ?? line.on }
        : undefined,
  }
}

/** Where nothing is recorded, what the publication itself says counts from its day. */
function onlyText({ publication, publishedOn: day }: Library, clause: Clause | undefined): ClauseText {
  return { publication, publishedOn: day, inForceFrom: day, clause }
}

function onPage(
  { curriculum, programmes }: Library,
  step: HistoryStep,
  steps: readonly HistoryStep[],
  today: Day,
): StepOnPage {
  const { change } = step
  const changes = steps.flatMap((one) => one.change ?? [])
  const notice = change?.notice ?? null
  const hasPage = ruleOfRoute('/notices/[notice]') !== undefined
  return {
    ...step,
    asked: askedInWords(
      change,
      curriculum.organisation,
      (change?.programmes ?? []).flatMap((id) => programmes.get(id) ?? []),
      change && overtakenBy(change, changes, today),
    ),
    notice:
      notice === null
        ? undefined
        : {
            href: hasPage ? paths.notice(notice) : undefined,
            title: curriculum.notices.find(({ id }) => id === notice)?.title ?? notice,
          },
  }
}

/** The text in force as it is drawn, with what was coming; one that nothing preceded with its day. */
export async function asShown(
  { portal, library }: Asked,
  { texts }: Pick<ClauseAsOf, 'texts'>,
): Promise<
  | {
      readonly clause: Clause
      readonly context: RenderContext
      readonly coming: PendingText['coming']
      readonly from: string | undefined
    }
  | undefined
> {
  const coming = texts.coming.map(({ clause, inForceFrom }) => ({ clause, from: inForceFrom }))
  const first = texts.inForce?.clause === undefined ? texts.coming.find(({ clause }) => clause) : undefined
  const text = first ?? texts.inForce
  const clause = text?.clause
  if (text === undefined || clause === undefined) return undefined
  const rest = first === undefined ? coming : coming.slice(texts.coming.indexOf(first) + 1)
  const newest = library.clauses.get(clause.id)
  const shown =
    // Terms are marked in what the publication itself says, also where that is the text of an earlier one.
    newest !== undefined && canonicalJson(newest) === canonicalJson(clause)
      ? clauseOnPage(library, newest, contextOf(library))
      : {
          clause,
          context: contextOf(library, { pictures: await picturesIn(portal.db.reader, text.publication) }),
        }
  return { ...shown, coming: rest, from: first?.inForceFrom }
}
