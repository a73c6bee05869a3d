/** The four marks struck on a certificate, and what each says. */
import type { Day } from './days.ts'
import { type PinnedClause, unpin } from './ids.ts'

export const hallmarkKinds = ['organisation', 'programme', 'publication', 'year'] as const
export type HallmarkKind = (typeof hallmarkKinds)[number]

export interface Hallmark {
  readonly kind: HallmarkKind
  /** What is struck: "A&Q", "TEL", "1", "b". */
  readonly mark: string
  /** "Organisation: Alder & Quay". */
  readonly means: string
}

export function hallmarksOf(certificate: {
  readonly organisationName: string
  readonly programmeTitle: string
  readonly publication: number
  readonly grantedOn: Day
  readonly clauses: readonly PinnedClause[]
}): readonly Hallmark[] {
  const { organisationName, programmeTitle, publication, grantedOn, clauses } = certificate
  /** "Alder & Quay" is struck as A&Q; at most three letters. */
  const initials = organisationName
    .split(/\s+/)
    .map((word) => word.charAt(0).toUpperCase())
    .slice(0, 3)
    .join('')
  const [first] = clauses
  const prefix = first === undefined ? undefined : unpin(first)?.clause.split('-')[0]
  const year = Number(grantedOn.slice(0, 4))
  return [
    { kind: 'organisation', mark: initials, means: `Organisation: ${organisationName}` },
    {
      kind: 'programme',
      mark: prefix ?? programmeTitle.slice(0, 3).toUpperCase(),
      means:
        prefix === undefined
          ? `Programme: ${programmeTitle}`
          : `Programme: ${programmeTitle}, by the first letters of its clauses`,
    },
    {
      kind: 'publication',
      mark: String(publication),
      means: `Publication ${publication}: the texts on which it was granted`,
    },
    { kind: 'year', mark: yearLetter(year), means: `Year letter: ${year}` },
  ]
}

/** As assay offices do: a letter for each year, beginning with a in 2025, over again after z. */
function yearLetter(year: number): string {
  return String.fromCharCode(97 + ((((year - 2025) % 26) + 26) % 26))
}
