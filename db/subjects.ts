/** Whom an address is about, asked before anything of it is shown. */
import { eq, sql } from 'drizzle-orm'
import { as, type AttemptId, type CertificateId, type PersonId, type PlayId } from '../src/domain/ids.ts'
import { prepared, type Ask } from './open.ts'
import { facts } from './schema.ts'

const owner = prepared((ask) =>
  ask
    .select({ person: facts.person })
    .from(facts)
    .where(eq(facts.subject, sql.placeholder('subject')))
    .orderBy(facts.sequence)
    .limit(1)
    .prepare(),
)

/** Whose attempt, play or certificate it is; undefined when there is none of that id. */
export async function ownerOfSubject(
  ask: Ask,
  subject: AttemptId | PlayId | CertificateId,
): Promise<PersonId | undefined> {
  const found = await owner(ask).get({ subject })
  return found === undefined || found.person === null ? undefined : as<PersonId>(found.person)
}
