/** A file of `scenarios/` as a scenario: who speaks, what is counted, and its scenes. */
import { as, clauseIdPattern, unpin, type Channel, type ClauseId, type ScenarioId } from '../domain/ids.ts'
import { highestMood, lowestMood, type Counter, type Scenario, type Speaker } from '../domain/scenario.ts'
import { didYouMean, oneOfWords } from './faults.ts'
import { mostMinutes } from './lessons.ts'
import { readMdx } from './mdx.ts'
import { readPins } from './pins.ts'
import type { Reading } from './reading.ts'
import { proveScenario } from './scenario-proof.ts'
import { readScenes } from './scenes.ts'
import { warnOfLongSentences } from './wording.ts'
import type { Mapping } from './yaml.ts'

/** A file that is longer was not written by hand. */
const mostSigns = 400_000
const mostCount = 20
const namePattern = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/

export function readScenario(text: string, name: string, reading: Reading): Scenario {
  reading.define('scenario', name, 1)
  if (text.length > mostSigns) {
    reading.fault(1, 'the file is longer than a scenario can be', 'Keep it under 400,000 signs: 25 scenes are plenty.')
    reading.giveUp()
    return emptyScenario(name)
  }
  const { frontMatter, body } = readMdx(text, 'scenario', reading)
  const head = frontMatter === undefined ? emptyScenario(name) : readHead(frontMatter, name, reading)
  frontMatter?.end()
  const { scenes, lines } = readScenes(body ?? [], head, reading)
  const scenario: Scenario = { ...head, scenes }
  if (frontMatter !== undefined && body !== undefined)
    proveScenario(scenario, { scenes: lines, head: (field) => frontMatter.lineOf(field) }, reading)
  return scenario
}

function emptyScenario(name: string): Scenario {
  return {
    id: as<ScenarioId>(name),
    title: name,
    summary: '',
    minutes: 1,
    channel: 'internal',
    passPercent: 100,
    minima: [],
    clauses: [],
    speakers: [],
    mood: highestMood,
    flags: [],
    counters: [],
    scenes: [],
  }
}

function readHead(fields: Mapping, name: string, reading: Reading): Scenario {
  const written = fields.words('clauses')
  if (written === undefined) fields.missing('clauses')
  else if (written.length === 0)
    reading.fault(fields.lineOf('clauses'), 'the scenario practises no clause', 'Write `clauses: [TEL-05~2]`.')
  const speakers = readSpeakers(fields, reading)
  const face = readFace(fields, speakers, reading)
  const summary = fields.text('summary')
  warnOfLongSentences(summary, fields.lineOf('summary'), reading)
  const flags = (fields.words('flags') ?? []).flatMap(({ text, line }) => (isName(text, line, reading) ? [text] : []))
  return {
    id: as<ScenarioId>(name),
    title: fields.text('title'),
    summary,
    minutes: fields.wholeNumber('minutes', 1, mostMinutes, 'minutes') ?? 1,
    channel: readChannel(fields, reading),
    passPercent: fields.wholeNumber('pass_percent', 1, 100, 'per cent') ?? 100,
    clauses: readPins(written ?? [], reading, {
      who: 'the scenario',
      stale: 'it practises',
      then: 'Nobody is asked to play it any more.',
    }),
    minima: readMinima(fields, written?.map(({ text }) => unpin(text)?.clause ?? text) ?? [], reading),
    speakers,
    ...(face !== undefined && { face }),
    mood: fields.has('mood') ? (fields.wholeNumber('mood', lowestMood, highestMood, 'steps') ?? highestMood) : 3,
    flags,
    counters: readCounters(fields, flags, reading),
    scenes: [],
  }
}

function isName(text: string, line: number, reading: Reading): boolean {
  if (namePattern.test(text)) return true
  reading.fault(line, `${text} is not a name`, 'Write small letters, digits and hyphens: apologised, took-over.')
  return false
}

function readChannel(fields: Mapping, reading: Reading): Scenario['channel'] {
  const channel = fields.text('channel')
  if (channel === 'internal' || channel === '') return 'internal'
  reading.cite('channel', channel, fields.lineOf('channel'))
  return as<Channel>(channel)
}

/** `quill: Mrs Quill, customer` is a name and a part; `you` is the learner and always there. */
function readSpeakers(fields: Mapping, reading: Reading): Speaker[] {
  const mapping = fields.mapping('speakers')
  if (mapping === undefined) return []
  const speakers = mapping.keys.flatMap(({ text: id, line }): Speaker[] => {
    const [name = '', ...part] = mapping.text(id).split(',')
    if (!isName(id, line, reading)) return []
    if (id === 'you') {
      reading.fault(line, 'you is among the speakers', 'Leave it out: the learner is always there.')
      return []
    }
    return [{ id, name: name.trim(), ...(part.length > 0 && { part: part.join(',').trim() }) }]
  })
  mapping.end()
  return speakers
}

function readFace(fields: Mapping, speakers: readonly Speaker[], reading: Reading): string | undefined {
  if (!fields.has('face')) return undefined
  const face = fields.text('face')
  const ids = speakers.map(({ id }) => id)
  if (ids.includes(face)) return face
  if (face !== '')
    reading.fault(
      fields.lineOf('face'),
      `face names ${face}, who does not speak`,
      didYouMean(face, ids, oneOfWords(ids)),
    )
  return undefined
}

function readMinima(fields: Mapping, clauses: readonly string[], reading: Reading): Scenario['minima'] {
  if (!fields.has('minima')) return []
  const mapping = fields.mapping('minima')
  if (mapping === undefined) return []
  const minima = mapping.keys.flatMap(({ text, line }) => {
    const percent = mapping.wholeNumber(text, 1, 100, 'per cent')
    if (!clauseIdPattern.test(text)) {
      reading.fault(
        line,
        `minima names ${text}, which is not a clause`,
        'Write clause ids without a revision: TEL-05: 60.',
      )
      return []
    }
    if (!clauses.includes(text)) {
      reading.fault(
        line,
        `minima names ${text}, which the scenario does not practise`,
        `Write it into clauses as well.`,
      )
      return []
    }
    return percent === undefined ? [] : [{ clause: as<ClauseId>(text), percent }]
  })
  mapping.end()
  return minima
}

function readCounters(fields: Mapping, flags: readonly string[], reading: Reading): Counter[] {
  if (!fields.has('counters')) return []
  const mapping = fields.mapping('counters')
  if (mapping === undefined) return []
  const counters = mapping.keys.flatMap(({ text: name, line }): Counter[] => {
    const bounds = mapping.mapping(name)
    if (bounds === undefined || !isName(name, line, reading)) return []
    const [start, least, most] = (['start', 'least', 'most'] as const).map((field) =>
      bounds.wholeNumber(field, 0, mostCount, 'steps'),
    )
    bounds.end()
    if (start === undefined || least === undefined || most === undefined) return []
    if (flags.includes(name)) {
      reading.fault(line, `${name} is a flag and a counter`, 'Rename one of the two.')
      return []
    }
    if (least > start || start > most || least === most) {
      reading.fault(
        line,
        `${name} starts at ${start} and runs from ${least} to ${most}`,
        'Let it start within its bounds.',
      )
      return []
    }
    return [{ name, start, least, most }]
  })
  mapping.end()
  return counters
}
