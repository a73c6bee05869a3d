/** What the kinds of standards are called. */
import type { StandardKind } from './curriculum.ts'

export const standardKindWords: Readonly<Record<StandardKind, string>> = {
  standard: 'Standard',
  policy: 'Policy',
  procedure: 'Procedure',
  memo: 'Memo',
  'quick-reply': 'Quick replies',
}
