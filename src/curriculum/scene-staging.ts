/** Who speaks in a scene, and how long something takes. */
import { highestMood } from '../domain/scenario.ts'
import { isElement, type Draft, type DraftElement } from './draft.ts'
import { nearest, oneOfWords } from './faults.ts'
import type { Reading } from './reading.ts'
import type { Head } from './scenario-head.ts'

const longestTime = 600

/** Checks all that is staged in a scene, endings included, and gives the speakers who say or write something. */
export function readStaging(
  drafts: readonly Draft[],
  title: string,
  head: Head,
  reading: Reading,
): ReadonlySet<string> {
  const spoken = new Set<string>()
  for (const draft of drafts) {
    if (!isElement(draft)) continue
    for (const attribute of ['who', 'from']) {
      const speaker = draft.props[attribute]
      if (speaker === undefined || speaker === '') continue
      spoken.add(speaker === 'you' ? speaker : speakerOf(draft, attribute, speaker, title, head, reading))
    }
    for (const attribute of ['seconds', 'minutes']) {
      const time = draft.props[attribute]
      if (time === undefined || time === '') continue
      if (!/^\d{1,4}$/.test(time) || Number(time) < 1 || Number(time) > longestTime)
        reading.fault(
          draft.lines[attribute] ?? draft.line,
          `${attribute} of a <${draft.tag}> of “${title}” is ${time}`,
          `Write a whole number from 1 to ${longestTime}: ${attribute}="30".`,
        )
    }
    if (draft.tag === 'Say') tellMood(draft, title, head, reading)
    if (draft.tag === 'Hold' && isElsewhere(head, reading))
      reading.warn(
        draft.line,
        `a <Hold> of “${title}”, and the scenario does not take place on the telephone`,
        'Let time pass by <Wait minutes="5" />, or leave it where somebody telephones in between.',
      )
    for (const speaker of readStaging(draft.kids, title, head, reading)) spoken.add(speaker)
  }
  return spoken
}

/** Surely not on the telephone. Of a channel that nobody knows nothing is sure, and it is told at the head. */
function isElsewhere({ scenario: { channel } }: Head, reading: Reading): boolean {
  return channel !== 'phone' && (channel === 'internal' || reading.isDefined('channel', channel))
}

/** The speaker whom a line names; one who is not known is told, and the one who was meant is given. */
function speakerOf(
  { tag, line, lines }: DraftElement,
  attribute: string,
  speaker: string,
  title: string,
  { scenario, isSure }: Head,
  reading: Reading,
): string {
  const { speakers } = scenario
  const ids = speakers.map(({ id }) => id)
  if (!isSure.speakers || ids.includes(speaker)) return speaker
  const named = speakers.find(({ name }) => name.toLowerCase() === speaker.toLowerCase())?.id ?? nearest(speaker, ids)
  reading.fault(
    lines[attribute] ?? line,
    `a <${tag}> of “${title}” is by ${speaker}, who is not among the speakers`,
    named === undefined ? oneOfWords(['you', ...ids]) : `Did you mean ${named}?`,
  )
  return named ?? speaker
}

/** A line may show another mood than the replies have led to, of whoever has the face. */
function tellMood(say: DraftElement, title: string, { scenario, isSure }: Head, reading: Reading): void {
  const { mood, who } = say.props
  if (mood === undefined || mood === '') return
  const line = say.lines['mood'] ?? say.line
  if (!/^[0-5]$/.test(mood)) {
    const mend = `Write a number from 0, furious, to ${highestMood}, delighted.`
    reading.fault(line, `the mood ${mood} of a <Say> of “${title}” is none`, mend)
    return
  }
  const isKnown = who === 'you' || scenario.speakers.some(({ id }) => id === who)
  if (!isSure.speakers || !isKnown || who === scenario.face) return
  reading.fault(
    line,
    `a <Say> of “${title}” shows the mood of ${who}, who has no face`,
    scenario.face === undefined
      ? 'Write `face: …` with a speaker into the front matter, or delete mood="…".'
      : `The face is that of ${scenario.face}: delete mood="…".`,
  )
}
