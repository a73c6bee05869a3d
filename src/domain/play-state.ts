/** What a scenario is to somebody who may have played it. */
import type { Day } from './days.ts'
import type { FactOf, Recorded } from './facts.ts'

export interface StartAndEnd {
  readonly started: Recorded<FactOf<'scenario-started'>>
  readonly closed: Recorded<FactOf<'scenario-closed'>> | undefined
}

export type PlayState =
  | { readonly kind: 'passed' | 'not-passed'; readonly on: Day; readonly percent: number }
  | { readonly kind: 'begun'; readonly on: Day }
  | { readonly kind: 'not-played' }

/** A pass stands, whatever was played afterwards; else the open play, and else the last result. */
export function playStateOf(plays: readonly StartAndEnd[]): PlayState {
  const results = plays.flatMap(({ closed }) => (closed === undefined ? [] : [closed.fact]))
  const passed = results.findLast((one) => one.passed)
  if (passed !== undefined) return { kind: 'passed', on: passed.on, percent: passed.percent }
  const open = plays.findLast(({ closed }) => closed === undefined)
  if (open !== undefined) return { kind: 'begun', on: open.started.fact.on }
  const last = results.at(-1)
  return last === undefined ? { kind: 'not-played' } : { kind: 'not-passed', on: last.on, percent: last.percent }
}
