/** Everything a form can ask for, by noun. A new action also needs its row in `domain/access.ts`. */
import { exceptions } from './exceptions.ts'
import { learning } from './learning.ts'
import { people } from './people.ts'
import { quizzes } from './quizzes.ts'
import { scenarios } from './scenarios.ts'
import { session } from './session.ts'
import { settings } from './settings.ts'
import { suggestions } from './suggestions.ts'
import { teams } from './teams.ts'
import { updates } from './updates.ts'

export const server = {
  session,
  learning,
  quizzes,
  scenarios,
  suggestions,
  exceptions,
  people,
  teams,
  settings,
  updates,
}
