/** Certificates: the grants of the ledger, which nothing overwrites. */
import { and, desc, eq, sql } from 'drizzle-orm'
import { isKind, type FactOf, type Recorded } from '../src/domain/facts.ts'
import type { CertificateId, PersonId } from '../src/domain/ids.ts'
import { factsAbout } from './ledger.ts'
import { prepared, type Ask } from './open.ts'
import { facts } from './schema.ts'

export type Certificate = Recorded<FactOf<'granted'>>

const grantedTo = prepared((ask) =>
  ask
    .select({ bytes: facts.bytes })
    .from(facts)
    .where(and(eq(facts.person, sql.placeholder('person')), eq(facts.kind, 'granted')))
    .orderBy(desc(facts.sequence))
    .prepare(),
)

/** Everything ever granted to a person, the latest first. */
export async function certificatesOf(ask: Ask, person: PersonId): Promise<readonly Certificate[]> {
  const rows = await grantedTo(ask).all({ person })
  return rows.map((row) => JSON.parse(row.bytes) as Certificate)
}

export async function certificateWithId(ask: Ask, certificate: CertificateId): Promise<Certificate | undefined> {
  return (await factsAbout(ask, certificate)).find((recorded) => isKind(recorded, 'granted'))
}

const hashAt = prepared((ask) =>
  ask
    .select({ hash: facts.hash })
    .from(facts)
    .where(eq(facts.sequence, sql.placeholder('sequence')))
    .prepare(),
)

/** The place of a grant in the hash chain: the fingerprint from which its engraving is drawn. */
export async function fingerprintOf(ask: Ask, certificate: Certificate): Promise<string> {
  const row = await hashAt(ask).get({ sequence: certificate.sequence })
  if (row === undefined) throw new Error(`the ledger has no fact ${certificate.sequence}`)
  return row.hash
}
