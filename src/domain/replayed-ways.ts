/** A play that is over, as it is drawn: at each decision, the replies that were open from the surest down. */
import type { PlayedDecision } from './plays.ts'
import { isSurest } from './play-story.ts'
import type { Choice } from './scenario.ts'

export interface ReplayedDecision {
  /** How many replies were open. */
  readonly open: number
  /** Where the reply stands among them, from 0, the surest. */
  readonly rank: number
  readonly isSurest: boolean
  readonly isFatal: boolean
}

/** Of replies that earn the same, the one that was said stands first: nothing surer was left unsaid. */
export function replayedDecision({ order, choice }: Pick<PlayedDecision, 'order' | 'choice'>): ReplayedDecision {
  const earned = (one: Choice) => (one.fatal.length > 0 ? -1 : one.marks.reduce((sum, { marks }) => sum + marks, 0))
  return {
    open: order.length,
    rank: order.filter((one) => earned(one) > earned(choice)).length,
    isSurest: isSurest(order, choice),
    isFatal: choice.fatal.length > 0,
  }
}
