/** The attempt that an address names, with the texts it was started with. */
import { attemptBy } from '../../db/attempts.ts'
import type { Viewer } from '../domain/access.ts'
import { as, type AttemptId } from '../domain/ids.ts'
import { readAttempt, type AttemptWithTexts } from '../workflows/read-attempt.ts'

/** Undefined when the viewer has no such attempt, or when it is one at another quiz. */
export async function attemptOnPage(
  { db }: App.Locals['portal'],
  viewer: Viewer,
  named: { readonly quiz?: string | undefined; readonly attempt?: string | undefined },
): Promise<AttemptWithTexts | undefined> {
  const attempt = await attemptBy(db.reader, viewer.id, as<AttemptId>(named.attempt ?? ''))
  return attempt === undefined || attempt.quiz !== named.quiz ? undefined : readAttempt(db, attempt)
}
