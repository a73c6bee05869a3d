/**
 * What a curriculum is, in one hash. It is taken of domain values, not of files: wrapping lines anew,
 * or another editor's line ends, change nothing; whatever a reader would see changes it.
 */
import { createHash } from 'node:crypto'
import type { Curriculum } from '../domain/curriculum.ts'
import type { ContentHash } from '../domain/facts.ts'

/**
 * JSON with the keys of every object in order and nothing undefined, so that equal values have equal
 * text. A map is the list of its entries; bytes are their SHA-256.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(canonical(value))
}

function canonical(value: unknown): unknown {
  if (value instanceof Uint8Array) return { sha256: sha256(value) }
  if (value instanceof Map) return [...value].map(canonical)
  if (Array.isArray(value)) return value.map(canonical)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([, one]) => one !== undefined)
  return Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, canonical(one)]))
}

export function sha256(data: string | Uint8Array): ContentHash {
  return createHash('sha256').update(data).digest('hex')
}

/** The hash of any one value: a standard, a tree, the bytes of a picture inside its `Media`. */
export function hashOf(value: unknown): ContentHash {
  return sha256(canonicalJson(value))
}

/** Files are in the order of their names, so moving nothing but files changes nothing else. */
export function digestOf(curriculum: Curriculum): ContentHash {
  return hashOf(curriculum)
}
