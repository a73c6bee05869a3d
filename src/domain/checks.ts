/** A check as it stands before one reader: its options shuffled, each named by the place it is shown in. */
import type { Question } from './curriculum.ts'
import type { PersonId } from './ids.ts'
import { orderOfOptions, seedOfCheck } from './quiz.ts'

/** The same check with its options in this reader's order; an option's id is its place, from 1. */
export function checkAsShown(person: PersonId, check: Question): Question {
  const shown = orderOfOptions(check, seedOfCheck(person, check)).flatMap(
    (letter) => check.options.find((option) => option.id === letter) ?? [],
  )
  return { ...check, options: shown.map((option, index) => ({ ...option, id: String(index + 1) })) }
}

/** Places, from 1, at which this reader was shown these options. */
export function placesShown(person: PersonId, check: Question, chosen: readonly string[]): readonly string[] {
  const order = orderOfOptions(check, seedOfCheck(person, check))
  return chosen.map((letter) => String(order.indexOf(letter) + 1))
}
