import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { grantsFrom } from '../../src/domain/grants.ts'
import { addDays, day, daysBetween, type Day } from '../../src/domain/days.ts'
import { as, pin, type ClauseId, type JobRole } from '../../src/domain/ids.ts'
import { standingAt, standingTimeline, type Span } from '../../src/domain/standing.ts'
import { clauseHistories, dutiesOf, shownFrom } from '../../src/domain/updates.ts'
import {
  adviser,
  certified,
  clerk,
  hold,
  letters,
  phone,
  porter,
  post,
  published,
  rules,
  showed,
  silence,
  telephone,
} from './changing.ts'
import { readPlainly, type PlainChange, type PlainLife } from './plain-reading.ts'

const start = day('2026-01-01')
const dayAt = (on: number): Day => addDays(start, on)
/** Histories are played on this many days. */
const length = 130
const successor = as<ClauseId>('TEL-12')

const someDay = fc.integer({ min: 0, max: length })
const roles: readonly JobRole[] = [adviser, clerk, porter]
const someRoles = fc.oneof(fc.constant('everyone' as const), fc.subarray([...roles], { minLength: 1 }))
const someChannels = fc.constantFrom('all' as const, 'internal' as const, [phone], [post], [phone, post])
const someReach = fc.record({ roles: someRoles, channels: someChannels })
const someProgrammes = fc.constantFrom([telephone], [letters], [telephone, letters], [telephone, letters], [])

/** What happens to a clause in a publication. */
const someTurn = fc.record({
  how: fc.constantFrom('words', 'words', 'words', 'reach', 'reach', 'back', 'tells', 'coverage', 'retired', 'nothing'),
  reach: someReach,
  programmes: someProgrammes,
  effectiveIn: fc.integer({ min: 0, max: 25 }),
  updateWithinDays: fc.integer({ min: 0, max: 25 }),
})
const somePublication = fc.record({ after: fc.integer({ min: 0, max: 40 }), turns: fc.tuple(someTurn, someTurn) })
type Publication = typeof somePublication extends fc.Arbitrary<infer T> ? T : never

/** Plays publications: two clauses that change, and one that may follow the first and carry its evidence. */
function changesOf(publications: readonly Publication[], carry: 'all' | 'none'): readonly PlainChange[] {
  const changes: PlainChange[] = []
  let on = 0
  for (const [index, { after, turns }] of publications.entries()) {
    on += after
    for (const [place, turn] of turns.entries()) {
      const clause = [hold, silence][place] ?? hold
      const own = changes.filter((change) => change.clause === clause)
      const last = own.at(-1)
      if (turn.how === 'nothing' || last?.verdict === 'retired') continue
      const before = last ?? { revision: 1, roles: 'everyone' as const, channels: 'all' as const, sameWordsAs: 1 }
      if (turn.how === 'coverage' && last === undefined) continue
      const revision = turn.how === 'coverage' ? before.revision : before.revision + 1
      const keepsWords = turn.how === 'reach' || turn.how === 'coverage'
      const sameWordsAs = turn.how === 'back' ? 1 : keepsWords ? before.sameWordsAs : revision
      const change: PlainChange = {
        clause,
        publication: index + 2,
        on,
        revision,
        verdict: turn.how === 'coverage' || turn.how === 'retired' ? turn.how : 'material',
        before: { revision: before.revision, roles: before.roles, channels: before.channels },
        sameWordsAs,
        programmes: turn.how === 'retired' ? [] : turn.programmes,
        effectiveOn: on + turn.effectiveIn,
        updateWithinDays: turn.updateWithinDays,
        asks: turn.how !== 'tells' && turn.how !== 'coverage' && turn.how !== 'retired',
        carries: [],
        ...(turn.how === 'coverage' ? { roles: before.roles, channels: before.channels } : turn.reach),
      }
      changes.push(change)
      if (turn.how !== 'retired' || clause !== hold) continue
      changes.push({
        ...change,
        clause: successor,
        revision: 1,
        verdict: 'new',
        before: null,
        sameWordsAs: 1,
        programmes: turn.programmes,
        asks: true,
        carries: carry === 'all' ? [{ clause: hold, revision: before.revision }] : [],
      })
    }
  }
  return changes
}

const someStretches = fc.array(someDay, { maxLength: 5 }).map((days) => {
  const edges = [...new Set(days)].toSorted((a, b) => a - b)
  return edges.flatMap((from, index) => (index % 2 === 0 ? [{ from, to: edges[index + 1] ?? length + 1 }] : []))
})

const someLife = fc
  .record({
    publications: fc.array(somePublication, { minLength: 1, maxLength: 5 }),
    carry: fc.constantFrom('all' as const, 'none' as const),
    grants: fc.array(
      fc.record({
        programme: fc.constantFrom(telephone, letters),
        publication: fc.integer({ min: 1, max: 6 }),
        on: someDay,
        days: fc.integer({ min: 5, max: 120 }),
        names: fc.array(
          fc.record({ clause: fc.constantFrom(hold, silence), revision: fc.integer({ min: 1, max: 4 }) }),
          {
            maxLength: 2,
          },
        ),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    updates: fc.array(
      fc.record({
        clause: fc.constantFrom(hold, silence, successor),
        revision: fc.integer({ min: 1, max: 5 }),
        on: someDay,
      }),
      { maxLength: 3 },
    ),
    required: fc.oneof(fc.constant([{ from: 0, to: length + 1 }]), someStretches),
    absences: fc.oneof(fc.constant([]), someStretches),
    moves: fc.array(fc.record({ on: someDay, role: fc.subarray([...roles]), channels: fc.subarray([phone, post]) }), {
      maxLength: 4,
    }),
  })
  .map(({ publications, carry, grants, updates, required, absences, moves }) => {
    const changes = changesOf(publications, carry)
    // Nobody shows a text before it is published.
    const isOut = ({ clause, revision, on }: { clause: ClauseId; revision: number; on: number }) =>
      changes.some((change) => change.clause === clause && change.revision === revision && change.on <= on) ||
      (revision === 1 && clause !== successor)
    const granted = grants.map(({ names, days, ...grant }) => ({
      ...grant,
      expiresOn: grant.on + days,
      windowOpensOn: grant.on + Math.floor(days / 2),
      names: names.filter((one) => isOut({ ...one, on: grant.on })),
    }))
    const updated = updates.filter(isOut)
    const turns = [...new Map(moves.map((move) => [move.on, move])).values()].toSorted((a, b) => a.on - b.on)
    const first = { on: 0, role: [adviser], channels: [phone] }
    const placed = turns[0]?.on === 0 ? turns : [first, ...turns]
    const life: PlainLife = {
      changes,
      grants: granted,
      showings: [...granted.flatMap(({ names, on }) => names.map((one) => ({ ...one, on }))), ...updated],
      required,
      absences,
      places: placed.map(({ on, role, channels }, index) => ({
        from: on,
        to: placed[index + 1]?.on ?? length + 1,
        roles: role,
        channels,
      })),
      completeWithinDays: rules.completeWithinDays,
    }
    return { life, granted, updated }
  })
type Played = typeof someLife extends fc.Arbitrary<infer T> ? T : never

/** The same life by the rules' own code. */
function spansOf({ life, granted, updated }: Played, programme: typeof telephone): readonly Span[] {
  const days = (list: PlainLife['required']) => list.map(({ from, to }) => ({ from: dayAt(from), to: dayAt(to) }))
  const byPublication = Map.groupBy(life.changes, ({ publication }) => publication)
  const histories = clauseHistories(
    [...byPublication].map(([publication, changes]) =>
      published(
        publication,
        dayAt(changes[0]?.on ?? 0),
        ...changes.map(({ on: _on, publication: _number, carries, effectiveOn, ...change }) => ({
          ...change,
          effectiveOn: dayAt(effectiveOn),
          carries: carries.map(({ clause, revision }) => pin(clause, revision)),
        })),
      ),
    ),
  )
  const did = [
    ...granted.map(({ names, programme: of, publication, on, windowOpensOn, expiresOn }) =>
      certified(dayAt(on), {
        programme: of,
        publication,
        windowOpensOn: dayAt(windowOpensOn),
        expiresOn: dayAt(expiresOn),
        clauses: names.map(({ clause, revision }) => pin(clause, revision)),
      }),
    ),
    ...updated.map(({ clause, revision, on }) => showed(pin(clause, revision), dayAt(on))),
  ]
  const facts = { required: days(life.required), absences: days(life.absences), grants: grantsFrom(did, programme) }
  const profiles = life.places.map(({ from, to, roles: held, channels }) => ({
    from: dayAt(from),
    to: dayAt(to),
    roles: held.map((role) => as<JobRole>(role)),
    channels: channels.map((channel) => as<typeof phone>(channel)),
    team: null,
    branch: null,
    away: false,
  }))
  const duties = dutiesOf({ ...facts, programme, histories, shown: shownFrom(did, histories), profiles })
  return standingTimeline({ ...facts, duties, rules: [{ from: start, to: dayAt(9999), value: rules }] })
}

describe('standings with updates', () => {
  test('are, on every day, what a plain reading of the rules says', () => {
    const seen = new Map<string, number>()
    fc.assert(
      fc.property(someLife, fc.constantFrom(telephone, letters), (played, programme) => {
        const spans = spansOf(played, programme)
        for (let on = 0; on < length; on += 1) {
          const span = standingAt(spans, dayAt(on))
          const plain = readPlainly(played.life, programme, on)
          const clauses = span !== undefined && 'clauses' in span.because ? span.because.clauses : []
          expect([on, span?.kind, ...clauses]).toEqual([on, plain?.kind, ...(plain?.clauses ?? [])])
          const kind = clauses.length > 0 ? `${span?.kind} update` : (span?.kind ?? 'not-required')
          seen.set(kind, (seen.get(kind) ?? 0) + 1)
        }
      }),
      { numRuns: 1000 },
    )
    // Random histories are worth something only if they come to everything.
    expect([...seen.keys()]).toEqual(
      expect.arrayContaining(['update-due update', 'overdue update', 'paused', 'expired']),
    )
  })

  test('cover exactly the required days, in order, without gap or overlap, neighbours differing', () => {
    fc.assert(
      fc.property(someLife, fc.constantFrom(telephone, letters), (played, programme) => {
        const spans = spansOf(played, programme)
        for (const [index, span] of spans.entries()) {
          const next = spans[index + 1]
          expect(span.from < span.to && (next === undefined || span.to <= next.from)).toBe(true)
          if (next?.from !== span.to) continue
          expect([next.kind, next.because]).not.toEqual([span.kind, span.because])
        }
        const covered = spans.reduce((days, { from, to }) => days + daysBetween(from, to), 0)
        expect(covered).toBe(played.life.required.reduce((days, { from, to }) => days + to - from, 0))
      }),
      { numRuns: 300 },
    )
  })

  test('say on every day of an update by when it is due, which decides whether it is late', () => {
    fc.assert(
      fc.property(someLife, (played) => {
        for (const { kind, because, from, to } of spansOf(played, telephone)) {
          if (because.code === 'clauses-changed')
            expect([kind, to <= addDays(because.due, 1)]).toEqual(['update-due', true])
          if (because.code === 'update-late') expect([kind, from > because.due]).toEqual(['overdue', true])
        }
      }),
    )
  })
})
