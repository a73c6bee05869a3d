/** How strongly a clause binds, as it is drawn: the heavier the stroke, the stronger the duty. */
import type { Level } from './curriculum.ts'

/** Filled paths in a box of 22 by 12. */
export const levelStrokes: Readonly<Record<Level, { readonly word: string; readonly strokes: readonly string[] }>> = {
  must: { word: 'must', strokes: ['M0 3.5h22v5H0z'] },
  'must-not': {
    word: 'must not',
    strokes: ['M0 3.5h8.3L5.9 8.5H0zM16.1 3.5H22v5h-8.3z', 'm13.6 0 2.2 1L8.4 12l-2.2-1z'],
  },
  should: { word: 'should', strokes: ['M0 5.2h22v1.6H0z'] },
  may: {
    word: 'may',
    strokes: [0.3, 6.6, 13, 19.3].map((x) => `M${x} 6a1.2 1.2 0 1 0 2.4 0 1.2 1.2 0 1 0-2.4 0z`),
  },
}
