import { describe, expect, test } from 'vitest'
import { coverageOf } from '../../src/curriculum/coverage.ts'
import { wordFault } from '../../src/curriculum/faults.ts'
import { faultsOf as checkedFaultsOf } from '../../src/curriculum/report.ts'
import { parse, soundCurriculum, spoiled, type Library } from './small-library.ts'

const standard = 'standards/telephone.mdx'
const lesson = 'lessons/holding-a-call.mdx'
const quiz = 'quizzes/telephone.mdx'
const programme = 'programmes/telephone-adviser.yaml'

const checked = (library: Library) => checkedFaultsOf(parse(library)).map(wordFault)

describe('coverage', () => {
  test('says where a clause is taught, asked and acknowledged', () => {
    const { clauses } = coverageOf(soundCurriculum())
    expect(clauses[1]).toMatchObject({
      binding: true,
      taughtIn: ['holding-a-call'],
      checkedIn: ['holding-a-call'],
      askedIn: ['telephone'],
      questions: ['tel-hold'],
      acknowledgedIn: ['telephone-adviser'],
      requiredIn: ['telephone-adviser'],
    })
  })

  test('a sound library has no holes', () => {
    expect(coverageOf(soundCurriculum()).holes).toEqual([])
  })

  test('a question on an older revision covers nothing', () => {
    const curriculum = soundCurriculum()
    const standards = curriculum.standards.map((one) => ({
      ...one,
      clauses: one.clauses.map((clause) => ({ ...clause, revision: 2 })),
    }))
    expect(coverageOf({ ...curriculum, standards }).holes.map(({ kind }) => kind)).toEqual(['not-asked', 'not-asked'])
  })
})

describe('a hole is a fault of the check:', () => {
  test('a binding clause that no lesson teaches', () => {
    expect(checked(spoiled(lesson, '<Clause id="TEL-05" />', 'Come back.'))).toEqual([
      `${standard}:21: no lesson teaches the binding clause TEL-05. Embed it in a lesson: <Clause id="TEL-05" />.`,
    ])
  })

  test('a binding clause that no quiz asks', () => {
    expect(checked(spoiled(quiz, 'TEL-04~1', 'TEL-05~1'))).toEqual([
      `${standard}:16: no quiz asks about the binding clause TEL-04. Write a <Question> that cites it.`,
    ])
  })

  test('a role that is bound and in no audience', () => {
    expect(checked(spoiled(programme, 'roles: [adviser, team-leader]', 'roles: [adviser]'))).toEqual([
      `${standard}:16: TEL-04 binds the role team-leader, and no programme for that role requires it. Put team-leader into the audience of a programme that covers it, or cover it in one that has team-leader.`,
    ])
  })

  test('everyone bound and only some in the audience', () => {
    expect(checked(spoiled(standard, 'role="adviser"', 'role="everyone"'))).toEqual([
      `${standard}:21: TEL-05 binds everyone, and no programme for everyone requires it. Put a lesson, quiz, scenario or acknowledgement that covers it into a programme with \`roles: everyone\`, or name its roles.`,
    ])
  })
})

describe('what is no hole:', () => {
  test('everyone on a channel, required of everyone on that channel', () => {
    const library = spoiled(standard, 'role="adviser"', 'role="everyone"')
    const wide = spoiled(programme, 'roles: [adviser, team-leader]', 'roles: everyone')[programme] ?? ''
    expect(checked({ ...library, [programme]: wide })).toEqual([])
  })

  test('everyone in a branch is not everyone', () => {
    const library = spoiled(standard, 'role="adviser"', 'role="everyone"')
    const branch = 'roles: everyone, branches: [millbrook]'
    const narrow = spoiled(programme, 'roles: [adviser, team-leader], channels: [phone]', branch)[programme] ?? ''
    expect(checked({ ...library, [programme]: narrow })).toHaveLength(1)
  })

  test('advice that nobody teaches', () => {
    const library = spoiled(standard, 'level="must-not"', 'level="should"')
    const untaught = spoiled(lesson, '<Clause id="TEL-05" />', 'Come back.')[lesson] ?? ''
    expect(checked({ ...library, [lesson]: untaught })).toEqual([])
  })

  test('a clause of a text that could not be read', () => {
    expect(checked(spoiled(lesson, 'Mrs Hale', '<5'))).toHaveLength(1)
  })
})
