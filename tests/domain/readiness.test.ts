import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { as, type ProgrammeId, type TeamId } from '../../src/domain/ids.ts'
import type { TeamNode } from '../../src/domain/organisation.ts'
import { Counts, pullsOf, rollUp, topLevels, type Count } from '../../src/domain/readiness.ts'
import { isCounted, isReady } from '../../src/domain/standing.ts'
import { standingKinds, type StandingKind } from '../../src/domain/standing-words.ts'

const programme = as<ProgrammeId>('telephone')

function team(id: string, children: readonly string[] = []): TeamNode {
  return {
    id: as<TeamId>(id),
    open: true,
    parent: null,
    branch: null,
    channels: [],
    managers: [],
    depth: 0,
    children: children.map((child) => as<TeamId>(child)),
  }
}

function count(of: string | null, kind: StandingKind, people: number): Count {
  return { team: of === null ? null : as<TeamId>(of), programme, kind, people }
}

const named = (tree: readonly TeamNode[], counts: readonly Count[]) =>
  pullsOf(tree, Counts.of(counts)).map((pull) => [pull.team?.id ?? null, pull.notReady, pull.required])

describe('what pulls readiness down', () => {
  test('is a team with its own people, though an empty team stands beneath it', () => {
    const tree = [team('voice-south', ['evening-line']), team('evening-line')]
    expect(named(tree, [count('voice-south', 'overdue', 3), count('voice-south', 'certified', 1)])).toEqual([
      ['voice-south', 3, 4],
    ])
  })

  test('counts somebody who works in a team above others there, and nobody twice', () => {
    const tree = [team('contact-centre', ['voice-north']), team('voice-north')]
    expect(named(tree, [count('voice-north', 'expired', 2), count('contact-centre', 'overdue', 1)])).toEqual([
      ['voice-north', 2, 2],
      ['contact-centre', 1, 1],
    ])
  })

  test('counts people outside every team as a place of their own', () => {
    expect(named([team('written')], [count(null, 'to-do', 1)])).toEqual([[null, 1, 1]])
  })

  test('counts people of a team that is not open that day outside every team', () => {
    expect(named([], [count('closed', 'to-do', 1), count(null, 'to-do', 1)])).toEqual([[null, 2, 2]])
  })

  test('leaves out those away', () => {
    expect(named([team('written')], [count('written', 'paused', 4)])).toEqual([])
  })

  test('adds up to all the points that are missing', () => {
    const places = ['a', 'b', 'c', 'gone']
    const tree = [team('a', ['b']), team('b', ['c']), team('c')]
    const someCount = fc.record({
      team: fc.constantFrom<TeamId | null>(null, ...places.map((id) => as<TeamId>(id))),
      programme: fc.constantFrom(programme, as<ProgrammeId>('letters')),
      kind: fc.constantFrom(...standingKinds),
      people: fc.integer({ min: 1, max: 40 }),
    })
    fc.assert(
      fc.property(fc.array(someCount), (counts) => {
        const required = counts.filter(({ kind }) => isCounted(kind)).reduce((sum, { people }) => sum + people, 0)
        const ready = counts.filter(({ kind }) => isReady(kind)).reduce((sum, { people }) => sum + people, 0)
        const points = pullsOf(tree, Counts.of(counts)).reduce((sum, pull) => sum + pull.points, 0)
        expect(points).toBeCloseTo(required === 0 ? 0 : 100 - (100 * ready) / required, 6)
      }),
    )
  })

  test('stands with the worst first, and with what people are, most first', () => {
    const pulls = pullsOf(
      [team('a'), team('b')],
      Counts.of([count('a', 'to-do', 1), count('b', 'to-do', 1), count('b', 'expired', 2), count('b', 'certified', 6)]),
    )
    expect(pulls.map(({ team: place, points }) => [place?.id, points])).toEqual([
      ['b', 30],
      ['a', 10],
    ])
    expect(pulls[0]?.kinds).toEqual([
      { kind: 'expired', people: 2 },
      { kind: 'to-do', people: 1 },
    ])
  })
})

describe('the levels of a tree that are shown', () => {
  const levels = (...sizes: readonly number[]) =>
    sizes.flatMap((size, depth) =>
      Array.from({ length: size }, (_, place) => ({ team: { ...team(`${depth}-${place}`), depth } })),
    )

  test('are all of them while they are few', () => {
    expect(topLevels(levels(1, 4, 5), 10)).toHaveLength(10)
  })

  test('end above the level that would be too many', () => {
    expect(topLevels(levels(1, 4, 30), 10)).toEqual(levels(1, 4))
  })

  test('hold the topmost level, however broad it is', () => {
    expect(topLevels(levels(30, 4), 10)).toEqual(levels(30))
  })
})

test('a team counts its own people and everybody beneath it, by programme and kind', () => {
  const tree = [
    { ...team('all', ['north', 'south']), depth: 0 },
    { ...team('north'), depth: 1 },
    { ...team('south'), depth: 1 },
  ]
  const counts = [count('all', 'overdue', 1), count('north', 'certified', 4), count('south', 'overdue', 2)]
  const [all] = rollUp(
    tree,
    Counts.of(counts),
    new Map([
      [as<TeamId>('all'), 1],
      [as<TeamId>('south'), 2],
    ]),
  )
  expect(all?.people).toBe(3)
  expect(all?.all).toEqual({
    ready: 4,
    required: 7,
    kinds: new Map([
      ['overdue', 3],
      ['certified', 4],
    ]),
  })
  expect(all?.byProgramme.get(programme)).toEqual(all?.all)
})
