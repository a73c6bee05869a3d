/** A face between two moods: brows, eyes and mouth on their way from one drawing to the other. */
import { moodStrokes, type MoodStrokes } from './face-drawing.ts'

export interface MovingStrokes {
  readonly brows: string
  readonly eyes: readonly (readonly [x: number, y: number, radius: number])[]
  readonly lids: string | undefined
  readonly mouth: string
}

const eyeRadius = 3

/** `way` goes from 0, which is `from`, to 1, which is `to`. Throws a RangeError for a mood that is not drawn. */
export function faceBetween(from: number, to: number, way: number): MovingStrokes {
  const [before, now] = [strokesOf(from), strokesOf(to)]
  if (way <= 0 || from === to) return standing(before)
  if (way >= 1) return standing(now)
  const nearer = way < 0.5 ? before : now
  const canMove = before.eyes.length === now.eyes.length
  return {
    brows: between(before.brows, now.brows, way),
    eyes: nearer.eyes.map(([x, y], index) => {
      const [fromX, fromY] = before.eyes[index] ?? [x, y]
      const [toX, toY] = now.eyes[index] ?? [x, y]
      // Eyes that narrow close half-way, and are lids from then on.
      const radius = canMove ? eyeRadius : eyeRadius * Math.abs(1 - 2 * way)
      return [mixed(fromX, toX, way), mixed(fromY, toY, way), Math.round(radius * 10) / 10]
    }),
    lids: nearer.lids,
    mouth: mouthBetween(before.mouth, now.mouth, way),
  }
}

function standing({ brows, eyes, lids, mouth }: MoodStrokes): MovingStrokes {
  return { brows, eyes: eyes.map(([x, y]) => [x, y, eyeRadius]), lids, mouth }
}

function strokesOf(mood: number): MoodStrokes {
  const strokes = moodStrokes[mood]
  if (strokes === undefined) throw new RangeError(`no face is drawn for the mood ${mood}`)
  return strokes
}

function mixed(from: number, to: number, way: number): number {
  return Math.round((from + (to - from) * way) * 10) / 10
}

const numbers = /-?\d*\.?\d+/g

/** Two paths of the same commands, number by number. */
function between(from: string, to: string, way: number): string {
  const before = from.match(numbers)?.map(Number) ?? []
  let index = 0
  return to.replace(numbers, (text) => {
    const value = mixed(before[index] ?? Number(text), Number(text), way)
    const gap = index === 0 || value < 0 ? '' : ' '
    index += 1
    return `${gap}${value}`
  })
}

type Point = readonly [x: number, y: number]
/** Where it begins, its two handles, and where it ends. */
type Curve = readonly [Point, Point, Point, Point]

/** A mouth is two curves from left to right and two back again; where it is a line, both ways are the same. */
function mouthBetween(from: string, to: string, way: number): string {
  const [before, now] = [lipsOf(from), lipsOf(to)]
  const point = (curve: number, at: 0 | 1 | 2 | 3) => {
    const [a, b] = [before[curve]?.[at] ?? [0, 0], now[curve]?.[at] ?? [0, 0]]
    return `${mixed(a[0], b[0], way)} ${mixed(a[1], b[1], way)}`
  }
  return `M${point(0, 0)}${now.map((_, curve) => `C${point(curve, 1)} ${point(curve, 2)} ${point(curve, 3)}`).join('')}`
}

function lipsOf(path: string): readonly Curve[] {
  const curves = firstStrokeOf(path)
  const [one, two, three] = curves
  if (one === undefined) return []
  if (three !== undefined && two !== undefined) return [one, two, ...halves(three)]
  const upper = two === undefined ? halves(one) : [one, two]
  return [...upper, ...upper.toReversed().map(([a, b, c, d]): Curve => [d, c, b, a])]
}

/** The first stroke of a path as curves: the mouth itself, without the lines that a wide smile leaves beside it. */
function firstStrokeOf(path: string): readonly Curve[] {
  const curves: Curve[] = []
  let at: Point = [0, 0]
  const [, rest = ''] = /^M([^M]*)/.exec(path) ?? []
  for (const [, command = 'M', written = ''] of rest.matchAll(/(^|[csh])([^a-zM]*)/g)) {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = written.match(numbers)?.map(Number) ?? []
    const from = at
    const by = (x: number, y: number): Point => [from[0] + x, from[1] + y]
    if (command === '') at = [a, b]
    else if (command === 'h') curves.push([from, by(a / 3, 0), by((2 * a) / 3, 0), (at = by(a, 0))])
    else if (command === 'c') curves.push([from, by(a, b), by(c, d), (at = by(e, f))])
    else {
      // A smooth curve: its first handle mirrors the last one.
      const [, , handle, end] = curves.at(-1) ?? [from, from, from, from]
      curves.push([from, [2 * end[0] - handle[0], 2 * end[1] - handle[1]], by(a, b), (at = by(c, d))])
    }
  }
  return curves
}

function halves([a, b, c, d]: Curve): readonly [Curve, Curve] {
  const middle = (p: Point, q: Point): Point => [(p[0] + q[0]) / 2, (p[1] + q[1]) / 2]
  const [ab, bc, cd] = [middle(a, b), middle(b, c), middle(c, d)]
  const [left, right] = [middle(ab, bc), middle(bc, cd)]
  const centre = middle(left, right)
  return [
    [a, ab, left, centre],
    [centre, right, cd, d],
  ]
}
