/** Citations of clauses at a revision. They are pinned, so that whoever cites is known to be stale when a clause moves on. */
import { as, clauseIdPattern, pin, unpin, type ClauseId, type PinnedClause } from '../domain/ids.ts'
import { firstRevision, type Reading } from './reading.ts'
import type { Word } from './yaml.ts'

/** Who cites, and how it is told that the citation is of an earlier revision. */
export interface Citer {
  /** "the question tel-hold-latest" */
  readonly who: string
  /** "it asks about" */
  readonly stale: string
  /** "Nobody is asked it any more." */
  readonly then: string
}

export function readPins(words: readonly Word[], reading: Reading, { who, stale, then }: Citer): PinnedClause[] {
  return words.flatMap(({ text, line }) => {
    const pinned = unpin(text)
    if (pinned === undefined) {
      if (clauseIdPattern.test(text)) {
        const revision = reading.revisionOf(text) ?? firstRevision
        if (!reading.isRetired(text)) {
          reading.fault(line, `${who} cites ${text} without its revision`, `Write ${text}~${revision}.`)
        }
        reading.cite('clause', text, line)
        return [pin(as<ClauseId>(text), revision)]
      }
      reading.fault(line, `${who} cites ${text}, which is not a clause`, 'Write a clause and its revision: TEL-05~1.')
      return []
    }
    reading.cite('clause', pinned.clause, line)
    // That it is retired is told with the citation; no revision of it would be right.
    if (reading.isRetired(pinned.clause)) return [pin(pinned.clause, pinned.revision)]
    const revision = reading.revisionOf(pinned.clause)
    const present = revision === undefined ? text : pin(pinned.clause, revision)
    if (pinned.revision < firstRevision || (revision !== undefined && pinned.revision > revision)) {
      reading.fault(
        line,
        `${pinned.clause} has no revision ${pinned.revision}`,
        revision === undefined
          ? 'Write the revision that it is at: the first is 1.'
          : `It is at revision ${revision}: write ${present}.`,
      )
    } else if (revision !== undefined && pinned.revision < revision) {
      reading.warn(
        line,
        `${who} is stale: ${stale} ${text}, and the clause is at revision ${revision}`,
        `${then} Read it beside the new words, mend it, and write ${present}.`,
      )
    }
    return [pin(pinned.clause, pinned.revision)]
  })
}
