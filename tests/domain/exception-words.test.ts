import { describe, expect, test } from 'vitest'
import { mayReadDecision, type Viewer } from '../../src/domain/access.ts'
import { exceptionFields, missingTerms, readTerms } from '../../src/domain/exception-form.ts'
import { exceptionRefusals } from '../../src/domain/exception-refusals.ts'
import {
  exceptionKinds,
  exceptionNames,
  exceptionWords,
  readExceptionWords,
  wordTerms,
} from '../../src/domain/exception-words.ts'
import { day } from '../../src/domain/days.ts'
import type { ExceptionTerms, Fact, Right } from '../../src/domain/facts.ts'
import { as, type ReasonId, type TeamId } from '../../src/domain/ids.ts'
import { reasonNamed } from '../../src/domain/reasons.ts'
import { shownExceptions } from '../../src/domain/shown-exceptions.ts'
import { except, helen, maya, pause, recorded, revocation, waiver, grant, withdraw } from './excepting.ts'

const names = exceptionNames({
  lessons: new Map(),
  quizzes: new Map(),
  standards: new Map(),
  scenarios: new Map(),
  curriculum: { scenarios: [] },
})

describe('the words of exceptions', () => {
  test('say of each kind what it does', () => {
    const [from, until] = [day('2026-03-01'), day('2026-03-31')]
    const said: readonly ExceptionTerms[] = [
      { kind: 'waiver', from, until },
      { kind: 'pause', from, until: null },
      { kind: 'extension', certificate: null, until },
      { kind: 'revocation', certificate: as('c') },
      { kind: 'prior-learning', requirements: ['lesson:ringing', 'quiz:phone'], learnedOn: from },
      { kind: 'test-out' },
      { kind: 'manual-grant', completedOn: from },
      { kind: 'more-attempts', quiz: as('phone'), attempts: 1 },
    ]
    expect(said.map(({ kind }) => kind)).toEqual(exceptionKinds)
    expect(said.map((terms) => wordTerms(terms, names))).toEqual([
      'Exempt from 1 March 2026 to 31 March 2026.',
      'Set aside from 1 March 2026 until it is withdrawn.',
      'More time for what is asked: until 31 March 2026.',
      'The certificate is taken back, and the whole programme is asked anew.',
      'Learned elsewhere on 1 March 2026, which counts for the lesson “ringing” and the quiz “phone”.',
      'The next certificate is earned without lessons.',
      'Certified by hand for what was completed on 1 March 2026.',
      'One further attempt at “phone” until the next certificate.',
    ])
  })

  test('of every refusal are a sentence of its own', () => {
    const all = Object.values(exceptionRefusals).map(({ says }) => says)
    expect(new Set(all).size).toBe(all.length)
    expect(all.filter((says) => !/^[A-Z].*[.]$/.test(says))).toEqual([])
  })

  test('beside a reason are kept in one form, and no longer than a few lines', () => {
    expect(readExceptionWords(null)).toBe('')
    expect(readExceptionWords('  \n ')).toBe('')
    expect(readExceptionWords(' Agreed\r\nwith Grace. ')).toBe('Agreed\nwith Grace.')
    expect(readExceptionWords('é'.repeat(500))).toHaveLength(500)
    expect(readExceptionWords('é'.repeat(501))).toBeUndefined()
  })

  test('find a reason by its id or its name', () => {
    const labels = new Map([[as<ReasonId>('long-absence'), 'Long absence']])
    expect([reasonNamed('long-absence', labels), reasonNamed(' LONG absence', labels)]).toEqual([
      'long-absence',
      'long-absence',
    ])
    expect(reasonNamed('because', labels)).toBeUndefined()
  })
})

describe('a form about an exception', () => {
  const typed = (given: Readonly<Record<string, string>>) => ({
    get: (field: string) => given[field] ?? '',
    all: (field: string) => (given[field] ?? '').split(',').filter((one) => one !== ''),
  })

  test('with nothing in it says which field is missing first', () => {
    const missing = exceptionKinds.map((kind) => {
      const read = readTerms(kind, typed({}))
      return [kind, read.kind === 'missing' ? read.at : 'read']
    })
    expect(Object.fromEntries(missing)).toEqual({
      waiver: 'from',
      pause: 'from',
      extension: 'certificate',
      revocation: 'read',
      'prior-learning': 'requirements',
      'test-out': 'read',
      'manual-grant': 'completedOn',
      'more-attempts': 'quiz',
    })
    const fields = new Set(Object.values(exceptionFields).flat())
    expect(new Set(Object.values(missingTerms).map(({ at }) => at))).toEqual(fields)
  })

  test('reads days of the calendar, and no slip of the keyboard', () => {
    expect(readTerms('waiver', typed({ from: '2026-02-30', until: '2026-03-01' }))).toMatchObject({ at: 'from' })
    expect(readTerms('waiver', typed({ from: '2026-03-01', until: '20260-03-01' }))).toMatchObject({ at: 'until' })
    expect(readTerms('waiver', typed({ from: '2026-03-01', until: '9999-12-31' }))).toMatchObject({
      at: 'until',
      says: 'The last day is too far away. Choose one from 1 January 1950 to 31 December 2100.',
    })
    expect(readTerms('pause', typed({ from: '2026-03-01', until: 'soon' }))).toMatchObject({ at: 'until' })
    expect(readTerms('pause', typed({ from: '2026-03-01' }))).toMatchObject({ terms: { until: null } })
    expect(readTerms('extension', typed({ certificate: 'asked', until: '2026-03-01' }))).toMatchObject({
      terms: { certificate: null },
    })
    expect(readTerms('more-attempts', typed({ quiz: 'phone', attempts: 'two' }))).toMatchObject({ at: 'attempts' })
  })
})

describe('what is shown to whom', () => {
  const viewer = (id: string, ...rights: readonly Right[]): Viewer => ({
    id: as(id),
    name: '',
    email: '',
    rights: new Set(rights),
    roles: new Set(),
    leads: new Set([as<TeamId>('voice')]),
  })
  const facts = recorded(
    grant('2026-01-20'),
    except('r', '2026-02-01', revocation('2026-01-20')),
    except('e', '2026-02-01', waiver('2026-02-01', '2026-02-20')),
    withdraw('e', '2026-02-05'),
    except('p', '2026-02-06', pause('2026-02-06', null)),
  )
  const shownTo = (one: Viewer) =>
    shownExceptions(
      facts,
      {
        names,
        reasons: new Map([[as('a'), 'Long absence']]),
        people: new Map([[helen, { name: 'Helen' }]]),
        words: new Map([[as('e'), { recorded: 'In the corridor.' }]]),
        withDecision: mayReadDecision(one, maya),
      },
      day('2026-02-07'),
    )

  test('the person, coordinators, auditors and administrators read who decided and the words', () => {
    for (const one of [
      viewer('maya'),
      viewer('x', 'coordinator'),
      viewer('x', 'auditor'),
      viewer('x', 'administrator'),
    ])
      expect(shownTo(one).find(({ exception }) => exception.id === 'e')?.decision).toEqual({
        by: 'Helen',
        words: 'In the corridor.',
      })
  })

  test('whoever leads the person sees what holds on which days and the reason, and nothing else', () => {
    for (const one of [viewer('grace'), viewer('x', 'steward')]) {
      const shown = shownTo(one)
      expect(
        shown.every(({ decision, withdrawal }) => decision === undefined && withdrawal?.decision === undefined),
      ).toBe(true)
      expect(shown.map(({ state, reason }) => [state, reason])).toEqual([
        ['in-force', 'Long absence'],
        ['withdrawn', 'Long absence'],
        ['in-force', 'Long absence'],
      ])
    }
  })

  test('what is over or withdrawn is told in the past', () => {
    const says = shownTo(viewer('maya')).find(({ exception }) => exception.id === 'e')?.says
    expect(says).toBe('Was exempt from 1 February 2026 to 4 February 2026; withdrawn on 5 February 2026.')
    expect(Object.keys(exceptionWords)).toHaveLength(8)
    const told = (today: string, ...given: readonly Fact[]) =>
      shownExceptions(
        recorded(...given),
        { names, reasons: new Map(), people: new Map(), words: new Map(), withDecision: false },
        day(today),
      ).map(({ says }) => says)
    const waived = except('e', '2026-02-01', waiver('2026-02-10', '2026-02-20'))
    expect(told('2026-02-21', waived)).toEqual(['Was exempt from 10 February 2026 to 20 February 2026.'])
    expect(told('2026-02-05', waived, withdraw('e', '2026-02-05'))).toEqual([
      'Was to be exempt from 10 February 2026 to 20 February 2026; withdrawn on 5 February 2026, before it did anything.',
    ])
  })

  test('a revocation under a waiver, and a waiver over one, say what holds now and what follows', () => {
    const [held, taken, exempt] = [
      grant('2026-01-20'),
      except('r', '2026-02-03', revocation('2026-01-20')),
      except('e', '2026-02-01', waiver('2026-02-01', '2026-12-31')),
    ]
    const told = (...given: readonly Fact[]) =>
      shownExceptions(
        recorded(...given),
        { names, reasons: new Map(), people: new Map(), words: new Map(), withDecision: false },
        day('2026-02-03'),
      )
    const [waiting] = told(held, exempt, taken)
    expect([waiting?.says, waiting?.recorded]).toEqual([
      'Exempt until 31 December 2026; the certificate is taken back all the same, and the whole programme is asked from 1 January 2027. Withdraw the waiver if they should not work meanwhile.',
      'Recorded. The certificate is taken back; the exemption goes on until 31 December 2026.',
    ])
    const [over] = told(held, taken, except('e', '2026-02-03', waiver('2026-02-03', '2026-12-31')))
    expect([over?.says, over?.recorded]).toEqual([
      'Exempt from 3 February 2026 to 31 December 2026. The certificate stays taken back: the revocation waits, nothing is asked until 31 December 2026, and the whole programme is asked from 1 January 2027.',
      'Recorded. It holds at once, and everybody whom it touches sees it.',
    ])
    const [coming] = told(except('e', '2026-02-03', waiver('2026-12-01', '2026-12-31')))
    expect(coming?.recorded).toBe('Recorded. It begins on 1 December 2026.')
  })
})
