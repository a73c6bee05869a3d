/** How a person's state is said. */
import type { EmploymentState } from './people-list.ts'

export const stateWords: Readonly<Record<EmploymentState, string>> = {
  working: 'At work',
  away: 'On leave',
  joining: 'Joins later',
  left: 'Not employed',
}
