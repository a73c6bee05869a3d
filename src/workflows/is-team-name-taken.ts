import type { Database, Tx } from '../../db/open.ts'
import { organisationOf, teamNames } from '../../db/organisation.ts'
import type { Day } from '../domain/days.ts'
import type { TeamId } from '../domain/ids.ts'
import { foldForSearch } from '../domain/names.ts'
import { isOpenFrom } from '../domain/recorded.ts'

/**
 * Whether another team that is open on `from` or later bears the name, whatever its case and accents:
 * lists and figures tell teams apart by their names alone.
 */
export async function isTeamNameTaken(
  tx: Tx,
  db: Database,
  { team, name, from }: { readonly team: TeamId; readonly name: string; readonly from: Day },
): Promise<boolean> {
  const history = await organisationOf(db, tx)
  const folded = foldForSearch(name)
  return [...(await teamNames(tx))].some(
    ([other, words]) => other !== team && foldForSearch(words.name) === folded && isOpenFrom(history, other, from),
  )
}
