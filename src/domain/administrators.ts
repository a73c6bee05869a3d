/** The portal always has an administrator: the rule that refuses to take away the last one. */
import { turningDays } from './dated-words.ts'
import { type Day, type Holding, valueOn } from './days.ts'
import type { PersonId } from './ids.ts'

/** The employment of everybody who holds the administrator's right and can sign in. */
export type Administrators = ReadonlyMap<PersonId, readonly Holding<boolean>[]>

/**
 * Whether a change would leave the portal without an employed administrator on some day from `today`
 * on that has one now. A day that already has none is not held against the change.
 */
export function losesLastAdministrator(before: Administrators, after: Administrators, today: Day): boolean {
  const isCovered = (administrators: Administrators, on: Day) =>
    [...administrators.values()].some((employed) => valueOn(employed, on) === true)
  return turningDays([...before.values(), ...after.values()], today).some(
    (on) => isCovered(before, on) && !isCovered(after, on),
  )
}
