/** What the map of a scenario says: of its scenes, its conditions and what follows from a reply. */
import type { Comparison, Condition, Effect, Outcome, Scene } from './scenario.ts'
import { capitalised, counted } from './words.ts'
import { outcomeWords } from './scenario-words.ts'
import { lowerFirst } from './scope-words.ts'

/** A flag or a counter as it is written, its dashes read as spaces. */
function named(id: string): string {
  return id.replaceAll('-', ' ')
}

const comparisons: Readonly<Record<Comparison, string>> = {
  '<': 'under',
  '<=': 'at most',
  '=': 'just',
  '>=': 'at least',
  '>': 'over',
}

/** "if “apologised”", "if “patience” is over 0", "if not “apologised”"; undefined where there is no condition. */
export function conditionsInWords(conditions: readonly Condition[]): string | undefined {
  if (conditions.length === 0) return undefined
  const words = conditions.map((one) =>
    one.kind === 'flag'
      ? `${one.is ? '' : 'not '}“${named(one.flag)}”`
      : `“${named(one.counter)}” is ${comparisons[one.compared]} ${one.to}`,
  )
  return `if ${words.join(' and ')}`
}

/** "then “apologised”", "then “patience” 1 less"; undefined where nothing follows. */
export function effectsInWords(effects: readonly Effect[]): string | undefined {
  if (effects.length === 0) return undefined
  const words = effects.map((one) =>
    one.kind === 'flag'
      ? `${one.to ? '' : 'no more '}“${named(one.flag)}”`
      : `“${named(one.counter)}” ${Math.abs(one.by)} ${one.by < 0 ? 'less' : 'more'}`,
  )
  return `then ${words.join(' and ')}`
}

/** "up 1", "down 2", "as it was". */
export function moodMoveInWords(by: number): string {
  return by === 0 ? 'as it was' : `${by > 0 ? 'up' : 'down'} ${Math.abs(by)}`
}

/** What a scene is, in the words that stand beside its title. */
export function turnInWords({ turn }: Scene): string {
  switch (turn.kind) {
    case 'decision':
      return `Decision, ${counted(turn.choices.length, 'reply', 'replies')}`
    case 'leads-on':
      return 'Leads on by itself'
    case 'end':
      return `End: ${lowerFirst(outcomeWords[turn.outcome].replace(/\.$/, ''))}`
  }
}

/** The same in as few words as a box has room for. */
const endsWords: Readonly<Record<Outcome, string>> = {
  kept: 'ends well',
  mended: 'ends mended',
  lost: 'ends in loss',
  harmed: 'ends in harm',
  stopped: 'ends stopped',
}

/**
 * What stands beneath the title in the box of a scene: "Scene 4, 3 replies", "Scene 22, ends well".
 * @param came how many plays came to it; undefined where nothing is said of it
 */
export function boxInWords({ turn }: Scene, number: number, came: number | undefined): string {
  const plays = came === undefined ? undefined : counted(came, 'play')
  switch (turn.kind) {
    case 'decision':
      return `Scene ${number}, ${plays ?? counted(turn.choices.length, 'reply', 'replies')}`
    case 'leads-on':
      return `Scene ${number}, ${plays ?? 'leads on'}`
    case 'end':
      return plays === undefined
        ? `Scene ${number}, ${endsWords[turn.outcome]}`
        : `${capitalised(endsWords[turn.outcome])}, ${plays}`
  }
}

/** A title broken into at most so many lines of about so many letters; what does not fit is left out with dots. */
export function titleInLines(title: string, letters = 22, most = 2): readonly string[] {
  const lines: string[] = ['']
  for (const word of title.split(/\s+/)) {
    const last = lines.at(-1) ?? ''
    if (last === '') lines[lines.length - 1] = word
    else if (last.length + 1 + word.length <= letters) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  const kept = lines.slice(0, most).map((line) => (line.length > letters ? `${line.slice(0, letters - 1)}…` : line))
  return lines.length > most ? [...kept.slice(0, -1), `${(kept.at(-1) ?? '').slice(0, letters - 1)}…`] : kept
}
