/**
 * What stands on the stage of a scenario: who is there, what was said, and what may be said now. It is plain
 * JSON and holds nothing that may not be read: of replies that were not chosen their words and places alone.
 * Whatever draws a stage, on the server or in a browser, draws it from this.
 */
import { numbersFrom, seedFrom } from './chance.ts'
import { coachNote, inParagraphs, type ClauseShelf, type CoachNote } from './coach-note.ts'
import type { Tree, TreeElement } from './curriculum.ts'
import { plainText, unwrapped } from './drawn-tree.ts'
import { featuresOf, type Features } from './face-drawing.ts'
import { clocksOf, decisionsLeft, moodAt, treesOfScene, type Clocks } from './play-story.ts'
import { proseOf, type MediaUrl, type Prose } from './prose.ts'
import { outcomeWords, reasonsFor } from './scenario-words.ts'
import { markPlay, openChoices, sceneOf, type Decision, type Scenario, type Stop } from './scenario.ts'
import { stagingOf, stagingWords, type Staging } from './staging.ts'
import { capitalised } from './words.ts'

/** One thing after the other: a line, a letter, what is seen between them, time that passes. */
export type Beat =
  | { readonly kind: 'seen'; readonly words: readonly Prose[] }
  | Said
  | {
      readonly kind: 'mail'
      /** What the written thing is called. */
      readonly paper: string
      readonly from: string
      readonly subject: string
      readonly words: readonly Prose[]
    }
  | { readonly kind: 'hold'; readonly seconds: number }
  | { readonly kind: 'wait'; readonly minutes: number }

export interface Said {
  readonly kind: 'said'
  readonly who: 'you' | 'other'
  readonly by: string
  readonly words: readonly Prose[]
  /** A reply that the learner chose. */
  readonly chosen?: true
  /** How it is said. */
  readonly aside?: string
  /** It is a voice note: how long, and how it goes up and down. */
  readonly note?: { readonly seconds: number; readonly bars: string }
  /** The mood that the face shows from this line on; left out where it stays as it is. */
  readonly mood?: number
}

export interface CallerView {
  /** Whose mood is drawn; left out where nobody's is. */
  readonly person?: { readonly name: string; readonly part?: string; readonly features: Features }
  /** "On the telephone". */
  readonly place: string
  /** At each decision met, and at the end when it is over; the last is the mood now. */
  readonly moods: readonly number[]
  /** What the last reply led to, before anything was answered. */
  readonly felt: number
  readonly places: number
  readonly isOver: boolean
  readonly clocks: Clocks
}

export interface ReplyWords {
  /** What is sent for it: in a play that counts its place, from 1. */
  readonly value: string
  readonly words: readonly Prose[]
}

export type StageTurn =
  | {
      readonly kind: 'replies'
      readonly replies: readonly ReplyWords[]
      /** The value of one that is marked already. */
      readonly checked?: string
    }
  /** It is over; only with a coach does it end on the stage. */
  | { readonly kind: 'end'; readonly title: string; readonly says: string }
  | {
      readonly kind: 'out-of-time'
      readonly says: string
      readonly wayOut: { readonly href: string; readonly label: string }
    }

/** Where the forms of a stage are sent. */
export interface StageForms {
  /** The address to which a reply is sent. */
  readonly say: string
  /** The name under which it is sent. */
  readonly field: string
  /** Sent along with everything: what is played. */
  readonly about: Readonly<Record<string, string>>
  /** To begin a play that counts. */
  readonly start?: string
}

export interface StageView {
  readonly mode: 'assess' | 'coach'
  readonly staging: Staging
  /** Of the scenario. */
  readonly title: string
  /** "Decision 2", "The end: A line that holds". */
  readonly heading: string
  /** From 1; one more than the decisions made. */
  readonly decision: number
  readonly progress: { readonly value: number; readonly max: number; readonly words: string }
  readonly caller: CallerView
  /** What was said before the last reply. */
  readonly earlier: readonly Beat[]
  /** The last reply, with what the coach says to it. */
  readonly last?: { readonly said: Said; readonly coach?: CoachNote }
  /** What is seen and heard now. */
  readonly now: readonly Beat[]
  readonly turn: StageTurn
  readonly forms: StageForms
  /** Why what was sent last was not taken. */
  readonly refused?: string
}

interface Staged {
  readonly scenario: Scenario
  readonly decisions: readonly Decision[]
  /** One more than the decisions: the last is where it stands. */
  readonly stops: readonly Stop[]
  readonly mediaUrl: MediaUrl
  readonly forms: StageForms
  readonly refused?: string | undefined
}

export interface AssessedStage extends Staged {
  /** The words of the replies, in the order in which they are shown: nothing else about them comes here. */
  readonly replies: readonly (readonly Tree[])[]
  /** The place of one that is marked already, from 1. */
  readonly checked?: number | undefined
  /** Set when it can no longer be finished on the texts it was begun with. */
  readonly outOfTime?: Extract<StageTurn, { kind: 'out-of-time' }> | undefined
}

/** A play that counts, where it stands. */
export function assessedStage(asked: AssessedStage): StageView {
  const { mediaUrl, replies, checked, outOfTime, decisions, scenario, stops } = asked
  const decision = decisions.length + 1
  const places = decisions.length + decisionsLeft(scenario, positionNow(stops))
  const turn: StageTurn = outOfTime ?? {
    kind: 'replies',
    replies: replies.map((words, index) => ({ value: String(index + 1), words: proseOf(unwrapped(words), mediaUrl) })),
    ...(checked === undefined ? {} : { checked: String(checked) }),
  }
  return {
    mode: 'assess',
    ...told(asked, places),
    heading: `Decision ${decision}`,
    progress: {
      value: decisions.length,
      max: places,
      words: `Decision ${decision} of about ${places}. This play counts: coaching comes in the debrief`,
    },
    turn,
  }
}

export interface CoachedStage extends Staged {
  readonly shelf: ClauseShelf
}

/** Practising with a coach, where it stands: every reply is talked over at once. */
export function coachedStage(asked: CoachedStage): StageView {
  const { scenario, decisions, stops, mediaUrl, shelf } = asked
  const decision = decisions.length + 1
  const position = positionNow(stops)
  const scene = sceneOf(scenario, position.scene)
  const isOver = scene.turn.kind === 'end'
  const places = decisions.length + decisionsLeft(scenario, position) + (isOver ? 1 : 0)
  const { last: said, ...rest } = told(asked, places)
  const chosen = decisions.at(-1)
  const { moods } = rest.caller
  const coach =
    chosen &&
    coachNote(
      {
        choice: chosen.choice,
        open: openChoices(scenario, chosen.position),
        moods: { before: moods.at(-2) ?? scenario.mood, now: moods.at(-1) ?? scenario.mood },
        name: rest.caller.person?.name,
      },
      shelf,
    )
  const heading = isOver ? `The end: ${scene.title}` : `Decision ${decision}`
  const where = isOver ? 'The end.' : `Decision ${decision} of about ${places}.`
  return {
    mode: 'coach',
    ...rest,
    ...(said === undefined ? {} : { last: { ...said, ...(coach === undefined ? {} : { coach }) } }),
    heading,
    progress: {
      value: decisions.length,
      max: isOver ? decisions.length : places,
      words: `${where} With a coach: nothing of it counts`,
    },
    turn:
      scene.turn.kind === 'end'
        ? { kind: 'end', title: scene.title, says: `${outcomeWords[scene.turn.outcome]} ${worth(scenario, decisions)}` }
        : {
            kind: 'replies',
            replies: openChoices(scenario, position).map(({ id, body }) => ({
              value: id,
              words: proseOf(unwrapped(body), mediaUrl),
            })),
          },
  }
}

/** What it would have come to, had it counted. */
function worth(scenario: Scenario, decisions: readonly Decision[]): string {
  const marks = markPlay(scenario, decisions)
  return marks.passed
    ? `Played for your certificate, this would have passed, with ${marks.percent}%.`
    : `Played for your certificate, this would not have passed. ${reasonsFor(scenario, marks).join(' ')}`
}

function positionNow(stops: readonly Stop[]) {
  const now = stops.at(-1)
  if (now === undefined) throw new RangeError('a play stands nowhere')
  return now.position
}

/** All that is the same whether it counts or not. Of a decision only the words that were chosen are read. */
function told(
  { scenario, decisions, stops, mediaUrl, forms, refused }: Staged,
  places: number,
): Omit<StageView, 'mode' | 'heading' | 'progress' | 'turn'> {
  const staging = stagingOf(scenario)
  const speaker = scenario.speakers.find(({ id }) => id === scenario.face)
  const position = positionNow(stops)
  const beatsAt = ({ shown }: Stop) => shown.flatMap((id) => beatsOf(treesOfScene(scenario, id), scenario, mediaUrl))
  const replies = decisions.map(({ choice }) => chosenReply(choice.body, mediaUrl))
  const last = replies.at(-1)
  return {
    staging,
    title: scenario.title,
    decision: decisions.length + 1,
    caller: {
      ...(speaker && {
        person: {
          name: speaker.name,
          ...(speaker.part === undefined ? {} : { part: capitalised(speaker.part) }),
          features: featuresOf(speaker),
        },
      }),
      place: stagingWords[staging].place,
      moods: stops.map((stop) => moodAt(scenario, stop)),
      felt: position.mood,
      places,
      isOver: sceneOf(scenario, position.scene).turn.kind === 'end',
      clocks: clocksOf(scenario, stops, decisions),
    },
    earlier: stops.slice(0, -1).flatMap((stop, index): readonly Beat[] => {
      const reply = replies[index]
      return reply === undefined || reply === last ? beatsAt(stop) : [...beatsAt(stop), reply]
    }),
    ...(last === undefined ? {} : { last: { said: last } }),
    now: stops.slice(-1).flatMap(beatsAt),
    forms,
    ...(refused === undefined ? {} : { refused }),
  }
}

function chosenReply(body: readonly Tree[], mediaUrl: MediaUrl): Said {
  return { kind: 'said', who: 'you', by: 'You', chosen: true, words: proseOf(unwrapped(body), mediaUrl) }
}

const partsOfPlay: ReadonlySet<string> = new Set(['Say', 'Hold', 'Wait', 'VoiceNote', 'Mail'])

/** A scene taken apart into what happens one after the other; what is seen between two lines is one beat. */
export function beatsOf(
  nodes: readonly Tree[],
  scenario: Pick<Scenario, 'speakers' | 'channel' | 'face'>,
  mediaUrl: MediaUrl,
): readonly Beat[] {
  const beats: Beat[] = []
  let seen: Tree[] = []
  const tellSeen = () => {
    if (seen.length > 0) beats.push({ kind: 'seen', words: proseOf(seen, mediaUrl) })
    seen = []
  }
  for (const node of nodes) {
    if (typeof node === 'string' && node.trim() === '') continue
    if (typeof node === 'object' && partsOfPlay.has(node.tag)) {
      tellSeen()
      beats.push(beatOf(node, scenario, mediaUrl))
    } else {
      seen.push(node)
    }
  }
  tellSeen()
  return beats
}

function beatOf(
  { tag, props = {}, kids = [] }: TreeElement,
  scenario: Pick<Scenario, 'speakers' | 'channel' | 'face'>,
  mediaUrl: MediaUrl,
): Beat {
  const nameOf = (id: string | undefined) =>
    id === 'you' ? 'You' : (scenario.speakers.find((speaker) => speaker.id === id)?.name ?? '')
  if (tag === 'Hold') return { kind: 'hold', seconds: Number(props['seconds']) }
  if (tag === 'Wait') return { kind: 'wait', minutes: Number(props['minutes']) }
  if (tag === 'Mail')
    return {
      kind: 'mail',
      paper: stagingWords[stagingOf(scenario)].paper,
      from: nameOf(props['from']),
      subject: props['subject'] ?? '',
      words: inParagraphs(proseOf(kids, mediaUrl)),
    }
  const { who, aside, mood } = props
  return {
    kind: 'said',
    who: who === 'you' ? 'you' : 'other',
    by: nameOf(who),
    words: proseOf(unwrapped(kids), mediaUrl),
    ...(aside === undefined ? {} : { aside }),
    ...(tag === 'VoiceNote' ? { note: { seconds: Number(props['seconds']), bars: barsOf(plainText(kids)) } } : {}),
    ...(mood === undefined || who !== scenario.face ? {} : { mood: Number(mood) }),
  }
}

/** How a voice note goes up and down: it follows from its words, so that it is the same on every visit. */
function barsOf(heard: string): string {
  const next = numbersFrom(seedFrom(heard))
  return Array.from({ length: 40 }, (_, index) => {
    const half = 2 + Math.round(next() * 9)
    return `M${4 + index * 5} ${14 - half}v${2 * half}`
  }).join('')
}
