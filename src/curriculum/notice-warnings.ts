/** What is sound in a notice and still not meant: words of the command that wrote it, a day that is past. */
import { dayOfVerdict } from './lock-texts.ts'
import type { Warning } from './faults.ts'
import { isFirstNotice } from './notices.ts'
import type { ParsedCurriculum } from './parse.ts'

export function noticeWarnings({ complete, partial, places }: ParsedCurriculum): readonly Warning[] {
  if (!complete) return []
  return partial.notices.flatMap((notice) => {
    const file = `notices/${notice.id}.mdx`
    const warnings: Warning[] = []
    if (isFirstNotice(notice)) {
      warnings.push({
        file,
        line: 1,
        says: 'the notice still holds the words that the command wrote',
        mend: 'Put title, summary and reason into your own words, and set the days: people are sent to it.',
      })
    }
    const { effective } = notice
    if (!('on' in effective)) return warnings
    for (const pinned of notice.clauses) {
      const judged = dayOfVerdict(pinned, partial.lock)
      if (judged === undefined || effective.on >= judged) continue
      warnings.push({
        file,
        line: places.get(`announced:${notice.id}:${pinned}`)?.line ?? 1,
        says: `the notice has ${pinned} in force from ${effective.on}, and it was judged only on ${judged}`,
        mend: 'No change is in force before its publication. Name a later day, unless the notice is published already.',
      })
    }
    return warnings
  })
}
