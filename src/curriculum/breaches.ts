/** Whether what scenarios call broken for good can be broken: only a clause that binds can. */
import { isBinding, type Standard } from '../domain/curriculum.ts'
import type { Fault } from './faults.ts'
import type { Breach } from './reading.ts'

export function idleBreaches(breaches: readonly Breach[], standards: readonly Standard[]): Fault[] {
  const clauses = new Map(
    standards.flatMap((standard) => standard.clauses.map((clause) => [clause.id as string, clause])),
  )
  return breaches.flatMap(({ clause: id, who, file, line }) => {
    // One that is not there is told where it is cited.
    const clause = clauses.get(id)
    if (clause === undefined || isBinding(clause)) return []
    return [
      {
        file,
        line,
        says: `${who} breaks ${id} for good, and ${id} is a ${clause.level}, which binds nobody`,
        mend: `Only a must or a must-not can fail a play whatever the total: leave out fatal="${id}", and score it with 0.`,
      },
    ]
  })
}
