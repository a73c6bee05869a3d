/** Whose readiness somebody may see. */
import type { Viewer } from '../domain/access.ts'
import type { Right } from '../domain/facts.ts'
import type { Scope } from '../workflows/report-readiness.ts'

/** These see every team; a manager sees the teams led today, on any day. */
const seeEverybody: readonly Right[] = ['coordinator', 'auditor', 'administrator']

export function scopeOf(viewer: Viewer): Scope {
  return seeEverybody.some((right) => viewer.rights.has(right)) ? 'everybody' : viewer.leads
}
