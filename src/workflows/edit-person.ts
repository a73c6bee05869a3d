import { keepPerson } from '../../db/admin.ts'
import { record } from '../../db/ledger.ts'
import { type Database, write } from '../../db/open.ts'
import { personByEmail, personById } from '../../db/people.ts'
import type { PersonId } from '../domain/ids.ts'
import { readEmail, readName } from '../domain/names.ts'
import type { Said } from './say-of-person.ts'
import { saltedHash } from './salted-hash.ts'

export interface EditPerson {
  readonly by: PersonId
  readonly person: PersonId
  readonly name: string
  readonly email: string
}

export type EditPersonRefusal = 'unknown-person' | 'name-missing' | 'email-invalid' | 'email-taken'

/** Corrects a name or an e-mail address. The words of before are gone; their hash stays in the ledger. */
export async function editPerson(
  db: Database,
  input: EditPerson,
  now: Temporal.Instant,
): Promise<Said | { readonly kind: 'refused'; readonly reason: EditPersonRefusal }> {
  const name = readName(input.name)
  if (name === undefined) return { kind: 'refused', reason: 'name-missing' }
  const email = readEmail(input.email)
  if (email === undefined) return { kind: 'refused', reason: 'email-invalid' }
  const { person, by } = input
  return write(db, async (tx) => {
    const row = await personById(tx, person)
    if (row === undefined) return { kind: 'refused', reason: 'unknown-person' }
    if (row.name === name && row.email === email) return { kind: 'same' }
    const holder = (await personByEmail(tx, email))?.id
    if (holder !== undefined && holder !== person) return { kind: 'refused', reason: 'email-taken' }
    const { salt, hash } = saltedHash({ name, email })
    await keepPerson(tx, { id: person, name, email, salt })
    await record(tx, [{ kind: 'person-recorded', person, personal: hash }], now, by)
    return { kind: 'recorded' }
  })
}
