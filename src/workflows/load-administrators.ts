import { administratorsWhoCanSignIn } from '../../db/admin.ts'
import { factsOf } from '../../db/ledger.ts'
import type { Tx } from '../../db/open.ts'
import type { Administrators } from '../domain/administrators.ts'
import type { Holding } from '../domain/days.ts'
import type { PersonId } from '../domain/ids.ts'
import { personHistory } from '../domain/organisation.ts'

/** Everybody with the administrator's right and a password, with the employment of each, as a transaction sees it. */
export async function loadAdministrators(tx: Tx): Promise<Administrators> {
  const administrators = new Map<PersonId, readonly Holding<boolean>[]>()
  for (const person of await administratorsWhoCanSignIn(tx)) {
    administrators.set(person, personHistory(await factsOf(tx, person)).employed)
  }
  return administrators
}
