/** The signs of what a reply showed of a clause, as they are drawn; the word stands beside them. */
import type { MarksInWords } from './scenario-words.ts'

/** A tick, a dash and a cross, stroked in a box of 16 by 16. */
export const verdictStrokes: Readonly<Record<MarksInWords['verdict'], string>> = {
  right: 'M2.5 8.6 6.2 12.4 13.6 3.8',
  partly: 'M2.5 8h11',
  wrong: 'm3.4 3.4 9.2 9.2m0-9.2-9.2 9.2',
}
