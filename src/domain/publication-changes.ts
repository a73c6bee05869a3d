/** What a publication changes against the one before it. */
import type { Curriculum } from './curriculum.ts'
import type { ContentHash } from './facts.ts'
import type { PieceKind } from './library.ts'
import { capitalised, counted } from './words.ts'

export interface Named {
  readonly id: string
  readonly title: string
}

export interface Changes {
  readonly added: readonly Named[]
  readonly changed: readonly Named[]
  readonly removed: readonly Named[]
}

type NamedKind = 'standards' | 'lessons' | 'quizzes' | 'scenarios' | 'programmes'
type OtherKind = Exclude<PieceKind, 'standard' | 'lesson' | 'quiz' | 'scenario' | 'programme'>

export interface PublicationChanges extends Readonly<Record<NamedKind, Changes>> {
  /** Of what has no title of its own, that which is not as it was. */
  readonly others: readonly OtherKind[]
}

/** A curriculum with the hash of each piece by `kind:id`; every Library is one. */
export interface Hashed {
  readonly curriculum: Pick<Curriculum, NamedKind>
  readonly hashes: ReadonlyMap<string, ContentHash>
}

const kinds = {
  standards: { piece: 'standard', one: 'standard', many: 'standards' },
  lessons: { piece: 'lesson', one: 'lesson', many: 'lessons' },
  quizzes: { piece: 'quiz', one: 'quiz', many: 'quizzes' },
  scenarios: { piece: 'scenario', one: 'scenario', many: 'scenarios' },
  programmes: { piece: 'programme', one: 'programme', many: 'programmes' },
} as const satisfies Record<NamedKind, { readonly piece: PieceKind; readonly one: string; readonly many: string }>

const others = {
  organisation: 'the organisation',
  glossary: 'the glossary',
  notice: 'notices',
  lock: 'verdicts on clauses',
  media: 'pictures',
} as const satisfies Record<OtherKind, string>

/** Compares by hash, so that what reads the same counts as the same. Without anything before, all is added. */
export function changesBetween(before: Hashed | undefined, after: Hashed): PublicationChanges {
  const named = (kind: NamedKind): Changes => {
    const titles = (hashed: Hashed | undefined) =>
      new Map((hashed?.curriculum[kind] ?? []).map(({ id, title }) => [`${kinds[kind].piece}:${id}`, { id, title }]))
    const [old, now] = [titles(before), titles(after)]
    return {
      added: [...now].filter(([key]) => !old.has(key)).map(([, piece]) => piece),
      changed: [...now]
        .filter(([key]) => old.has(key) && before?.hashes.get(key) !== after.hashes.get(key))
        .map(([, piece]) => piece),
      removed: [...old].filter(([key]) => !now.has(key)).map(([, piece]) => piece),
    }
  }
  const pieces = (hashed: Hashed | undefined, kind: OtherKind) =>
    [...(hashed?.hashes ?? [])]
      .filter(([key]) => key.startsWith(`${kind}:`))
      .map(([key, hash]) => `${key} ${hash}`)
      .toSorted()
      .join()
  return {
    standards: named('standards'),
    lessons: named('lessons'),
    quizzes: named('quizzes'),
    scenarios: named('scenarios'),
    programmes: named('programmes'),
    others: (Object.keys(others) as OtherKind[]).filter((kind) => pieces(before, kind) !== pieces(after, kind)),
  }
}

/**
 * A line for each kind of which something changed, with counts and names: "Lessons: 1 changed (Half a
 * minute), 2 removed (Warm transfers; Silence)." A first publication is told in counts alone.
 */
export function wordChanges(changes: PublicationChanges, options: { readonly names: boolean }): readonly string[] {
  const part = (how: keyof Changes, pieces: readonly Named[]) => {
    if (pieces.length === 0) return []
    const titles = options.names ? ` (${pieces.map(({ title }) => title).join('; ')})` : ''
    return [`${pieces.length} ${how}${titles}`]
  }
  const lines = (Object.keys(kinds) as NamedKind[]).flatMap((kind) => {
    const { added, changed, removed } = changes[kind]
    const parts = [...part('added', added), ...part('changed', changed), ...part('removed', removed)]
    return parts.length === 0 ? [] : [`${capitalised(kinds[kind].many)}: ${parts.join(', ')}.`]
  })
  if (options.names && changes.others.length > 0) {
    lines.push(`Changed as well: ${changes.others.map((kind) => others[kind]).join(', ')}.`)
  }
  return lines
}

/**
 * "1 standard and 2 programmes are there no more": what people may have been certified in. Undefined
 * when no standard and no programme is taken away.
 */
export function wordLosses(changes: PublicationChanges): string | undefined {
  const parts = (['standards', 'programmes'] as const).flatMap((kind) => {
    const { length } = changes[kind].removed
    return length === 0 ? [] : [counted(length, kinds[kind].one, kinds[kind].many)]
  })
  if (parts.length === 0) return undefined
  const isOne = changes.standards.removed.length + changes.programmes.removed.length === 1
  return `${parts.join(' and ')} ${isOne ? 'is' : 'are'} there no more`
}
