import { describe, expect, test } from 'vitest'
import type { Curriculum, Programme } from '../../src/domain/curriculum.ts'
import { day, type Day } from '../../src/domain/days.ts'
import type { Fact, Recorded } from '../../src/domain/facts.ts'
import { as, type ClauseEvidence, type PersonId, type ProgrammeId } from '../../src/domain/ids.ts'
import { libraryOf } from '../../src/domain/library.ts'
import type { PublishedChange } from '../../src/domain/updates.ts'
import {
  aroundUpdate,
  clausesShown,
  comingFrom,
  nextPart,
  taskToDo,
  tasksFrom,
  type StandingInProgramme,
} from '../../src/domain/training.ts'
import { soundCurriculum } from '../curriculum/small-library.ts'

const today = day('2026-03-10')
const person = as<PersonId>('maya')
const sound = soundCurriculum()
const telephone = sound.programmes[0]!
const chat: Programme = {
  ...telephone,
  id: as<ProgrammeId>('chat-adviser'),
  title: 'Chat adviser',
  requirements: telephone.requirements.filter(({ kind }) => kind !== 'lesson'),
}
const curriculum: Curriculum = { ...sound, programmes: [telephone, chat] }
const library = libraryOf(curriculum, { publication: 1, publishedOn: today, digest: '', hashes: new Map() })

const toDo = (programme: Programme, due: Day): StandingInProgramme => ({
  programme: programme.id,
  kind: 'to-do',
  from: today,
  to: due,
  because: { code: 'asked', on: today, due },
})
const recorded = (...facts: Fact[]): Recorded[] =>
  facts.map((fact, index) => ({ sequence: index + 1, at: '2026-03-10T09:00:00Z', by: person, fact }))
const evidence = (text: string) => as<ClauseEvidence>(text)
const lessonDone: Fact = {
  kind: 'lesson-completed',
  person,
  lesson: sound.lessons[0]!.id,
  publication: 1,
  content: '',
  clauses: [evidence('TEL-04~1@1')],
  on: today,
}

describe('what waits for a person', () => {
  test('stands in the order of the days on which it is due', () => {
    const tasks = tasksFrom(library, [toDo(telephone, day('2026-03-30')), toDo(chat, day('2026-03-20'))], [], today)
    expect(tasks.map(({ programme }) => programme.title)).toEqual(['Chat adviser', 'Telephone adviser'])
  })

  test('is nothing for somebody who is certified', () => {
    const certified: StandingInProgramme = { ...toDo(telephone, day('2026-03-30')), kind: 'certified' }
    expect(tasksFrom(library, [certified], [], today)).toEqual([])
  })

  test('an activity that two programmes need is asked once, in the first of them', () => {
    const [, second] = tasksFrom(
      library,
      [toDo(telephone, day('2026-03-20')), toDo(chat, day('2026-03-30'))],
      [],
      today,
    )
    expect(second?.parts.map(({ askedFor }) => askedFor?.title)).toEqual(['Telephone adviser', 'Telephone adviser'])
  })

  test('minutes of an activity that two programmes need are counted once', () => {
    const both = [toDo(telephone, day('2026-03-20')), toDo(chat, day('2026-03-30'))]
    expect(tasksFrom(library, both, [], today).map(({ minutes }) => minutes)).toEqual([16, 0])
  })

  test('begins with the first requirement that is not met', () => {
    const [task] = tasksFrom(library, [toDo(telephone, day('2026-03-20'))], recorded(lessonDone), today)
    expect(nextPart(task!)?.requirement.kind).toBe('quiz')
  })

  test('goes on with what was begun before it begins anything', () => {
    const [task] = tasksFrom(library, [toDo(telephone, day('2026-03-20'))], [], today)
    expect(nextPart(task!)?.requirement.kind).toBe('lesson')
    expect(nextPart(task!, ({ requirement }) => requirement.kind === 'quiz')?.requirement.kind).toBe('quiz')
  })
})

describe('a quiz that was tried', () => {
  const tried = (percent: number): Fact => ({
    kind: 'attempt-closed',
    person,
    attempt: as(`attempt-${percent}`),
    quiz: sound.quizzes[0]!.id,
    publication: 1,
    passed: percent >= 80,
    percent,
    outcomes: [],
    brokenCritical: [],
    on: today,
  })
  const failedOn = (...percents: readonly number[]) =>
    tasksFrom(library, [toDo(telephone, day('2026-03-20'))], recorded(...percents.map(tried)), today).flatMap(
      ({ parts }) => parts.flatMap(({ requirement, failed }) => (failed ? [[requirement.kind, failed.percent]] : [])),
    )

  test('tells of its last try, where that did not pass', () => {
    expect(failedOn()).toEqual([])
    expect(failedOn(40)).toEqual([['quiz', 40]])
    expect(failedOn(40, 60)).toEqual([['quiz', 60]])
    expect(failedOn(40, 90)).toEqual([])
  })
})

describe('a quiz whose attempts are used up', () => {
  const usedUp = new Set([sound.quizzes[0]!.id])
  const only = { ...telephone, requirements: telephone.requirements.filter(({ kind }) => kind === 'quiz') }
  const quizAlone = libraryOf(
    { ...sound, programmes: [only, chat] },
    { publication: 1, publishedOn: today, digest: '', hashes: new Map() },
  )
  const quizMinutes = 10

  test('is said to be, and its minutes do not count', () => {
    const standings = [toDo(telephone, day('2026-03-20'))]
    const [before] = tasksFrom(library, standings, [], today)
    const [task] = tasksFrom(library, standings, [], today, usedUp)
    expect(task?.parts.filter(({ isUsedUp }) => isUsedUp).map(({ requirement }) => requirement.kind)).toEqual(['quiz'])
    expect(task?.minutes).toBe(before!.minutes - quizMinutes)
  })

  test('is never the next step', () => {
    const [task] = tasksFrom(library, [toDo(telephone, day('2026-03-20'))], recorded(lessonDone), today, usedUp)
    expect(nextPart(task!)?.requirement.kind).toBe('acknowledgement')
    expect(nextPart(task!, ({ requirement }) => requirement.kind === 'quiz')?.requirement.kind).toBe('acknowledgement')
  })

  test('leaves its programme waiting, and the next of another comes first', () => {
    const standings = [toDo(only, day('2026-03-20')), toDo(chat, day('2026-03-30'))]
    const tasks = tasksFrom(quizAlone, standings, [], today, usedUp)
    expect(tasks.map(({ programme }) => programme.title)).toEqual(['Telephone adviser', 'Chat adviser'])
    expect(nextPart(tasks[0]!)).toBeUndefined()
    expect(taskToDo(tasks)?.programme.title).toBe('Chat adviser')
    expect(taskToDo(tasks.slice(0, 1))?.programme.title).toBe('Telephone adviser')
  })
})

describe('an update among programmes', () => {
  const tasks = tasksFrom(library, [toDo(telephone, day('2026-03-20')), toDo(chat, day('2026-03-30'))], [], today)
  const titles = (due: string) => {
    const { above, beneath } = aroundUpdate(tasks, day(due))
    return [above, beneath].map((some) => some.map(({ programme }) => programme.title))
  }

  test('stands where its day puts it', () => {
    expect(titles('2026-03-19')).toEqual([[], ['Telephone adviser', 'Chat adviser']])
    expect(titles('2026-03-25')).toEqual([['Telephone adviser'], ['Chat adviser']])
    expect(titles('2026-04-01')).toEqual([['Telephone adviser', 'Chat adviser'], []])
  })

  test('comes before what is due on the same day', () => {
    expect(titles('2026-03-20')).toEqual([[], ['Telephone adviser', 'Chat adviser']])
  })
})

describe('what is to come', () => {
  const later = { ...toDo(telephone, day('2026-05-18')), from: day('2026-05-04') }
  const coming = (...spans: StandingInProgramme[]) =>
    comingFrom(library, new Map([[telephone.id, spans]]), recorded(lessonDone), today)

  test('is a programme that asks nothing today and something from a later day', () => {
    expect(coming(later)).toMatchObject([
      { programme: { id: telephone.id }, from: '2026-05-04', due: '2026-05-18', things: 2, minutes: 11 },
    ])
  })

  test('is nothing of a programme in which a standing is held today', () => {
    expect(coming({ ...toDo(telephone, day('2026-03-20')), to: day('2026-05-04') }, later)).toEqual([])
  })

  test('is nothing of a programme whose certificate is held from its first day', () => {
    expect(coming({ ...later, kind: 'certified' })).toEqual([])
  })
})

describe('clauses shown', () => {
  const standings = [toDo(telephone, day('2026-03-20'))]
  const attempt = (passed: boolean, score: number, clause = 'TEL-04~1@1'): Fact => ({
    kind: 'attempt-closed',
    person,
    attempt: as('attempt'),
    quiz: sound.quizzes[0]!.id,
    publication: 1,
    passed,
    percent: passed ? 90 : 20,
    outcomes: [{ question: as('tel-ask'), clauses: [evidence(clause)], score }],
    brokenCritical: [],
    on: today,
  })

  test('are those answered right in a passed attempt', () => {
    expect(clausesShown(library, standings, recorded(attempt(true, 1)))).toEqual({ shown: 1, of: 2 })
  })

  test('do not count a right answer in an attempt that failed', () => {
    expect(clausesShown(library, standings, recorded(attempt(false, 1))).shown).toBe(0)
  })

  test('do not count a question that was only half right', () => {
    expect(clausesShown(library, standings, recorded(attempt(true, 0.5))).shown).toBe(0)
  })

  test('do not count an earlier revision', () => {
    expect(clausesShown(library, standings, recorded(attempt(true, 1, 'TEL-04~0@1'))).shown).toBe(0)
  })

  test('count an earlier revision whose words came back', () => {
    const back: PublishedChange = {
      clause: as('TEL-04'),
      revision: 3,
      verdict: 'material',
      roles: 'everyone',
      channels: 'all',
      before: { revision: 2, roles: 'everyone', channels: 'all' },
      sameWordsAs: 1,
      programmes: [telephone.id],
      notice: as('back'),
      effectiveOn: today,
      updateWithinDays: 21,
      asks: true,
      carries: [],
      publication: 3,
      publishedOn: today,
    }
    const raised = libraryOf(
      {
        ...sound,
        standards: sound.standards.map((standard) => ({
          ...standard,
          clauses: standard.clauses.map((clause) => (clause.id === 'TEL-04' ? { ...clause, revision: 3 } : clause)),
        })),
      },
      { publication: 3, publishedOn: today, digest: '', hashes: new Map() },
    )
    const shown = recorded(attempt(true, 1, 'TEL-04~1@1'))
    expect(clausesShown(raised, standings, shown).shown).toBe(0)
    const histories = new Map([
      [back.clause, [{ ...back, revision: 2, sameWordsAs: 2, before: { ...back, revision: 1 } }, back]],
    ])
    expect(clausesShown(raised, standings, shown, histories).shown).toBe(1)
  })

  test('do not count a lesson that was read, while a quiz of the programme asks the clause', () => {
    expect(clausesShown(library, standings, recorded(lessonDone)).shown).toBe(0)
  })

  test('count a finished lesson for a clause that no quiz of the programme asks', () => {
    const unasked: Programme = {
      ...telephone,
      requirements: telephone.requirements.filter(({ kind }) => kind !== 'quiz'),
    }
    const quizless = libraryOf(
      { ...sound, programmes: [{ ...unasked, renewal: [] }] },
      { publication: 1, publishedOn: today, digest: '', hashes: new Map() },
    )
    expect(clausesShown(quizless, standings, recorded(lessonDone)).shown).toBe(1)
  })

  test('count a text that was confirmed as read and understood', () => {
    const confirmed: Fact = {
      kind: 'acknowledged',
      person,
      standard: sound.standards[0]!.id,
      publication: 1,
      content: '',
      clauses: [evidence('TEL-05~1@1')],
      on: today,
    }
    expect(clausesShown(library, standings, recorded(confirmed)).shown).toBe(1)
  })
})
