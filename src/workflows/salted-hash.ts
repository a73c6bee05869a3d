import { createHash, randomBytes } from 'node:crypto'
import { canonicalJson } from '../domain/canonical.ts'
import type { SaltedHash } from '../domain/facts.ts'

/**
 * The hash by which a fact holds erasable words: SHA-256 over a new salt and the words as canonical
 * JSON. Once the words and their salt are erased, nobody can try names against the hash.
 */
export function saltedHash(words: Readonly<Record<string, string>>): { salt: string; hash: SaltedHash } {
  const salt = randomBytes(16).toString('hex')
  return { salt, hash: createHash('sha256').update(salt).update(canonicalJson(words)).digest('hex') }
}
