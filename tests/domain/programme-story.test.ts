import { describe, expect, test } from 'vitest'
import { cyclesOf } from '../../src/domain/cycles.ts'
import type { Programme } from '../../src/domain/curriculum.ts'
import { FOREVER, addDays, day, type Day } from '../../src/domain/days.ts'
import { exceptionsFrom } from '../../src/domain/exceptions.ts'
import type { ExceptionTerms, Fact, Recorded } from '../../src/domain/facts.ts'
import { grantsFrom } from '../../src/domain/grants.ts'
import { namesFrom, personHappenings } from '../../src/domain/history-words.ts'
import {
  as,
  type AttemptId,
  type CertificateId,
  type ExceptionId,
  type NoticeId,
  type PersonId,
  type PlayId,
  type ReasonId,
  type ScenarioId,
  type SceneId,
  type TeamId,
} from '../../src/domain/ids.ts'
import { personHistory } from '../../src/domain/organisation.ts'
import { firstDayOf, storyOf } from '../../src/domain/programme-story.ts'
import { drawStory, windowOf, type StoryTrack } from '../../src/domain/story-drawing.ts'
import { rowsOf, sayEvent, storyInWords, storyNames } from '../../src/domain/story-words.ts'
import { libraryOf } from '../../src/domain/library.ts'
import type { PublishedChange } from '../../src/domain/updates.ts'
import { soundCurriculum } from '../curriculum/small-library.ts'

const sound = soundCurriculum()
const programme: Programme = sound.programmes[0]!
const [lesson, quiz, standard] = [sound.lessons[0]!.id, sound.quizzes[0]!.id, sound.standards[0]!.id]
const library = libraryOf(sound, { publication: 1, publishedOn: day('2024-01-01'), digest: '', hashes: new Map() })
const rules = [{ from: day('2024-01-01'), to: FOREVER, value: programme }]
const person = as<PersonId>('maya')
const today = day('2026-06-15')
const reason = as<ReasonId>('long-absence')

function recorded(...facts: Fact[]): Recorded[] {
  return facts.map((fact, index) => ({ sequence: index + 1, at: '2026-06-15T09:00:00Z', by: person, fact }))
}
function granted(certificate: string, on: string, expiresOn: string): Fact {
  return {
    kind: 'granted',
    person,
    programme: programme.id,
    certificate: as<CertificateId>(certificate),
    publication: 1,
    path: 'initial',
    on: day(on),
    expiresOn: day(expiresOn),
    windowOpensOn: addDays(day(expiresOn), -60),
    evidence: [],
    clauses: [],
  }
}
function attempt(id: string, on: string, passed: boolean): Fact {
  return {
    kind: 'attempt-closed',
    person,
    attempt: as<AttemptId>(id),
    quiz,
    publication: 1,
    passed,
    percent: passed ? 90 : 40,
    outcomes: [],
    brokenCritical: [],
    on: day(on),
  }
}
function decided(id: string, on: string, terms: ExceptionTerms): Fact {
  return {
    kind: 'exception',
    person,
    programme: programme.id,
    exception: as<ExceptionId>(id),
    terms,
    on: day(on),
    reason,
    words: null,
  }
}
function withdrawn(id: string, on: string): Fact {
  return {
    kind: 'exception-withdrawn',
    person,
    programme: programme.id,
    exception: as<ExceptionId>(id),
    on: day(on),
    reason,
    words: null,
  }
}
const cycles = (...facts: Fact[]) => {
  const all = recorded(...facts)
  return cyclesOf(grantsFrom(all, programme.id, exceptionsFrom(all, programme.id)), rules)
}
const kinds = (pieces: readonly { kind: string; from: Day; to: Day }[]) =>
  pieces.map(({ kind, from, to }) => `${kind} ${from} ${to}`)

describe('cycles', () => {
  test('hold, open their window, run out into grace', () => {
    const [cycle] = cycles(granted('c1', '2025-01-10', '2026-01-10'))
    expect(kinds(cycle!.pieces)).toEqual([
      'holds 2025-01-10 2025-11-11',
      'window 2025-11-11 2026-01-11',
      'grace 2026-01-11 2026-02-10',
    ])
  })

  test('are all there after others followed, the earlier one marked as followed to its own end', () => {
    const all = cycles(granted('c1', '2025-01-10', '2026-01-10'), granted('c2', '2025-12-01', '2027-01-10'))
    expect(all.map(({ number }) => number)).toEqual([1, 2])
    expect(kinds(all[0]!.pieces)).toEqual([
      'holds 2025-01-10 2025-11-11',
      'window 2025-11-11 2025-12-01',
      'followed 2025-12-01 2026-01-11',
    ])
  })

  test('show an extension past the end that they were granted with', () => {
    const [cycle] = cycles(
      granted('c1', '2025-01-10', '2026-01-10'),
      decided('e1', '2025-12-01', {
        kind: 'extension',
        certificate: as<CertificateId>('c1'),
        until: day('2026-03-01'),
      }),
    )
    expect(kinds(cycle!.pieces)).toContain('extended 2026-01-11 2026-03-02')
    expect(cycle!.expiresOn).toBe('2026-03-01')
  })

  test('are marked as taken back, and hold again once that is withdrawn', () => {
    const [cycle] = cycles(
      granted('c1', '2025-01-10', '2026-01-10'),
      decided('e1', '2025-03-01', { kind: 'revocation', certificate: as<CertificateId>('c1') }),
      withdrawn('e1', '2025-04-01'),
    )
    expect(kinds(cycle!.pieces).slice(0, 3)).toEqual([
      'holds 2025-01-10 2025-03-01',
      'revoked 2025-03-01 2025-04-01',
      'holds 2025-04-01 2025-11-11',
    ])
  })
})

const change: PublishedChange = {
  clause: sound.standards[0]!.clauses[1]!.id,
  revision: 2,
  verdict: 'material',
  before: null,
  sameWordsAs: 2,
  programmes: [programme.id],
  notice: as<NoticeId>('n'),
  effectiveOn: day('2026-07-01'),
  updateWithinDays: 14,
  asks: true,
  carries: [],
  roles: 'everyone',
  channels: 'all',
  publication: 2,
  publishedOn: day('2026-05-01'),
}
const team = (from: string, to: string | null): Fact => ({
  kind: 'membership',
  person,
  from: day(from),
  team: to === null ? null : as<TeamId>(to),
})
const away = (from: string, is: boolean): Fact => ({ kind: 'leave', person, from: day(from), away: is })

const whole: readonly Fact[] = [
  { kind: 'employment', person, from: day('2024-12-01'), employed: true },
  team('2024-12-01', 'voice'),
  { kind: 'lesson-completed', person, lesson, publication: 1, content: '', clauses: [], on: day('2025-01-05') },
  attempt('a1', '2025-01-06', false),
  attempt('a2', '2025-01-09', true),
  { kind: 'acknowledged', person, standard, publication: 1, content: '', clauses: [], on: day('2025-01-10') },
  granted('c1', '2025-01-10', '2026-01-10'),
  away('2025-03-01', true),
  away('2025-04-01', false),
  decided('w', '2025-06-01', { kind: 'waiver', from: day('2025-06-02'), until: day('2025-06-30') }),
  attempt('a3', '2025-12-20', false),
  granted('c2', '2026-01-05', '2027-01-10'),
  decided('p', '2026-06-01', { kind: 'pause', from: day('2026-06-20'), until: null }),
  team('2026-08-01', 'chat'),
]

function storyFrom(facts: readonly Fact[], histories = new Map([[change.clause, [change]]])) {
  const all = recorded(...facts)
  const names = namesFrom(sound.organisation, [], new Map(), new Map([[reason, 'Long absence']]))
  const life = personHappenings(personHistory(all), names)
  return {
    story: storyOf({ programme: programme.id, facts: all, rules, histories, entries: [], life }),
    names: storyNames(library, names, 'you'),
  }
}

describe('the story of a programme', () => {
  test('keeps the attempts of every cycle, in order of days', () => {
    const { story } = storyFrom(whole)
    const attempts = story.events.flatMap((event) => (event.kind === 'attempt' ? [`${event.on} ${event.outcome}`] : []))
    expect(attempts).toEqual(['2025-01-06 failed', '2025-01-09 passed', '2025-12-20 failed'])
    const days = story.events.map(({ on }) => on)
    expect(days).toEqual(days.toSorted())
  })

  test('keeps them after the programme has ended, by the rules that it once had', () => {
    const ended = [{ ...rules[0]!, to: day('2026-02-01') }]
    const story = storyOf({
      programme: programme.id,
      facts: recorded(...whole),
      rules: ended,
      histories: new Map(),
      entries: [],
      life: [],
    })
    expect(story.events.filter(({ kind }) => kind === 'attempt')).toHaveLength(3)
    expect(story.cycles).toHaveLength(2)
  })

  test('keeps the plays of its scenarios, with one that is not over', () => {
    const scenario = as<ScenarioId>('a-call')
    const asks = { ...programme, requirements: [...programme.requirements, { kind: 'scenario', scenario } as const] }
    const begun = (play: string, on: string): Fact => ({
      kind: 'scenario-started',
      person,
      play: as<PlayId>(play),
      scenario,
      publication: 1,
      content: '',
      seed: 1,
      on: day(on),
    })
    const closed: Fact = {
      kind: 'scenario-closed',
      person,
      play: as<PlayId>('p1'),
      scenario,
      publication: 1,
      ending: as<SceneId>('lost'),
      passed: false,
      percent: 41,
      clauses: [],
      brokenCritical: [],
      on: day('2025-01-05'),
    }
    const story = storyOf({
      programme: programme.id,
      facts: recorded(begun('p1', '2025-01-04'), closed, begun('p2', '2025-01-06')),
      rules: [{ from: day('2024-01-01'), to: FOREVER, value: asks }],
      histories: new Map(),
      entries: [],
      life: [],
    })
    const told = storyFrom([]).names
    expect(story.events.map((event) => sayEvent(event, told, today))).toEqual([
      'Scenario: “a-call” not passed, with 41%.',
      'Scenario: “a-call” begun, not played to its end yet.',
    ])
    const [track] = drawStory(story, windowOf(story, today), today)
    expect(track?.track).toBe('plays')
    expect(track?.signs.map(({ sign }) => sign)).toEqual(['play-failed', 'play-begun'])
  })

  test('leaves out what other programmes alone ask', () => {
    const other: Fact = {
      ...(attempt('a9', '2025-02-01', true) as Extract<Fact, { kind: 'attempt-closed' }>),
      quiz: as('chat'),
    }
    expect(storyFrom([...whole, other]).story.events.filter(({ kind }) => kind === 'attempt')).toHaveLength(3)
  })

  test('tells of a publication on its day, and of the day on which it comes into force', () => {
    const { story, names } = storyFrom(whole)
    const told = rowsOf(story, names, today).filter(({ sort }) => sort === 'Publication')
    expect(told.map(({ on, isToCome }) => [on, isToCome])).toEqual([
      ['2026-05-01', false],
      ['2026-07-01', true],
    ])
  })

  test('leaves out what was published before it began', () => {
    const early = { ...change, publishedOn: day('2024-03-01'), effectiveOn: day('2024-03-01') }
    const { story } = storyFrom(whole, new Map([[change.clause, [early]]]))
    expect(story.events.some(({ kind }) => kind === 'published')).toBe(false)
  })

  test('says when a waiver ended by itself, and who may tell why it was given', () => {
    const { story, names } = storyFrom(whole)
    const said = rowsOf(story, names, today).filter(({ sort }) => sort === 'Decision')
    expect(said.map(({ on, says }) => `${on} ${says}`)).toEqual([
      '2025-06-01 waiver. Exempt from 2 June 2025 to 30 June 2025. Long absence.',
      '2025-07-01 waiver ended by itself.',
      '2026-06-01 pause. Set aside from 20 June 2026 until it is withdrawn. Long absence.',
    ])
  })

  test('tells what was withdrawn on its day, and no end of it by itself', () => {
    const { story, names } = storyFrom([...whole, withdrawn('w', '2025-06-10')])
    const said = rowsOf(story, names, today).filter(({ sort, on }) => sort === 'Decision' && on < day('2026-01-01'))
    expect(said.map(({ on }) => on)).toEqual(['2025-06-01', '2025-06-10'])
  })

  test('begins with the first thing that was shown, not with the first day of work', () => {
    expect(firstDayOf(storyFrom(whole).story)).toBe('2025-01-05')
  })

  test('is told whole by its label', () => {
    const { story } = storyFrom(whole)
    expect(storyInWords('Telephone adviser', story)).toBe(
      `Telephone adviser through time: two certificates, three attempts at quizzes, two lessons and readings, one publication that changed its clauses and two exceptions. The table below tells all ${story.events.length} events day by day.`,
    )
  })
})

describe('the drawing of a story', () => {
  const draw = (facts: readonly Fact[]) => {
    const { story } = storyFrom(facts)
    const window = windowOf(story, today)
    return new Map(drawStory(story, window, today).map((track) => [track.track, track]))
  }

  test('has a track for each sort of thing that happened, and none that is empty', () => {
    expect([...draw(whole).keys()]).toEqual<StoryTrack[]>([
      'certificates',
      'quizzes',
      'shown',
      'clauses',
      'decisions',
      'work',
    ])
    expect([...draw([attempt('a1', '2026-01-06', false)]).keys()]).toEqual<StoryTrack[]>(['quizzes', 'clauses'])
  })

  test('cuts bars at today, and makes hollow what is to come', () => {
    const bars = draw(whole)
      .get('certificates')!
      .bars.filter(({ kind, row }) => kind === 'holds' && row === 1)
    expect(bars.map(({ isToCome }) => isToCome)).toEqual([false, true])
    expect(bars[0]!.x + bars[0]!.width).toBeCloseTo(bars[1]!.x, 1)
  })

  test('lays a cycle that overlaps the one before on a row of its own', () => {
    expect(
      draw(whole)
        .get('certificates')!
        .numbers.map(({ row, number }) => [row, number]),
    ).toEqual([
      [0, 1],
      [1, 2],
    ])
  })

  test('keeps passed and failed apart, and makes one sign of those that would lie over each other', () => {
    const many = [...whole, ...['b1', 'b2', 'b3'].map((id, at) => attempt(id, `2026-03-0${at + 1}`, false))]
    const { signs } = draw(many).get('quizzes')!
    expect(signs.filter(({ sign }) => sign === 'passed').map(({ row }) => row)).toEqual([0])
    const failed = signs.filter(({ sign }) => sign === 'failed')
    expect(failed.map(({ events }) => events.length)).toEqual([1, 1, 3])
    expect(new Set(failed.map(({ row }) => row))).toEqual(new Set([1]))
  })

  test('draws leave from its first day to its last, and a planned move hollow', () => {
    const work = draw(whole).get('work')!
    expect(work.bars).toHaveLength(1)
    expect(work.signs.map(({ sign, isToCome }) => [sign, isToCome])).toEqual([['moved', true]])
  })

  test('draws every piece within its width, however long the history is', () => {
    const years = Array.from({ length: 20 }, (_, at) => granted(`g${at}`, `${2006 + at}-03-01`, `${2007 + at}-03-10`))
    for (const { bars, signs } of draw([...years, ...whole]).values()) {
      for (const { x, width } of bars) expect(x >= 0 && x + width <= 100.01).toBe(true)
      for (const { x } of signs) expect(x >= 0 && x <= 100).toBe(true)
    }
  })
})
