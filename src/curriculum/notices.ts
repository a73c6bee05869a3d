/** A file of `notices/`: why clauses changed, from when, and how long people have. */
import type { Notice } from '../domain/curriculum.ts'
import { FOREVER } from '../domain/days.ts'
import { as, unpin, type NoticeId, type PinnedClause, type ProgrammeId } from '../domain/ids.ts'
import { readMdx } from './mdx.ts'
import type { Reading } from './reading.ts'
import { isBlank, textOf, treesOf } from './tree.ts'
import { warnOfLongSentences } from './wording.ts'
import type { Mapping, Word } from './yaml.ts'

const mostDays = 3650

/** Each revision it names is defined as `announced:half-a-minute:TEL-05~2`, where it stands. */
export function readNotice(text: string, name: string, reading: Reading): Notice {
  const { frontMatter, body } = readMdx(text, 'notice', reading)
  reading.define('notice', name, 1)
  const written = frontMatter?.words('clauses')
  const recounts = readRecounts(frontMatter, reading)
  if (frontMatter !== undefined && written === undefined && recounts === undefined) frontMatter.missing('clauses')
  if (frontMatter !== undefined && written?.length === 0) {
    reading.fault(frontMatter.lineOf('clauses'), 'the notice names no clause', 'Write `clauses: [TEL-05~2]`.')
  }
  const clauses = pinsOf(written ?? [], 'clauses', reading)
  for (const { pinned, line } of clauses) reading.define('announced', `${name}:${pinned}`, line)
  const notifyOnly = pinsOf(frontMatter?.words('notify_only') ?? [], 'notify_only', reading)
  for (const { pinned, line } of notifyOnly) {
    if (clauses.some((one) => one.pinned === pinned)) continue
    reading.fault(line, `notify_only names ${pinned}, and clauses does not`, `Write ${pinned} into clauses as well.`)
  }
  const notice: Notice = {
    id: as<NoticeId>(name),
    title: frontMatter?.text('title') ?? name,
    summary: frontMatter?.text('summary') ?? '',
    clauses: clauses.map(({ pinned }) => pinned),
    effective: readEffective(frontMatter, reading),
    updateWithinDays: frontMatter?.wholeNumber('update_within_days', 0, mostDays, 'days') ?? 0,
    notifyOnly: notifyOnly.map(({ pinned }) => pinned),
    ...(recounts !== undefined && recounts.length > 0 && { recounts }),
    body: treesOf(body ?? []),
  }
  warnOfLongSentences(notice.summary, frontMatter?.lineOf('summary') ?? 1, reading)
  frontMatter?.end()
  if (body !== undefined && isBlank(notice.body)) {
    reading.fault(1, 'the notice gives no reason', 'Write beneath the front matter why the clauses changed.')
  }
  return notice
}

/** Programmes; a notice that names some may announce no clause. */
function readRecounts(frontMatter: Mapping | undefined, reading: Reading): readonly ProgrammeId[] | undefined {
  const written = frontMatter?.words('recounts')
  if (written?.length === 0) {
    reading.fault(
      frontMatter?.lineOf('recounts') ?? 1,
      'recounts names no programme',
      'Write `recounts: [telephone-adviser]`, or delete the field.',
    )
  }
  for (const { text, line } of written ?? []) reading.cite('programme', text, line)
  return written?.map(({ text }) => as<ProgrammeId>(text))
}

function pinsOf(
  words: readonly Word[],
  field: string,
  reading: Reading,
): { readonly pinned: PinnedClause; readonly line: number }[] {
  return words.flatMap(({ text, line }) => {
    if (unpin(text) !== undefined) return [{ pinned: as<PinnedClause>(text), line }]
    reading.fault(
      line,
      `${field} names ${text}, which is no revision of a clause`,
      'Write the clause and the revision that the lock gave it: TEL-05~2.',
    )
    return []
  })
}

/** A day, or a number of days after publication, and never both. */
function readEffective(frontMatter: Mapping | undefined, reading: Reading): Notice['effective'] {
  if (frontMatter === undefined) return { daysAfterPublication: 0 }
  const [onDay, afterDays] = [frontMatter.has('effective'), frontMatter.has('effective_after_days')]
  if (onDay && afterDays) {
    reading.fault(
      frontMatter.lineOf('effective_after_days'),
      'the notice has effective and effective_after_days',
      'Keep one of the two.',
    )
  }
  if (afterDays) {
    return { daysAfterPublication: frontMatter.wholeNumber('effective_after_days', 0, mostDays, 'days') ?? 0 }
  }
  if (onDay) return { on: frontMatter.day('effective', FOREVER) }
  reading.fault(
    frontMatter.line,
    'the notice does not say from when the change is in force',
    'Write `effective: 2027-03-31`, or `effective_after_days: 14` for days after publication.',
  )
  return { daysAfterPublication: 0 }
}

const firstWords = 'The reason:'

/** Whether nobody has touched the words of a first notice yet, whatever became of its days. */
export function isFirstNotice({ summary, body }: Pick<Notice, 'summary' | 'body'>): boolean {
  return textOf(body) === textOf(`${firstWords} ${summary}`)
}

/** A notice to begin with, sound as it stands; its author then says it in words of the house. */
export function firstNotice(title: string, why: string, clauses: readonly PinnedClause[]): string {
  // No sign of the reason may begin markup, nor its first words a list or an import.
  const prose = why.replaceAll(/[\\`*_{}[\]<>#|~&]/g, '\\$&')
  return `---
title: ${JSON.stringify(title)}
summary: ${JSON.stringify(why)}
clauses: [${clauses.join(', ')}]
effective_after_days: 14
update_within_days: 21
---
${firstWords} ${prose}
`
}
