/**
 * A scenario laid out to be drawn: scenes in rows from the start downwards, and a line from each scene for each
 * way out of it. Lengths are in units of the drawing. Nothing is by chance, so the same scenario is always drawn
 * the same, and a word changed in it moves nothing.
 */
import type { SceneId } from './ids.ts'
import type { Scenario } from './scenario.ts'
import { spread } from './spread.ts'

export interface Point {
  readonly x: number
  readonly y: number
}

/** A scene; `x` and `y` are its upper left corner. */
export interface MapBox extends Point {
  readonly scene: SceneId
  /** From 0: how many steps the longest way from the start to it takes. */
  readonly row: number
}

export interface MapLine {
  readonly from: SceneId
  readonly to: SceneId
  /** Among the ways out of its scene, as written, from 0. */
  readonly way: number
  /** From the edge of the one box to the edge of the other. */
  readonly points: readonly Point[]
  /** Whether it leads back to its own scene or to one above. */
  readonly isBack: boolean
}

export interface ScenarioMap {
  readonly width: number
  readonly height: number
  readonly boxes: readonly MapBox[]
  readonly lines: readonly MapLine[]
}

export const boxSize = { width: 200, height: 60 } as const
/** Between boxes of one row, and between rows: room for what is written where a line begins. */
const gap = { beside: 20, below: 98 } as const
/** What is written where a line begins stands in lines of this height, the first a little further from the box. */
const written = { first: 20, next: 15 } as const
/** More ways than these stand too close for a letter and its marks to share a line. */
const mostBeside = 3
/** What a line takes of a row that it only passes. */
const laneWidth = 22
const edge = 24
const sweeps = 12

/** Where one may go from a scene, in the order written. */
export function waysFrom({ turn }: Scenario['scenes'][number]): readonly { readonly to: SceneId }[] {
  switch (turn.kind) {
    case 'decision':
      return turn.choices
    case 'leads-on':
      return turn.ways
    case 'end':
      return []
  }
}

/** A scene, or the place where a line passes a row. */
interface Node {
  readonly key: string
  readonly row: number
  readonly scene: SceneId | undefined
  readonly width: number
  readonly above: Node[]
  readonly below: Node[]
  centre: number
}

interface Way {
  readonly from: SceneId
  readonly to: SceneId
  readonly way: number
  /** How far it runs straight out of its box: no bend crosses what is written there. */
  readonly straight: number
}

export function mapOf(scenario: Scenario): ScenarioMap {
  const ways = scenario.scenes.flatMap((scene) =>
    waysFrom(scene).map(({ to }, way): Way => ({ from: scene.id, to, way, straight: straightOf(scene) })),
  )
  const rowOf = rowsOf(scenario, ways)
  const { rows, chains } = nodesOf(scenario, ways, rowOf)
  const ordered = withFewCrossings(rows)
  place(ordered)
  return drawn(ordered, chains, rowOf)
}

/** Whether a letter stands above the marks of its way, and not beside them. */
export function isCrowded(scene: Scenario['scenes'][number]): boolean {
  return waysFrom(scene).length > mostBeside
}

/** The same for all ways of a scene, so that they bend side by side. */
function straightOf(scene: Scenario['scenes'][number]): number {
  const isFatal = scene.turn.kind === 'decision' && scene.turn.choices.some(({ fatal }) => fatal.length > 0)
  const lines = Number(isCrowded(scene)) + Number(isFatal)
  return written.first + lines * written.next + (isFatal ? 5 : 0)
}

/** The row of each scene: the longest path to it from the start, once the ways that lead back are left out. */
function rowsOf({ scenes }: Scenario, ways: readonly Way[]): ReadonlyMap<SceneId, number> {
  const out = Map.groupBy(ways, ({ from }) => from)
  const state = new Map<SceneId, 'open' | 'done'>()
  const order: SceneId[] = []
  const back = new Set<Way>()
  for (const { id } of scenes) {
    if (state.has(id)) continue
    const trail = [{ id, next: 0 }]
    state.set(id, 'open')
    for (let at = trail.at(-1); at !== undefined; at = trail.at(-1)) {
      const way = out.get(at.id)?.[at.next]
      at.next += 1
      if (way === undefined) {
        state.set(at.id, 'done')
        order.push(at.id)
        trail.pop()
      } else if (state.get(way.to) === 'open') back.add(way)
      else if (!state.has(way.to)) {
        state.set(way.to, 'open')
        trail.push({ id: way.to, next: 0 })
      }
    }
  }
  const rows = new Map<SceneId, number>(scenes.map(({ id }) => [id, 0]))
  for (const id of order.toReversed()) {
    for (const way of out.get(id) ?? []) {
      if (!back.has(way)) rows.set(way.to, Math.max(rows.get(way.to) ?? 0, (rows.get(id) ?? 0) + 1))
    }
  }
  return rows
}

interface Chain {
  readonly way: Way
  /** From the upper end to the lower. */
  readonly nodes: readonly Node[]
}

/** Every scene, and every line as a chain of nodes, one in each row that it passes. */
function nodesOf(
  scenario: Scenario,
  ways: readonly Way[],
  rowOf: ReadonlyMap<SceneId, number>,
): { readonly rows: Node[][]; readonly chains: readonly Chain[] } {
  const rows: Node[][] = Array.from({ length: Math.max(0, ...rowOf.values()) + 1 }, () => [])
  const add = (row: number, key: string, scene?: SceneId): Node => {
    const width = scene === undefined ? laneWidth : boxSize.width
    const node: Node = { key, row, scene, width, above: [], below: [], centre: 0 }
    rows[row]?.push(node)
    return node
  }
  const nodes = new Map(scenario.scenes.map(({ id }) => [id, add(rowOf.get(id) ?? 0, id, id)]))
  const chains = ways.flatMap((way): Chain[] => {
    const [from, to] = [nodes.get(way.from), nodes.get(way.to)]
    // Whatever leads on to another scene leaves its row: only a line to its own scene stays in it.
    if (from === undefined || to === undefined || from === to) return [{ way, nodes: [] }]
    const [upper, lower] = from.row < to.row ? [from, to] : [to, from]
    const chain = [upper]
    for (let row = upper.row + 1; row < lower.row; row += 1) chain.push(add(row, `${way.from}/${way.way}/${row}`))
    chain.push(lower)
    for (const [at, node] of chain.entries()) {
      const next = chain[at + 1]
      if (next === undefined) continue
      node.below.push(next)
      next.above.push(node)
    }
    return [{ way, nodes: chain }]
  })
  return { rows, chains }
}

/** Orders each row by the middle of what it hangs on, down and up in turn, and keeps the best found. */
function withFewCrossings(rows: readonly Node[][]): readonly (readonly Node[])[] {
  let current = rows.map((row) => [...row])
  let best = current
  let fewest = crossingsOf(current)
  for (let sweep = 0; sweep < sweeps && fewest > 0; sweep += 1) {
    const down = sweep % 2 === 0
    const next = current.map((row) => [...row])
    const turns = down ? next.keys().toArray() : next.keys().toArray().toReversed()
    for (const at of turns) {
      const row = next[at] ?? []
      const against = placesIn(next[down ? at - 1 : at + 1] ?? [])
      const own = placesIn(row)
      const middle = (node: Node) => barycentre(down ? node.above : node.below, against) ?? own.get(node) ?? 0
      const middles = new Map(row.map((node) => [node, middle(node)]))
      next[at] = row.toSorted((a, b) => (middles.get(a) ?? 0) - (middles.get(b) ?? 0))
    }
    current = next
    const crossings = crossingsOf(current)
    if (crossings < fewest) [best, fewest] = [current, crossings]
  }
  return best
}

function placesIn(row: readonly Node[]): ReadonlyMap<Node, number> {
  return new Map(row.map((node, at) => [node, at]))
}

function barycentre(nodes: readonly Node[], places: ReadonlyMap<Node, number>): number | undefined {
  if (nodes.length === 0) return undefined
  return nodes.reduce((sum, node) => sum + (places.get(node) ?? 0), 0) / nodes.length
}

function crossingsOf(rows: readonly (readonly Node[])[]): number {
  let crossings = 0
  for (const [at, row] of rows.entries()) {
    const places = placesIn(rows[at + 1] ?? [])
    const ends = row.flatMap((node) => node.below.map((to) => places.get(to) ?? 0).toSorted((a, b) => a - b))
    const from = row.flatMap((node, index) => node.below.map(() => index))
    for (let one = 0; one < ends.length; one += 1)
      for (let other = one + 1; other < ends.length; other += 1)
        if (from[one] !== from[other] && (ends[one] ?? 0) > (ends[other] ?? 0)) crossings += 1
  }
  return crossings
}

/** Moves every node as near to the middle of its neighbours as its row allows. */
function place(rows: readonly (readonly Node[])[]): void {
  for (const row of rows) spreadRow(row, () => 0)
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    const down = sweep % 2 === 0
    for (const row of down ? rows : rows.toReversed()) {
      spreadRow(row, (node) => {
        const near = down ? node.above : node.below
        const all = near.length > 0 ? near : [...node.above, ...node.below]
        return all.length === 0 ? node.centre : all.reduce((sum, one) => sum + one.centre, 0) / all.length
      })
    }
  }
}

function spreadRow(row: readonly Node[], wanted: (node: Node) => number): void {
  const apart = row.slice(1).map((node, at) => ((row[at]?.width ?? 0) + node.width) / 2 + gap.beside)
  for (const [at, centre] of spread(row.map(wanted), apart).entries()) {
    const node = row[at]
    if (node !== undefined) node.centre = centre
  }
}

function drawn(
  rows: readonly (readonly Node[])[],
  chains: readonly Chain[],
  rowOf: ReadonlyMap<SceneId, number>,
): ScenarioMap {
  const nodes = rows.flat()
  const left = Math.min(...nodes.map(({ centre, width }) => centre - width / 2))
  const right = Math.max(...nodes.map(({ centre, width }) => centre + width / 2))
  const x = (centre: number) => round(centre - left + edge)
  const top = (row: number) => edge + row * (boxSize.height + gap.below)
  const boxes = nodes.flatMap(({ scene, row, centre }): MapBox[] =>
    scene === undefined ? [] : [{ scene, row, x: x(centre - boxSize.width / 2), y: top(row) }],
  )
  const boxOf = new Map(boxes.map((box) => [box.scene, box]))
  const leaves = portsOf(chains, 'below', x)
  const arrives = portsOf(chains, 'above', x)
  const lines = chains.flatMap((chain): MapLine[] => {
    const { from, to, way, straight: room } = chain.way
    const [start, end] = [boxOf.get(from), boxOf.get(to)]
    if (start === undefined || end === undefined) return []
    const isBack = (rowOf.get(to) ?? 0) <= (rowOf.get(from) ?? 0)
    if (chain.nodes.length === 0) return [{ from, to, way, isBack, points: toItself(start) }]
    const [upper, lower] = isBack ? [end, start] : [start, end]
    const between = chain.nodes.slice(1, -1).flatMap(({ centre, row }): Point[] => [
      { x: x(centre), y: top(row) },
      { x: x(centre), y: top(row) + boxSize.height },
    ])
    const leavesAt = { x: leaves.get(chain) ?? upper.x, y: upper.y + boxSize.height }
    const arrivesAt = { x: arrives.get(chain) ?? lower.x, y: lower.y }
    const points = isBack
      ? [leavesAt, ...between, { ...arrivesAt, y: arrivesAt.y - room - written.next }, arrivesAt]
      : [leavesAt, { ...leavesAt, y: leavesAt.y + room }, ...between, arrivesAt]
    return [{ from, to, way, isBack, points: isBack ? points.toReversed() : points }]
  })
  return {
    width: round(right - left + 2 * edge),
    height: top(rows.length - 1) + boxSize.height + edge,
    boxes,
    lines,
  }
}

/** Where on the lower or the upper side of its box each line begins or ends: side by side, in the order of where they go. */
function portsOf(
  chains: readonly Chain[],
  side: 'below' | 'above',
  x: (centre: number) => number,
): ReadonlyMap<Chain, number> {
  const ports = new Map<Chain, number>()
  const at = side === 'below' ? 0 : -1
  const beyond = (chain: Chain) => chain.nodes.at(side === 'below' ? 1 : -2)?.centre ?? 0
  const ofBox = Map.groupBy(
    chains.filter(({ nodes }) => nodes.length > 0),
    ({ nodes }) => nodes.at(at),
  )
  for (const [node, own] of ofBox) {
    if (node === undefined) continue
    const step = boxSize.width / (own.length + 1)
    const inOrder = own.toSorted((a, b) => beyond(a) - beyond(b))
    for (const [index, chain] of inOrder.entries())
      ports.set(chain, round(x(node.centre) - boxSize.width / 2 + step * (index + 1)))
  }
  return ports
}

/** Out of the side of a box, and round to itself. */
function toItself({ x, y }: MapBox): readonly Point[] {
  const right = x + boxSize.width
  return [
    { x: right, y: y + boxSize.height - 14 },
    { x: right + gap.beside - 4, y: y + boxSize.height / 2 },
    { x: right, y: y + 14 },
  ]
}

function round(length: number): number {
  return Math.round(length * 10) / 10
}
