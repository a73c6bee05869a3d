/**
 * What must stand in the ledger after all that was posted, read in the plainest way: a play is a list of the
 * places that were chosen, and whether it is over. It knows nothing of scenes, conditions or marks.
 */
export interface Player {
  readonly person: string
  readonly cookie: string
  /** Knows the best reply, so that plays are passed and certificates granted. */
  readonly isClever: boolean
  /** All that this person ever began, the open ones among them. */
  readonly plays: KnownPlay[]
}

export interface KnownPlay {
  readonly id: string
  readonly scenario: string
  readonly said: number[]
  over: boolean
}

export function openPlays({ plays }: Player): readonly KnownPlay[] {
  return plays.filter(({ over }) => !over)
}

/** A place as a form's text names it: a whole number from 1 to 1000, however it is written; 0 is none. */
export function placeIn(text: string): number {
  const number = Number(text)
  return Number.isInteger(number) && number >= 1 && number <= 1000 ? number : 0
}

export type Verdict = 'accepted' | 'refused'

/** At every decision at least two replies are open and at most six; whether a third is, the portal says. */
export function verdictOn({ said, over }: KnownPlay, decision: number, reply: number): Verdict | 'either' {
  if (decision >= 1 && decision <= said.length) return said[decision - 1] === reply ? 'accepted' : 'refused'
  if (over || decision !== said.length + 1 || reply < 1 || reply > 6) return 'refused'
  return reply <= 2 ? 'accepted' : 'either'
}

/** Notes what was acknowledged. */
export function acknowledged(play: KnownPlay, decision: number, reply: number, isOver: boolean): void {
  if (decision !== play.said.length + 1) return
  play.said.push(reply)
  play.over = isOver
}
