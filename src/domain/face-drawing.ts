/**
 * Faces by one pen. Hair, glasses and age follow from the id of the speaker, so that a person looks the same
 * on every page; brows, eyes and mouth follow from the mood. Strokes are SVG paths; they hold no colour.
 */
import { numbersFrom, seedFrom } from './chance.ts'
import type { Speaker } from './scenario.ts'

export interface Features {
  readonly hair: readonly string[]
  readonly glasses: readonly string[]
  /** Lines that years leave. */
  readonly lines: readonly string[]
}

const outline = {
  curls:
    'M21 68C9 66 8 53 16 48 7 41 13 27 25 28 25 15 40 9 49 16 55 6 72 6 76 16 86 9 101 16 99 29c12 1 15 15 6 21 8 6 6 17-4 18M26 47c10-3 17-8 20-16 11 8 32 10 50 13',
  parted:
    'M21 68c-5-14-4-27 5-35C31 19 46 13 62 13c23 0 39 14 40 33 0 8 0 15-1 22M24 51c14-1 28-9 35-19 8 11 24 17 42 17',
  combed: 'M21 68c-4-9-4-18-1-26C23 24 40 14 61 14s39 10 41 29c2 8 2 16-1 25M27 47c10-9 22-13 35-13s25 4 35 12',
  bun: 'M21 68C16 42 32 26 61 26s45 16 40 42M25 54c14-3 28-9 36-20 8 11 22 17 36 20M47 28c-5-10 3-19 14-19s19 9 14 19',
  bob: 'M25 96C9 84 9 42 27 27c17-15 52-15 69 0 17 15 17 57 1 69M27 60c1-11 5-19 13-25 14 7 38 8 50 1 5 6 7 13 8 24',
  long: 'M19 110C5 84 8 36 34 22c17-9 39-8 54 1 26 15 27 60 15 87M27 50c17 1 29-6 34-17 5 11 17 18 34 17',
  thin: 'M21 68c-5-6-6-15-2-22M101 68c5-6 6-15 2-22M20 47c-6 5-7 15-1 21M102 47c6 5 7 15 1 21M21 52C24 31 40 21 61 21s37 10 40 31M50 27c7-3 15-3 22-1',
  waved:
    'M21 68c-6-8-7-18-1-25-1-14 12-24 25-22 8-8 25-9 33 0 14-1 25 9 23 23 6 6 6 16 0 24M25 51c7-2 11-7 13-12 14 6 33 6 47-3 3 7 7 12 13 15',
} as const
type Hair = keyof typeof outline

/** A title before a name says what readers expect; without one, what suits anybody. */
const hairBy: readonly (readonly [RegExp, readonly Hair[]])[] = [
  [/^(?:Mrs|Miss|Ms|Madam)\b/, ['curls', 'bun', 'bob', 'long', 'waved']],
  [/^Mr\b/, ['parted', 'combed', 'thin', 'waved']],
]
const hairOfAnybody: readonly Hair[] = ['parted', 'combed', 'curls', 'bob', 'waved']

const glasses = {
  none: [],
  round: [
    'M31.5 63a12.5 12.5 0 1 0 25 0 12.5 12.5 0 1 0-25 0M65.5 63a12.5 12.5 0 1 0 25 0 12.5 12.5 0 1 0-25 0',
    'M56.5 62c3-2 6-2 9 0M31.5 62l-9-2M90.5 62l9-2',
  ],
  square: [
    'M32 56h24v9c0 6-4 9-12 9s-12-3-12-9zM66 56h24v9c0 6-4 9-12 9s-12-3-12-9z',
    'M56 60c3-1 7-1 10 0M32 59l-9-1M90 59l9-1',
  ],
} as const

const years = {
  young: [],
  middle: ['M37 83c-2 3-3 6-2 10M85 83c2 3 3 6 2 10'],
  old: ['M36 82c-3 4-3 8-2 12M86 82c3 4 3 8 2 12', 'M27 71l-3 3M30 74l-3 4M95 71l3 3M92 74l3 4'],
} as const

/** The same for a speaker on every page and machine. */
export function featuresOf({ id, name }: Pick<Speaker, 'id' | 'name'>): Features {
  const next = numbersFrom(seedFrom(`face:${id}`))
  const pick = <T>(of: readonly [T, ...T[]] | readonly T[], otherwise: T): T =>
    of[Math.floor(next() * of.length)] ?? otherwise
  const hair = pick(hairBy.find(([title]) => title.test(name))?.[1] ?? hairOfAnybody, 'curls')
  const lenses = pick(['none', 'none', 'round', 'square'] as const, 'none')
  const age = pick(['young', 'middle', 'old'] as const, 'middle')
  return {
    hair: [outline[hair]],
    glasses: glasses[lenses],
    lines: years[age],
  }
}

export interface MoodStrokes {
  readonly brows: string
  /** Where the eyes are open: their centres. */
  readonly eyes: readonly (readonly [x: number, y: number])[]
  /** Where they are narrowed. */
  readonly lids?: string
  readonly mouth: string
}

/** From furious to delighted, over the same nose and jaw. */
export const moodStrokes: readonly MoodStrokes[] = [
  {
    brows: 'M32 44c7 2 13 6 19 12M71 56c6-6 12-10 19-12',
    eyes: [
      [45, 64],
      [77, 64],
    ],
    mouth: 'M46 97c1-12 8-15 15-15s14 3 15 15c-9-4-21-4-30 0z',
  },
  {
    brows: 'M34 46c6 1 12 4 17 8M71 54c5-4 11-7 17-8',
    eyes: [
      [48, 63],
      [82, 63],
    ],
    mouth: 'M47 92c7-7 21-8 29-1',
  },
  {
    brows: 'M35 53c4-1 11-4 15-8M72 45c4 4 11 7 15 8',
    eyes: [
      [44, 63],
      [78, 63],
    ],
    mouth: 'M46 90c5-5 9-4 13-1s10 3 16-3',
  },
  {
    brows: 'M35 52c5-1 11-1 16 0M71 52c5-1 11-1 16 0',
    eyes: [
      [44, 63],
      [78, 63],
    ],
    mouth: 'M48 89h26',
  },
  {
    brows: 'M35 51c5-3 11-3 16-1M71 50c5-2 11-2 16 1',
    eyes: [
      [44, 63],
      [78, 63],
    ],
    mouth: 'M47 87c7 6 21 6 28-1',
  },
  {
    brows: 'M34 50c5-5 12-5 17-2M71 48c5-3 12-3 17 2',
    eyes: [],
    lids: 'M38 65c3-4 9-4 12 0M72 65c3-4 9-4 12 0',
    mouth: 'M42 84c8 13 30 13 38 0M40 83c1-2 2-3 4-3M82 83c-1-2-2-3-4-3',
  },
]

/** What is the same in every face. */
export const frame = {
  body: 'M43 109c-1 9-7 15-21 20-9 3-13 10-15 22M80 109c1 9 7 15 21 20 9 3 13 10 15 22M43 118c4 10 11 15 18 15s15-5 19-15',
  jaw: 'M21 67c1 27 17 46 40 46s39-19 40-46',
  nose: 'M61 66c2 5 4 9-1 10',
  handset: [
    'M101 61c-3-6 1-12 8-12 5 0 9 4 10 10 3 17 0 33-8 45-4 6-11 7-15 3-3-4-2-8 2-11 3-2 4-3 5-6 4-7 5-14 5-21-4 0-6-3-7-8z',
    'M104 66c3-1 8-2 12-5M97 98c4 0 8 2 11 6',
  ],
  /** The edge of a counter, with a bell on it. */
  counter: 'M0 147h90M96 147c0-9 6-14 13-14s13 5 13 14zM109 133v-4',
  cord: 'M96 107c-4 5 4 7 1 12s5 6 2 11 5 6 3 11 5 5 4 10',
} as const

/** A face the size of a word. */
export const smallHead = 'M60 14c-26 0-42 20-42 46s17 46 43 46 42-20 42-46-17-46-43-46'
export const smallStrokes: readonly { readonly brows?: string; readonly mouth: string }[] = [
  { brows: 'M32 34l18 10M88 34l-18 10', mouth: 'M42 88c3-15 33-15 36 0z' },
  { brows: 'M34 38l15 6M87 38l-15 6', mouth: 'M42 86c9-10 27-10 36 0' },
  { mouth: 'M40 84c8-8 14-6 20-3s12 2 20-5' },
  { mouth: 'M42 80h36' },
  { mouth: 'M42 78c8 7 28 7 36 0' },
  { mouth: 'M38 74c8 15 36 15 44 0' },
]
