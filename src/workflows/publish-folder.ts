import { listed } from '../domain/scope-words.ts'
import { counted } from '../domain/words.ts'
import { clauseCommand, commandLine } from '../domain/command-line.ts'
import { wordChanges } from '../domain/publication-changes.ts'
import { wordFault } from '../curriculum/faults.ts'
import { readCurriculum } from '../curriculum/parse.ts'
import { faultsOf } from '../curriculum/report.ts'
import type { Database } from '../../db/open.ts'
import type { Intended, Unpublished } from './plan-publication.ts'
import { publishCurriculum, type Published } from './publish-curriculum.ts'

export type FolderPublished = Published | { readonly kind: 'faulty'; readonly faults: readonly string[] }

/**
 * Publishes a content folder. With anything in it that `portal check` refuses, holes in its coverage
 * included, nothing is published, and the newest publication stays in force.
 */
export async function publishFolder(
  db: Database,
  input: { readonly folder: string } & Pick<Intended, 'again' | 'replace'>,
  now: Temporal.Instant,
): Promise<FolderPublished> {
  const { folder, again, replace } = input
  const parsed = await readCurriculum(folder)
  const faults = faultsOf(parsed)
  if (parsed.curriculum === undefined || faults.length > 0) return { kind: 'faulty', faults: faults.map(wordFault) }
  const lockFrom = parsed.places.get('verdict:0')?.line
  return publishCurriculum(db, { curriculum: parsed.curriculum, again, replace, lockFrom }, now)
}

/** Whether the folder was to say something else from now on and does not. */
export function isRefused({ kind }: FolderPublished): boolean {
  return ['older', 'another-library', 'no-successor', 'faulty'].includes(kind)
}

/** What a folder has changed, a line for each kind; none when nothing was published. */
export function wordChangesOf(published: FolderPublished): readonly string[] {
  return 'changes' in published ? wordChanges(published.changes, { names: published.kind !== 'baseline' }) : []
}

/** What became of a folder, in a sentence; where it was refused, with the command that does it all the same. */
export function wordPublished(published: FolderPublished, folder: string): string {
  switch (published.kind) {
    case 'baseline':
      return `Published for the first time: publication ${published.publication} is in force.`
    case 'published':
      return published.again === undefined
        ? `Published: publication ${published.publication} is in force.`
        : `Published again: publication ${published.publication} is in force and says what publication ${published.again} said.`
    case 'same':
      return wordUnpublished(published, folder)
    case 'older':
    case 'another-library':
    case 'no-successor':
      return `Nothing was published, and publication ${published.inForce} stays in force: ${wordUnpublished(published, folder)}`
    case 'faulty':
      return `Nothing was published: the content has ${counted(published.faults.length, 'fault')}.`
  }
}

/**
 * Why publishing a folder does nothing, and what to do about it; of whatever is refused to go on after
 * a colon.
 */
export function wordUnpublished(unpublished: Unpublished, folder: string): string {
  switch (unpublished.kind) {
    case 'same':
      return `Nothing has changed since publication ${unpublished.publication}.`
    case 'older':
      return (
        `this is what publication ${unpublished.publication} said. ` +
        `To go back to it on purpose: ${commandLine('publish', '--content', folder, '--again')}`
      )
    case 'another-library':
      return (
        `this folder shares no standard with publication ${unpublished.inForce}. It may be another library by mistake. ` +
        `If it is to take the place of all that is published: ${commandLine('publish', '--content', folder, '--replace')}`
      )
    case 'no-successor':
      return wordNoSuccessor(unpublished)
  }
}

/** Why the folder cannot follow the publication in force, and first of all what works. */
function wordNoSuccessor({ why, publication, lockLine }: Extract<Unpublished, { kind: 'no-successor' }>): string {
  const known = publication === undefined ? '' : `this is what publication ${publication} said, and `
  switch (why.reason) {
    case 'lock-behind':
      return (
        `${known}clauses.lock ends before the verdicts on ${listed(why.clauses)} that are published. ` +
        'Put the newest clauses.lock back from version control: it is only ever added to. ' +
        `To bring earlier words back, keep that lock, write the words into the standard, and judge them: ${clauseCommand('bump', why.clauses[0] ?? 'TEL-05')}`
      )
    case 'lock-forked':
      return (
        `${known}${lockLine === undefined ? `verdict ${why.line} of clauses.lock` : `line ${lockLine} of clauses.lock`}, on ${why.clause}, says otherwise than what is published. ` +
        'Put the published lines back as version control has them, and add yours behind them.'
      )
    case 'not-adopted':
      return (
        `the lock begins with other words of ${listed(why.clauses)} than are in force. Publish the folder with the words in force first, ` +
        `then change them and judge the change: ${clauseCommand('bump', why.clauses[0] ?? 'TEL-05')}`
      )
    case 'unjudged':
      return (
        `${listed(why.clauses)} ${why.clauses.length === 1 ? 'reads' : 'read'} otherwise than in force, or ${why.clauses.length === 1 ? 'is' : 'are'} gone, and no verdict says what that means. ` +
        `Put the words back, run ${clauseCommand('adopt')} if there is no lock yet, then change them and judge: ${clauseCommand('bump', why.clauses[0] ?? 'TEL-05')} or ${clauseCommand('editorial', why.clauses[0] ?? 'TEL-05')}`
      )
    case 'not-editorial':
      return `the change of ${why.clause} is called editorial, and ${why.difference}. That is always material: delete that line of clauses.lock, and run ${clauseCommand('bump', why.clause)}`
    case 'notice-altered':
      return `${known}the notice ${why.notice} has been published, so its clauses, its day and its number of days stay as they are. Put them back, and write a further notice for a further change.`
    case 'notice-removed':
      return `${known}the notice ${why.notice} has been published, and its file is gone. Put notices/${why.notice}.mdx back: people may ask for it for years.`
  }
}
