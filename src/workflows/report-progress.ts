/** What the last publications asked of people, and how far they have come with it. */
import { standingsFrom } from '../domain/derived-standings.ts'
import type { Day } from '../domain/days.ts'
import { pin, unpin, type NoticeId, type PinnedClause, type ProgrammeId } from '../domain/ids.ts'
import { progressKinds, progressOf, type ProgressKind } from '../domain/impact.ts'
import { updatesDone } from '../domain/pending-updates.ts'
import { withoutPublication } from '../domain/training.ts'
import { shownFrom, type PublishedChange } from '../domain/updates.ts'
import type { Database } from '../../db/open.ts'
import { organisationOf } from '../../db/organisation.ts'
import { publishedChanges, publishedRecounts, ruleHistories } from '../../db/publications.ts'
import { walkPeople } from './walk-people.ts'

export interface PublicationProgress {
  readonly publication: number
  readonly on: Day
  readonly notices: readonly NoticeId[]
  /** What it changed of clauses. */
  readonly changes: readonly PublishedChange[]
  /** People whom it asked to show something; the other figures add up to it. */
  readonly touched: number
  readonly people: Readonly<Record<ProgressKind, number>>
}

/** More would be history, which is told clause by clause. */
const mostPublications = 3

/** The newest first; publications that changed no clause are left out. */
export async function reportProgress(
  db: Database,
  input: { readonly on: Day; readonly onProgress?: ((done: number, all: number) => void) | undefined },
): Promise<readonly PublicationProgress[]> {
  const { on, onProgress } = input
  const histories = await publishedChanges(db, db.reader)
  const byPublication = Map.groupBy([...histories.values()].flat(), ({ publication }) => publication)
  const last = [...byPublication]
    .filter(([, changes]) => changes.some(({ verdict }) => verdict !== 'coverage'))
    .toSorted(([a], [b]) => b - a)
    .slice(0, mostPublications)
    .map(([publication, changes]) => ({
      publication,
      changes,
      pins: new Set(changes.filter(({ asks }) => asks).map(({ clause, revision }) => pin(clause, revision))),
      people: Object.fromEntries(progressKinds.map((kind) => [kind, 0])) as Record<ProgressKind, number>,
    }))
  const programmes = [
    ...new Set(last.flatMap(({ changes }) => changes.flatMap((change): readonly ProgrammeId[] => change.programmes))),
  ]
  const earliest = last.at(-1)?.changes[0]?.publishedOn
  if (earliest !== undefined && last.some(({ pins }) => pins.size > 0)) {
    const rules = await ruleHistories(db, db.reader)
    const ground = {
      organisation: await organisationOf(db),
      rules: new Map([...rules].filter(([programme]) => programmes.includes(programme))),
      histories,
      recounts: await publishedRecounts(db, db.reader),
    }
    await walkPeople(db, { programmes, since: earliest, onProgress }, (_person, facts) => {
      const { spans } = standingsFrom(facts, ground)
      const shown = shownFrom(facts, histories)
      const hasShown = (pinned: PinnedClause) => {
        const read = unpin(pinned)
        const own = read === undefined ? [] : (shown.get(read.clause) ?? [])
        return own.some(({ revision }) => revision >= (read?.revision ?? Infinity))
      }
      const updated = updatesDone(facts).map(({ clause }) => withoutPublication(clause))
      for (const { pins, people } of last) {
        const kind = progressOf(spans, pins, on, { updated, hasShown })
        if (kind !== undefined) people[kind] += 1
      }
    })
  }
  return last.map(({ publication, changes, people }) => ({
    publication,
    on: changes[0]?.publishedOn ?? on,
    notices: [...new Set(changes.flatMap(({ notice }) => notice ?? []))],
    changes,
    touched: Object.values(people).reduce((sum, count) => sum + count, 0),
    people,
  }))
}
