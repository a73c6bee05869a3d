import { rightsOf } from '../../db/admin.ts'
import { factsOf, record } from '../../db/ledger.ts'
import { type Database, write } from '../../db/open.ts'
import { rewriteAccess } from '../../db/people.ts'
import { losesLastAdministrator } from '../domain/administrators.ts'
import { asSet } from '../domain/dated-words.ts'
import type { Right } from '../domain/facts.ts'
import type { PersonId } from '../domain/ids.ts'
import { isRecordedPerson } from '../domain/recorded.ts'
import { loadAdministrators } from './load-administrators.ts'
import type { Said } from './say-of-person.ts'
import { todayIn } from './today-in.ts'

export interface SetAccess {
  readonly by: PersonId | null
  readonly person: PersonId
  /** All rights the person is to have; those not named are taken. */
  readonly rights: readonly Right[]
}

export type SetAccessRefusal = 'unknown-person' | 'last-administrator'

/** Gives and takes rights at once, from now on. The portal never loses its last administrator. */
export async function setAccess(
  db: Database,
  input: SetAccess,
  now: Temporal.Instant,
): Promise<Said | { readonly kind: 'refused'; readonly reason: SetAccessRefusal }> {
  const { person } = input
  const rights = asSet(input.rights)
  const today = await todayIn(db, now)
  return write(db, async (tx) => {
    if (!isRecordedPerson(await factsOf(tx, person))) return { kind: 'refused', reason: 'unknown-person' }
    const held = asSet(await rightsOf(tx, person))
    if (held.join() === rights.join()) return { kind: 'same' }
    if (held.includes('administrator') && !rights.includes('administrator')) {
      const administrators = await loadAdministrators(tx)
      const after = new Map(administrators)
      after.delete(person)
      if (losesLastAdministrator(administrators, after, today)) return { kind: 'refused', reason: 'last-administrator' }
    }
    await rewriteAccess(tx, person, rights)
    await record(tx, [{ kind: 'access', person, rights }], now, input.by)
    return { kind: 'recorded' }
  })
}
