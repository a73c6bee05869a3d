/** The moments between two stops of a stage: what stands while a reply is on its way, and how the answer is told. */
import { isOneLine, plainText } from './drawn-tree.ts'
import { moodWords } from './mood-words.ts'
import type { Clocks } from './play-story.ts'
import type { Prose } from './prose.ts'
import type { Beat, StageView } from './stage-view.ts'
import { secondsInWords, waitInWords } from './staging.ts'

/** The stage as soon as a reply is said: one's own line stands, and what was heard before is past. */
export function whileSaying(view: StageView, value: string): StageView {
  const reply = view.turn.kind === 'replies' ? view.turn.replies.find((one) => one.value === value) : undefined
  if (reply === undefined) return view
  return {
    ...view,
    earlier: [...view.earlier, ...(view.last === undefined ? [] : [view.last.said]), ...view.now],
    last: { said: { kind: 'said', who: 'you', by: 'You', chosen: true, words: reply.words } },
    now: [],
  }
}

/** The mood when the first `told` beats have been told. */
export function moodAfter({ caller, now }: StageView, told: number): number {
  const line = now.slice(0, told).findLast((beat) => beat.kind === 'said' && beat.mood !== undefined)
  return line?.kind === 'said' && line.mood !== undefined ? line.mood : caller.felt
}

/** The clocks when `told` beats have been told, and `held` seconds of a hold that is the last of them. */
export function clocksAfter({ caller, now }: StageView, told: number, held: number): Clocks {
  const { holdSeconds, talkingSeconds, waitedMinutes } = caller.clocks
  const last = now[told - 1]
  const running = last?.kind === 'hold' ? last.seconds - Math.min(held, last.seconds) : 0
  const toCome = now.slice(told)
  const holds = toCome.reduce((sum, beat) => sum + (beat.kind === 'hold' ? beat.seconds : 0), running)
  const waits = toCome.reduce((sum, beat) => sum + (beat.kind === 'wait' ? beat.minutes : 0), 0)
  return {
    holdSeconds: holdSeconds - holds,
    talkingSeconds: talkingSeconds - holds,
    waitedMinutes: waitedMinutes - waits,
  }
}

/** Before the first line: the time in which somebody takes in what was said. */
export const breathMs = 700
/** A second on hold is a tenth of one here, within bounds that are felt and not suffered. */
const holdPace = { aSecond: 100, least: 1500, most: 8000 }
/** The pace of reading: quick, because it can be read again and nobody waits for the slowest. */
const readingPace = { aWord: 170, atLeast: 900, most: 4500 }
const waitMs = 1800

/** How long a beat stands alone before the next one comes. */
export function dwellMs(beat: Beat): number {
  if (beat.kind === 'hold') return Math.min(holdPace.most, Math.max(holdPace.least, beat.seconds * holdPace.aSecond))
  if (beat.kind === 'wait') return waitMs
  const words = plainText(beat.words).split(/\s+/).length
  return Math.min(readingPace.most, readingPace.atLeast + words * readingPace.aWord)
}

/** What somebody who listens is told of a new stop, once and whole. */
export function spoken({ caller, last, now, turn, heading }: StageView): string {
  const { person, moods } = caller
  const coach = last?.coach
  const mood = moodWords(moods.at(-1) ?? caller.felt)
  return [
    ...(coach === undefined
      ? []
      : [`Coach: ${asSpeech(coach.says)}`, ...(coach.move === undefined ? [] : [coach.move])]),
    ...now.map(beatInSpeech),
    ...(person === undefined ? [] : [`${person.name}: ${mood.word.toLowerCase()}, ${mood.look}.`]),
    turn.kind === 'replies' ? `${heading}. Choose a reply.` : turn.kind === 'end' ? `The end. ${turn.says}` : turn.says,
  ].join(' ')
}

function beatInSpeech(beat: Beat): string {
  if (beat.kind === 'hold') return `${holdInWords(beat.seconds)}.`
  if (beat.kind === 'wait') return `${waitInWords(beat.minutes)}.`
  const words = asSpeech(beat.words)
  if (beat.kind === 'seen') return words
  if (beat.kind === 'mail') return `${beat.paper} from ${beat.from}: ${beat.subject}. ${words}`
  return `${beat.by}: ${beat.aside === undefined ? '' : `${beat.aside} `}${words}`
}

/** "On hold, 24 s". */
export function holdInWords(seconds: number): string {
  return `On hold, ${secondsInWords(seconds)}`
}

/** Paragraphs follow one another with a space between. */
function asSpeech(words: readonly Prose[]): string {
  return isOneLine(words) ? plainText(words) : words.map((node) => plainText([node])).join(' ')
}
