/** The coverage of a publication by standard, holes first, as far as one viewer may read it. */
import { coverageOf, type ClauseCoverage, type Coverage, type Hole } from '../curriculum/coverage.ts'
import { wordHole } from '../curriculum/report.ts'
import { mayRead, type Viewer } from '../domain/access.ts'
import type { Standard } from '../domain/curriculum.ts'
import type { ClauseId } from '../domain/ids.ts'
import type { Library } from '../domain/library.ts'
import { capitalised } from '../domain/words.ts'

export interface WordedHole {
  readonly hole: Hole
  readonly says: string
  readonly mend: string
}

export interface CoveredClause extends ClauseCoverage {
  readonly holes: readonly WordedHole[]
}

export interface CoveredStandard {
  readonly standard: Standard
  /** Whether the viewer may open it; its coverage is shown all the same. */
  readonly mayOpen: boolean
  readonly clauses: readonly CoveredClause[]
  readonly holes: readonly WordedHole[]
}

const known = new WeakMap<Library, Coverage>()

export function coverageByStandard(library: Library, viewer: Viewer): readonly CoveredStandard[] {
  const coverage = known.get(library) ?? coverageOf(library.curriculum)
  known.set(library, coverage)
  const holesOf = Map.groupBy(coverage.holes, ({ clause }) => clause)
  const worded = (clause: ClauseId): readonly WordedHole[] =>
    (holesOf.get(clause) ?? []).map((hole) => {
      const [says, mend] = wordHole(hole)
      return { hole, says: `${capitalised(says)}.`, mend }
    })
  const clausesOf = Map.groupBy(coverage.clauses, ({ clause }) => clause.standard)
  return library.curriculum.standards
    .map((standard) => {
      const clauses = (clausesOf.get(standard.id) ?? []).map((covered) => ({
        ...covered,
        holes: worded(covered.clause.id),
      }))
      return {
        standard,
        mayOpen: mayRead(viewer, standard),
        clauses,
        holes: clauses.flatMap(({ holes }) => holes),
      }
    })
    .filter(({ clauses }) => clauses.length > 0)
}
