/** The six moods of a drawn face, in words. A mood is a consequence and never a mark. */
import { highestMood, lowestMood } from './scenario.ts'

export interface MoodWords {
  readonly word: string
  /** What the drawing shows, for those who listen. */
  readonly look: string
}

/** From furious to delighted. */
const moods = [
  { word: 'Furious', look: 'brows drawn hard together, mouth open' },
  { word: 'Losing patience', look: 'brows low, eyes turned away, mouth turned down' },
  { word: 'Strained', look: 'brows drawn up in the middle, mouth uneven' },
  { word: 'Guarded', look: 'brows level, mouth straight' },
  { word: 'At ease', look: 'brows lifted a little, a small smile' },
  { word: 'Delighted', look: 'brows up, eyes narrowed by a wide smile' },
] as const satisfies readonly MoodWords[]

/** Throws a RangeError outside `lowestMood` to `highestMood`. */
export function moodWords(mood: number): MoodWords {
  const words = moods[mood]
  if (words === undefined) throw new RangeError(`there is no mood ${mood}: ${lowestMood} to ${highestMood}`)
  return words
}

/** How the mood moved by a reply: "Mrs Quill is a little more at ease", worded without a number. */
export function moodMove(before: number, now: number, name: string): string | undefined {
  if (before === now) return undefined
  const far = Math.abs(now - before) > 1
  return now > before ? `${name} ${far ? 'warms to you' : 'eases a little'}.` : `${name} ${far ? 'hardens' : 'tenses'}.`
}
