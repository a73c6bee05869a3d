/** The reply that earns most where a play stands, which only the portal knows; saying it each time earns 100%. */
import { repliesAt } from '../src/domain/plays.ts'
import type { Choice, Scenario, Stop } from '../src/domain/scenario.ts'

/** As the person sees them: its place, from 1. */
export function bestReply(
  scenario: Scenario,
  at: Stop,
  seed: number,
): { readonly place: number; readonly choice: Choice } | undefined {
  const order = repliesAt(scenario, at, seed)
  const sum = ({ marks, fatal }: Choice) => (fatal.length > 0 ? -1 : marks.reduce((all, one) => all + one.marks, 0))
  const [choice] = order.toSorted((a, b) => sum(b) - sum(a))
  return choice && { place: order.indexOf(choice) + 1, choice }
}
