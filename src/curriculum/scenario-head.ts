/** The front matter of a scenario: what it practises, who speaks, and what is counted. */
import { as, clauseIdPattern, unpin, type Channel, type ClauseId, type ScenarioId } from '../domain/ids.ts'
import { highestMood, lowestMood, type Counter, type Scenario, type Speaker } from '../domain/scenario.ts'
import { didYouMean, oneOfWords } from './faults.ts'
import { mostMinutes } from './lessons.ts'
import { readPins } from './pins.ts'
import type { Reading } from './reading.ts'
import { slugOf } from './sections.ts'
import { warnOfLongSentences } from './wording.ts'
import type { Mapping, Word } from './yaml.ts'

/** What a counter counts to at most. */
const mostCount = 20
/** More flags and counters than anybody keeps in mind, and few enough to be walked. */
const mostNames = 24
/** More clauses than anybody attends to in one play. */
const mostClauses = 24
/** More bounds at once than the weakest play can be looked for within a second. */
const mostMinima = 6
const namePattern = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/

export interface Head {
  /** Without its scenes. */
  readonly scenario: Scenario
  /** Whether these could be read: if not, it is told here, and nothing that names one is told to be unknown. */
  readonly isSure: {
    /** Flags and counters. */
    readonly names: boolean
    readonly speakers: boolean
    readonly clauses: boolean
  }
}

/** A reading that says whether anything was at fault since it was last asked. */
export class Watched {
  readonly reading: Reading
  #isFaulty = false

  constructor(reading: Reading) {
    this.reading = {
      ...reading,
      fault: (...fault) => {
        this.#isFaulty = true
        reading.fault(...fault)
      },
    }
  }

  isSound(): boolean {
    const isSound = !this.#isFaulty
    this.#isFaulty = false
    return isSound
  }
}

export function emptyHead(name: string): Head {
  const scenario: Scenario = {
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
  return { scenario, isSure: { names: false, speakers: false, clauses: false } }
}

/** Reads the fields of a mapping that was begun with the reading watched. */
export function readHead(fields: Mapping, name: string, watched: Watched): Head {
  const { reading } = watched
  const title = fields.text('title')
  const summary = fields.text('summary')
  warnOfLongSentences(summary, fields.lineOf('summary'), reading)
  const minutes = fields.wholeNumber('minutes', 1, mostMinutes, 'minutes') ?? 1
  const channel = readChannel(fields, reading)
  const passPercent = fields.wholeNumber('pass_percent', 1, 100, 'per cent') ?? 100
  watched.isSound()
  const written = readClauses(fields, reading)
  const clauses = readPins(written, reading, {
    who: 'the scenario',
    stale: 'it practises',
    then: 'Nobody is asked to play it any more.',
  })
  const isSureOfClauses = watched.isSound()
  const minima = readMinima(
    fields,
    written.map(({ text }) => unpin(text)?.clause ?? text),
    reading,
  )
  watched.isSound()
  const speakers = readSpeakers(fields, reading)
  const areSpeakersRead = watched.isSound()
  const face = areSpeakersRead ? readFace(fields, speakers, reading) : fields.optionalText('face')
  const isSureOfSpeakers = areSpeakersRead && watched.isSound()
  const mood = fields.has('mood') ? (fields.wholeNumber('mood', lowestMood, highestMood, 'steps') ?? highestMood) : 3
  if (fields.has('mood') && !fields.has('face'))
    reading.fault(fields.lineOf('mood'), 'there is a mood, and no face to show it', 'Write `face: …` with a speaker.')
  watched.isSound()
  // A flag that is not a name is told, and taken as what was meant, so that what names it is told the same.
  const flags = (wordsOf(fields, 'flags', reading) ?? []).flatMap(({ text, line }) =>
    isName(text, line, reading) ? [text] : nameMeantBy(text),
  )
  const counters = readCounters(fields, flags, reading)
  const names = flags.length + counters.length
  if (names > mostNames)
    reading.fault(
      fields.lineOf(flags.length > counters.length ? 'flags' : 'counters'),
      `the scenario keeps ${names} flags and counters`,
      `Keep it to ${mostNames}: nobody remembers more, and the plays cannot be walked.`,
    )
  return {
    scenario: {
      id: as<ScenarioId>(name),
      title,
      summary,
      minutes,
      channel,
      passPercent,
      minima,
      clauses,
      speakers,
      ...(face !== undefined && { face }),
      mood,
      flags: flags.slice(0, mostNames),
      counters: counters.slice(0, mostNames),
      scenes: [],
    },
    isSure: { names: watched.isSound(), speakers: isSureOfSpeakers, clauses: isSureOfClauses },
  }
}

function readClauses(fields: Mapping, reading: Reading): readonly Word[] {
  const written = wordsOf(fields, 'clauses', reading)
  if (written === undefined) fields.missing('clauses')
  else if (written.length === 0)
    reading.fault(fields.lineOf('clauses'), 'the scenario practises no clause', 'Write `clauses: [TEL-05~2]`.')
  if (written === undefined || written.length <= mostClauses) return written ?? []
  reading.fault(
    fields.lineOf('clauses'),
    `the scenario practises ${written.length} clauses`,
    `Keep it to ${mostClauses}: nobody attends to more in one play.`,
  )
  return written.slice(0, mostClauses)
}

/** A list of words. One that was written without its brackets is told, and taken as what was meant. */
function wordsOf(fields: Mapping, key: string, reading: Reading): readonly Word[] | undefined {
  const words = fields.words(key)
  const [only, ...others] = words ?? []
  if (only === undefined || others.length > 0 || !/[,;\s]/.test(only.text)) return words
  const meant = only.text.split(/[,;\s]+/).filter((text) => text !== '')
  reading.fault(only.line, `${key} is not a list`, `Write \`${key}: [${meant.join(', ')}]\`.`)
  return meant.map((text) => ({ text, line: only.line }))
}

function isName(text: string, line: number, reading: Reading): boolean {
  if (namePattern.test(text)) return true
  const [example = 'apologised'] = nameMeantBy(text)
  reading.fault(line, `${text} is not a name`, `Write small letters, digits and hyphens: ${example}.`)
  return false
}

/** `told_why` means told-why; none where it cannot be told. */
function nameMeantBy(text: string): readonly string[] {
  const meant = slugOf(text)
  return namePattern.test(meant) && meant !== 'section' ? [meant] : []
}

function readChannel(fields: Mapping, reading: Reading): Scenario['channel'] {
  const channel = fields.text('channel')
  if (channel === 'internal' || channel === '') return 'internal'
  reading.cite('channel', channel, fields.lineOf('channel'))
  return as<Channel>(channel)
}

/** `quill: Mrs Quill, customer` is a name and a part; `you` is the learner and always there. */
function readSpeakers(fields: Mapping, reading: Reading): Speaker[] {
  const mapping = fields.mapping('speakers', 'Write each in a line beneath, indented, as `quill: Mrs Quill, customer`.')
  if (mapping === undefined) return []
  if (mapping.keys.length > mostNames) {
    reading.fault(
      fields.lineOf('speakers'),
      `the scenario has ${mapping.keys.length} speakers`,
      `Keep it to ${mostNames}: four are a crowd.`,
    )
    return []
  }
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
  const named = speakers.find(({ name }) => name.toLowerCase() === face.toLowerCase())
  if (face !== '')
    reading.fault(
      fields.lineOf('face'),
      `the face is that of ${face}, who is not among the speakers`,
      named === undefined ? didYouMean(face, ids, oneOfWords(ids)) : `Did you mean ${named.id}?`,
    )
  return undefined
}

function readMinima(fields: Mapping, clauses: readonly string[], reading: Reading): Scenario['minima'] {
  if (!fields.has('minima')) return []
  const mapping = fields.mapping('minima', 'Write `minima: { TEL-05: 50 }`.')
  if (mapping === undefined) return []
  if (mapping.keys.length > mostMinima) {
    reading.fault(
      fields.lineOf('minima'),
      `minima asks for a least percent on ${mapping.keys.length} clauses`,
      `Keep it to ${mostMinima}: one or two are what the scenario was written for.`,
    )
    return []
  }
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
  const mapping = fields.mapping('counters', 'Write `counters: { patience: { start: 2, least: 0, most: 4 } }`.')
  if (mapping === undefined) return []
  const counters = mapping.keys.flatMap(({ text: name, line }): Counter[] => {
    if (!isName(name, line, reading)) return []
    const bounds = mapping.mapping(name, `Write \`${name}: { start: 2, least: 0, most: 4 }\`.`)
    if (bounds === undefined) return []
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
