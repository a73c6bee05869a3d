/** How far somebody has come in practising a scenario with a coach. */
import type { ContentHash } from './facts.ts'
import { play, sceneOf, type Scenario } from './scenario.ts'

export type Practice =
  | { readonly kind: 'never' }
  /** To an end, of an older text, or started over. */
  | { readonly kind: 'practised' }
  /** The decision at which it goes on, from 1. */
  | { readonly kind: 'begun'; readonly decision: number }

/** What is kept of an older text is not gone on with. */
export function practiceOf(
  scenario: Scenario,
  content: ContentHash | undefined,
  kept: { readonly content: ContentHash; readonly choices: readonly string[] } | undefined,
): Practice {
  if (kept === undefined) return { kind: 'never' }
  const played = kept.content === content && kept.choices.length > 0 ? play(scenario, kept.choices) : undefined
  if (played === undefined || sceneOf(scenario, played.at.position.scene).turn.kind === 'end')
    return { kind: 'practised' }
  return { kind: 'begun', decision: played.decisions.length + 1 }
}
