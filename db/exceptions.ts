/** The erasable words beside the reason of an exception; the ledger holds their salted hashes. */
import { eq } from 'drizzle-orm'
import { as, type ExceptionId, type PersonId } from '../src/domain/ids.ts'
import type { Ask, Tx } from './open.ts'
import { exceptionWords } from './schema.ts'

/** Said when it was recorded, or when it was withdrawn. */
type Said = 'recorded' | 'withdrawn'

export interface KeepExceptionWords {
  readonly exception: ExceptionId
  readonly person: PersonId
  readonly said: Said
  readonly text: string
  readonly salt: string
}

export async function keepExceptionWords(tx: Tx, words: KeepExceptionWords): Promise<void> {
  await tx.insert(exceptionWords).values(words)
}

export type ExceptionWordsKept = Readonly<Partial<Record<Said, string>>>

/** What was written beside the exceptions of a person; nothing for those without words, or with erased ones. */
export async function exceptionWordsAbout(
  ask: Ask,
  person: PersonId,
): Promise<ReadonlyMap<ExceptionId, ExceptionWordsKept>> {
  const rows = await ask.select().from(exceptionWords).where(eq(exceptionWords.person, person))
  const kept = new Map<ExceptionId, ExceptionWordsKept>()
  for (const { exception, said, text } of rows) {
    const id = as<ExceptionId>(exception)
    kept.set(id, { ...kept.get(id), [said === 'withdrawn' ? 'withdrawn' : 'recorded']: text })
  }
  return kept
}
