/** What became of a reply and of a play, in the same words on every page. */
import type { ClauseId } from './ids.ts'
import { listed } from './scope-words.ts'
import { percentOf, type Outcome, type PlayMarks, type Scenario } from './scenario.ts'
import { counted } from './words.ts'

export interface MarksInWords {
  readonly verdict: 'right' | 'partly' | 'wrong'
  readonly word: string
}

/**
 * One clause at one decision: "all 3 marks", "1 of 3 marks", "none of 3 marks", "broken". What was to be had is what
 * the best reply there earns.
 */
export function marksInWords(got: number, possible: number, isBroken = false): MarksInWords {
  if (isBroken) return { verdict: 'wrong', word: 'broken' }
  const marks = counted(possible, 'mark')
  if (got >= possible) return { verdict: 'right', word: possible === 1 ? `the ${marks}` : `all ${marks}` }
  if (got === 0) return { verdict: 'wrong', word: `none of ${marks}` }
  return { verdict: 'partly', word: `${got} of ${marks}` }
}

/** How a scenario ended for the people in it, beside the title of its last scene. */
export const outcomeWords: Readonly<Record<Outcome, string>> = {
  kept: 'It ended well.',
  mended: 'It was mended in the end.',
  lost: 'It was lost.',
  harmed: 'Somebody came to harm.',
  stopped: 'It was stopped.',
}

/** Why a play did not pass, one sentence for each reason; none of one that did. */
export function reasonsFor(
  scenario: Pick<Scenario, 'passPercent' | 'minima'>,
  { percent, broken, underMinimum, clauses }: Pick<PlayMarks, 'percent' | 'broken' | 'underMinimum' | 'clauses'>,
): readonly string[] {
  const shareOn = (id: ClauseId) => {
    const own = clauses.find(({ clause }) => clause === id)
    return own === undefined ? 100 : percentOf(own.got, own.possible)
  }
  return [
    ...(broken.length === 0
      ? []
      : [`${listed(broken)} ${broken.length === 1 ? 'was' : 'were'} broken, which fails it whatever the total.`]),
    ...underMinimum.map((id) => {
      const least = scenario.minima.find(({ clause }) => clause === id)?.percent ?? 0
      return `${id} asks for ${least}% by itself, and had ${shareOn(id)}%.`
    }),
    ...(percent < scenario.passPercent ? [`${scenario.passPercent}% passes, and it came to ${percent}%.`] : []),
  ]
}

/** "You have seen 2 of 5 endings." */
export function endingsInWords(seen: number, all: number): string {
  if (seen >= all) return all === 1 ? 'It has one ending.' : `You have seen all ${all} endings.`
  return `It has ${all} endings, and you have seen ${seen}.`
}
