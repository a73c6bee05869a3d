import { keepTeam, teamWords } from '../../db/admin.ts'
import { record } from '../../db/ledger.ts'
import { type Database, write } from '../../db/open.ts'
import type { PersonId, TeamId } from '../domain/ids.ts'
import { readLine, readName } from '../domain/names.ts'
import type { Said } from './say-of-person.ts'
import { saltedHash } from './salted-hash.ts'
import { isTeamNameTaken } from './is-team-name-taken.ts'
import { todayIn } from './today-in.ts'

export interface EditTeam {
  readonly by: PersonId | null
  readonly team: TeamId
  readonly name: string
  readonly purpose: string
}

export type EditTeamRefusal = 'unknown-team' | 'name-missing' | 'name-taken'

/** Renames a team or says anew what it is for. */
export async function editTeam(
  db: Database,
  input: EditTeam,
  now: Temporal.Instant,
): Promise<Said | { readonly kind: 'refused'; readonly reason: EditTeamRefusal }> {
  const name = readName(input.name)
  if (name === undefined) return { kind: 'refused', reason: 'name-missing' }
  const purpose = readLine(input.purpose)
  const { team } = input
  const from = await todayIn(db, now)
  return write(db, async (tx) => {
    const words = await teamWords(tx, team)
    if (words === undefined) return { kind: 'refused', reason: 'unknown-team' }
    if (words.name === name && words.purpose === purpose) return { kind: 'same' }
    if (words.name !== name && (await isTeamNameTaken(tx, db, { team, name, from }))) {
      return { kind: 'refused', reason: 'name-taken' }
    }
    const { salt, hash } = saltedHash({ name, purpose })
    await keepTeam(tx, { id: team, name, purpose, salt })
    await record(tx, [{ kind: 'team-recorded', team, named: hash }], now, input.by)
    return { kind: 'recorded' }
  })
}
