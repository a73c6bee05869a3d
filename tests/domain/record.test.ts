import { describe, expect, test } from 'vitest'
import { FOREVER, day } from '../../src/domain/days.ts'
import { exceptionNames } from '../../src/domain/exception-words.ts'
import type { Fact, Recorded } from '../../src/domain/facts.ts'
import { namesFrom } from '../../src/domain/history-words.ts'
import {
  as,
  type AttemptId,
  type CertificateId,
  type ClauseEvidence,
  type ExceptionId,
  type PersonId,
  type ReasonId,
  type SuggestionId,
  type TeamId,
} from '../../src/domain/ids.ts'
import { libraryOf } from '../../src/domain/library.ts'
import { personHistory } from '../../src/domain/organisation.ts'
import { recordFormat, recordFrom, type RecordSource } from '../../src/domain/record.ts'
import { learnedRows, periodInWords } from '../../src/domain/record-words.ts'
import type { Suggestion } from '../../src/domain/suggestions.ts'
import { soundCurriculum } from '../curriculum/small-library.ts'

const sound = soundCurriculum()
const today = day('2026-06-15')
const library = libraryOf(sound, { publication: 3, publishedOn: today, digest: '', hashes: new Map() })
const [maya, ruth] = ['maya', 'ruth'].map((id) => as<PersonId>(id)) as [PersonId, PersonId]
const programme = sound.programmes[0]!.id
const question = sound.quizzes[0]!.questions[0]!
const clause = as<ClauseEvidence>('TEL-05~1@1')
const attempt = as<AttemptId>('a1')
const exception = as<ExceptionId>('e1')
const reason = as<ReasonId>('long-absence')

const facts: readonly Fact[] = [
  { kind: 'person-recorded', person: maya, personal: 'hash' },
  { kind: 'employment', person: maya, from: day('2025-01-01'), employed: true },
  { kind: 'membership', person: maya, from: day('2025-01-01'), team: as<TeamId>('voice') },
  { kind: 'leave', person: maya, from: day('2025-03-01'), away: true },
  { kind: 'leave', person: maya, from: day('2025-04-01'), away: false },
  {
    kind: 'attempt-started',
    person: maya,
    attempt,
    quiz: sound.quizzes[0]!.id,
    publication: 1,
    content: '',
    seed: 1,
    form: [{ question: question.id, order: ['a', 'b', 'c'] }],
    on: day('2025-05-01'),
  },
  { kind: 'answered', person: maya, attempt, question: question.id, options: ['a', 'b'] },
  {
    kind: 'attempt-closed',
    person: maya,
    attempt,
    quiz: sound.quizzes[0]!.id,
    publication: 1,
    passed: true,
    percent: 100,
    outcomes: [{ question: question.id, clauses: [clause], score: 1 }],
    brokenCritical: [],
    on: day('2025-05-02'),
  },
  {
    kind: 'granted',
    person: maya,
    programme,
    certificate: as<CertificateId>('c1'),
    publication: 1,
    path: 'initial',
    on: day('2025-05-02'),
    expiresOn: day('2026-05-02'),
    windowOpensOn: day('2026-03-03'),
    evidence: [8],
    clauses: [clause],
  },
  {
    kind: 'exception',
    person: maya,
    programme,
    exception,
    terms: { kind: 'extension', certificate: as<CertificateId>('c1'), until: day('2026-08-01') },
    on: day('2026-04-20'),
    reason,
    words: 'hash',
  },
  {
    kind: 'update-tried',
    person: maya,
    clause,
    publication: 1,
    answers: [{ question: question.id, options: ['a', 'b'] }],
    passed: false,
    on: day('2025-06-01'),
  },
]
const suggestion: Suggestion = {
  id: as<SuggestionId>('s1'),
  person: maya,
  place: { kind: 'clause', clause: sound.standards[0]!.clauses[0]!.id },
  publication: 1,
  text: 'Thirty seconds are short.',
  at: Temporal.Instant.from('2025-07-01T09:00:00Z'),
  answer: {
    verdict: 'declined',
    words: 'They are meant to be.',
    at: Temporal.Instant.from('2025-07-02T09:00:00Z'),
    by: ruth,
  },
}

function source(more: Partial<RecordSource> = {}): RecordSource {
  const recorded: Recorded[] = facts.map((fact, at) => ({
    sequence: at + 1,
    at: '2025-01-01T09:00:00Z',
    by: ruth,
    fact,
  }))
  const names = namesFrom(
    sound.organisation,
    [{ id: ruth, name: 'Ruth' }],
    new Map(),
    new Map([[reason, 'Long absence']]),
  )
  return {
    person: { id: maya, name: 'Maya', email: 'maya@example.test' },
    facts: recorded,
    history: personHistory(recorded),
    programmes: [
      {
        programme,
        title: 'Telephone adviser',
        entries: [
          {
            from: day('2025-01-01'),
            to: FOREVER,
            kind: 'to-do',
            because: { code: 'asked', on: day('2025-01-01'), due: day('2025-01-15') },
          },
        ],
      },
    ],
    suggestions: [suggestion],
    withWords: true,
    exceptionWords: new Map([[exception, { recorded: 'Asked for by the ward.' }]]),
    names: { ...names, ...exceptionNames(library) },
    scenarios: new Map(),
    library,
    today,
    ...more,
  }
}

describe('the record of a person', () => {
  test('has a shape with a name, and travels as JSON without loss', () => {
    const record = recordFrom(source())
    expect(record.format).toBe('touchstone-record/2')
    expect(recordFormat).toBe(record.format)
    expect(JSON.parse(JSON.stringify(record))).toEqual(record)
  })

  test('holds no answer that was chosen, in a quiz or an update', () => {
    const text = JSON.stringify(recordFrom(source()))
    expect(text).not.toMatch(/"options"|"answers"|"chosen"|"order"|"correct"/)
    expect(recordFrom(source()).attempts[0]?.questions).toEqual([
      { question: question.id, clauses: [clause], outcome: 'right' },
    ])
  })

  test('holds what was written beside a decision about the person, for whoever may read it', () => {
    expect(recordFrom(source()).exceptions[0]).toMatchObject({ words: 'Asked for by the ward.', withdrawn: null })
    expect(recordFrom(source({ exceptionWords: new Map() })).exceptions[0]).toMatchObject({ words: null })
  })

  test('holds what was written beside the withdrawal of an exception', () => {
    const withdrawal: Fact = {
      kind: 'exception-withdrawn',
      person: maya,
      programme,
      exception,
      on: day('2026-05-01'),
      reason,
      words: 'hash',
    }
    const all = [...source().facts, { sequence: 99, at: '2026-05-01T09:00:00Z', by: ruth, fact: withdrawal }]
    const words = new Map([[exception, { withdrawn: 'Back sooner.' }]])
    expect(recordFrom(source({ facts: all, exceptionWords: words })).exceptions[0]).toMatchObject({
      words: null,
      withdrawn: { words: 'Back sooner.' },
    })
  })

  test('holds no answer that somebody wrote to a suggestion', () => {
    expect(JSON.stringify(recordFrom(source()))).not.toContain('They are meant to be')
    expect(recordFrom(source()).suggestions[0]).toMatchObject({ words: suggestion.text, verdict: 'declined' })
  })

  test('leaves out what the person wrote for a reader who may not read it', () => {
    expect(recordFrom(source({ withWords: false })).suggestions[0]).toMatchObject({ words: null, verdict: 'declined' })
  })

  test('tells who decided an exception, why, and what it made of the certificate', () => {
    const { exceptions, certificates } = recordFrom(source())
    expect(exceptions[0]).toMatchObject({ by: 'Ruth', reason: { id: reason, title: 'Long absence' }, withdrawn: null })
    expect(certificates[0]).toMatchObject({ grantedUntil: '2026-05-02', holdsUntil: '2026-08-01', state: 'as-granted' })
  })

  test('writes days from the first to the last', () => {
    const { work, programmes } = recordFrom(source())
    expect(work.away).toEqual([{ first: '2025-03-01', last: '2025-03-31' }])
    expect(work.employed).toEqual([{ first: '2025-01-01', last: null }])
    expect(programmes[0]?.standings[0]).toMatchObject({ first: '2025-01-01', last: null, kind: 'to-do' })
  })

  test('keeps a try at a changed clause that was not right', () => {
    expect(learnedRows(recordFrom(source())).map(({ says }) => says)).toEqual([
      'TEL-05~1 tried, not every answer right',
    ])
  })

  test('of many thousands of facts is made in a moment', () => {
    const lesson = sound.lessons[0]!.id
    const many = Array.from({ length: 20_000 }, (_, at): Recorded => ({
      sequence: at + 1,
      at: '2025-01-01T09:00:00Z',
      by: maya,
      fact: {
        kind: 'lesson-completed',
        person: maya,
        lesson,
        publication: 1,
        content: '',
        clauses: [clause],
        on: today,
      },
    }))
    expect(recordFrom(source({ facts: many })).lessons).toHaveLength(20_000)
  })
})

test('the days of a standing read as people say them', () => {
  expect(periodInWords({ first: null, last: day('2026-01-31') }, today)).toBe('until 31 Jan 2026')
  expect(periodInWords({ first: day('2026-01-01'), last: day('2026-01-31') }, today)).toBe('1 Jan 2026 to 31 Jan 2026')
  expect(periodInWords({ first: day('2026-01-01'), last: null }, today)).toBe('since 1 Jan 2026')
  expect(periodInWords({ first: day('2027-01-01'), last: null }, today)).toBe('from 1 Jan 2027')
  expect(periodInWords({ first: null, last: null }, today)).toBe('always')
})
