/** How a person of the story is written down. */
import type { Right } from '../../src/domain/facts.ts'
import type { Deed } from './deeds.ts'

export interface PersonStory {
  /** The part of the address before the @; unique. */
  readonly key: string
  readonly name: string
  readonly email: string
  /** What this person shows, as a line of the printed list. */
  readonly shows: string
  readonly rights: readonly Right[]
  readonly deeds: readonly Deed[]
  /** Whether nothing is done of what `deeds` do not tell; otherwise it is done as `routine.ts` has it. */
  readonly leavesTheRest: boolean
  /** Whether changed clauses are shown only where `deeds` tell of it; otherwise as `update-routine.ts` has it. */
  readonly leavesUpdates: boolean
}

/** Said of somebody who does nothing but what is told. */
export const leavesTheRest = 'leaves the rest'

/** Said of somebody who shows no changed clause but what is told. */
export const leavesUpdates = 'leaves updates'

type Left = typeof leavesTheRest | typeof leavesUpdates
type Piece = readonly Deed[] | readonly Right[] | Left

/**
 * A person and what is told of that person. A programme that a deed names is told by deeds alone; in
 * the others the person does what is asked when it is asked, without a word about it here.
 */
export function someone(key: string, name: string, shows: string, ...pieces: readonly Piece[]): PersonStory {
  const words = pieces.flatMap((piece): readonly (Deed | Right)[] => (isLeft(piece) ? [] : piece))
  return {
    key,
    name,
    email: `${key}@demo.test`,
    shows,
    rights: words.filter((word) => typeof word === 'string'),
    deeds: words.filter((word) => typeof word !== 'string'),
    leavesTheRest: pieces.includes(leavesTheRest),
    leavesUpdates: pieces.includes(leavesUpdates),
  }
}

function isLeft(piece: Piece): piece is Left {
  return typeof piece === 'string'
}
