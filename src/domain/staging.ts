/** How a scenario is staged by its channel, and the words of it. */
import type { Scenario } from './scenario.ts'
import { minutesInWords } from './words.ts'

export const stagings = ['call', 'mail', 'letter', 'fax', 'chat', 'posts', 'desk', 'room'] as const
export type Staging = (typeof stagings)[number]

const byChannel: ReadonlyMap<string, Staging> = new Map([
  ['phone', 'call'],
  ['e-mail', 'mail'],
  ['letter', 'letter'],
  ['fax', 'fax'],
  ['chat', 'chat'],
  ['social', 'posts'],
  ['face-to-face', 'desk'],
])

/** A channel of the organisation's own is told as people talking in a room. */
export function stagingOf({ channel }: Pick<Scenario, 'channel'>): Staging {
  return byChannel.get(channel) ?? 'room'
}

export interface StagingWords {
  /** Where it takes place, as it stands alone. */
  readonly place: string
  /** What the written thing is called: "E-mail", "Fax". */
  readonly paper: string
}

export const stagingWords: Readonly<Record<Staging, StagingWords>> = {
  call: { place: 'On the telephone', paper: 'Message' },
  mail: { place: 'By e-mail', paper: 'E-mail' },
  letter: { place: 'By letter', paper: 'Letter' },
  fax: { place: 'By fax', paper: 'Fax' },
  chat: { place: 'In chat', paper: 'Message' },
  posts: { place: 'In public, on our pages', paper: 'Message' },
  desk: { place: 'Face to face', paper: 'Letter' },
  room: { place: 'Among colleagues', paper: 'Message' },
}

/** "30 minutes later", "1 hour later". */
export function waitInWords(minutes: number): string {
  return `${minutesInWords(minutes)} later`
}

/** "1 min 48 s", "24 s". */
export function secondsInWords(seconds: number): string {
  const minutes = Math.floor(seconds / 60)
  return minutes === 0 ? `${seconds} s` : `${minutes} min ${seconds % 60} s`
}
