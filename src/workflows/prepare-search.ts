/**
 * Makes the search of the publication in force where there is none: in a database that was published
 * to before there was a search, by an older build, or by a build that made the rows otherwise.
 */
import { searchForm, searchRowsOf } from '../curriculum/search-rows.ts'
import type { Library } from '../domain/library.ts'
import { keep } from '../../db/kept.ts'
import { write, type Database } from '../../db/open.ts'
import { rewriteSearch, stateOfSearch, type SearchState } from '../../db/search.ts'

/** Cheap when there is nothing to do. Two that come at once make it once. `anew` makes it though it is there. */
export async function prepareSearch(
  db: Database,
  library: Library,
  { anew = false }: { readonly anew?: boolean } = {},
): Promise<void> {
  const prepared = keep<number>(db, 'search-prepared')
  if (!anew && (prepared.get() ?? 0) >= library.publication) return
  const { publication } = library
  if (anew || !isCurrent(await stateOfSearch(db.reader), publication)) {
    const rows = searchRowsOf(library.curriculum)
    await write(db, async (tx) => {
      if (!anew && isCurrent(await stateOfSearch(tx), publication)) return
      await rewriteSearch(tx, { publication, form: searchForm }, rows)
    })
  }
  prepared.set(publication)
}

/** What a later build has made, or what is of a later publication, is left as it is. */
function isCurrent(state: SearchState | undefined, publication: number): boolean {
  return state !== undefined && state.publication >= publication && state.form >= searchForm
}
