/** What a certificate says, in the words of the publication it was granted on. */
import type { Certificate } from '../../db/certificates.ts'
import type { Database } from '../../db/open.ts'
import { libraryAt } from '../../db/publications.ts'
import type { Programme, RequirementKind } from '../domain/curriculum.ts'
import type { Library } from '../domain/library.ts'
import { listed } from '../domain/scope-words.ts'
import { countedInWords } from '../domain/words.ts'

/** The programme's title as it was then; its id when the publication is not to be found. */
export async function certificateTitle(db: Database, { fact }: Certificate): Promise<string> {
  return (await libraryAt(db, fact.publication))?.programmes.get(fact.programme)?.title ?? fact.programme
}

export interface CertificateTexts {
  readonly organisationName: string
  readonly programmeTitle: string
  /** Goes on from the name. */
  readonly because: string
}

const means: Readonly<Record<RequirementKind, string>> = {
  lesson: 'lesson',
  quiz: 'quiz',
  scenario: 'scenario',
  acknowledgement: 'confirmed reading',
}

export async function certificateTexts(db: Database, { fact }: Certificate): Promise<CertificateTexts> {
  const library: Library | undefined = await libraryAt(db, fact.publication)
  const programme: Programme | undefined = library?.programmes.get(fact.programme)
  const asked = (fact.path === 'initial' ? programme?.requirements : programme?.renewal) ?? []
  const shownBy = [...new Set(asked.map(({ kind }) => means[kind]))]
  const by = shownBy.length === 0 ? '' : `, by ${listed(shownBy)}`
  return {
    organisationName: library?.curriculum.organisation.name ?? '',
    programmeTitle: programme?.title ?? fact.programme,
    because: `who has shown ${countedInWords(fact.clauses.length, 'clause')}${by}, on the text of publication ${fact.publication}.`,
  }
}
