/**
 * The engraving of a certificate, drawn from its own fingerprint: the same certificate always bears
 * the same lines, and one changed byte gives another engraving. A hash goes in, SVG path data comes
 * out. A rosette is three closed curves that the page turns again and again with `<use>`; a braid is
 * one period that the page tiles. Together they stay under 20 kB.
 */

export interface RosetteBand {
  /** One closed curve round the origin. */
  readonly path: string
  /** How often the curve is drawn, each time turned by `stepDegrees` more. */
  readonly turns: number
  readonly stepDegrees: number
}

export interface Braid {
  /** One period, from 0 to `period` wide and round the x axis. */
  readonly path: string
  readonly period: number
}

export interface Engraving {
  readonly rosette: readonly RosetteBand[]
  readonly braid: Braid
}

/** `fingerprint` is a SHA-256 in hex, 64 digits; anything else throws a RangeError. */
export function engravingOf(fingerprint: string): Engraving {
  const chances = chancesOf(fingerprint)
  return {
    rosette: [
      rosetteBand(chances.slice(0, 6), { base: 80, reach: 15, turns: 14 }),
      rosetteBand(chances.slice(8, 14), { base: 50, reach: 17, turns: 12 }),
      rosetteBand(chances.slice(16, 22), { base: 23, reach: 12, turns: 10 }),
    ],
    braid: braidOf(chances.slice(24, 28), { height: 10, strands: 5 }),
  }
}

const wholeTurn = 2 * Math.PI

/** The bytes of the hash as fractions of one. */
function chancesOf(fingerprint: string): number[] {
  if (!/^[0-9a-f]{64}$/i.test(fingerprint)) throw new RangeError('an engraving is drawn from a SHA-256 in hex')
  return Array.from({ length: 32 }, (_, at) => Number.parseInt(fingerprint.slice(2 * at, 2 * at + 2), 16) / 255)
}

function between(chance: number, low: number, high: number): number {
  return low + chance * (high - low)
}

/** A coarse wave gives the petals, a fine one in step with it the lace. */
function rosetteBand(
  chances: readonly number[],
  { base, reach, turns }: { readonly base: number; readonly reach: number; readonly turns: number },
): RosetteBand {
  const [petalChance = 0, laceChance = 0, petalReach = 0, petalPhase = 0, laceReach = 0, lacePhase = 0] = chances
  const petals = Math.round(between(petalChance, 5, 9))
  const lace = petals * Math.round(between(laceChance, 2, 3))
  const radiusAt = (angle: number) =>
    base +
    reach * between(petalReach, 0.65, 1) * Math.cos(petals * angle + petalPhase * wholeTurn) +
    reach * between(laceReach, 0.16, 0.34) * Math.cos(lace * angle + lacePhase * wholeTurn)
  const points = Array.from({ length: 300 }, (_, at): Point => {
    const angle = (at / 300) * wholeTurn
    const radius = radiusAt(angle)
    return { x: radius * Math.cos(angle), y: radius * Math.sin(angle) }
  })
  return { path: `${line(points, 1)}z`, turns, stepDegrees: 360 / petals / turns }
}

/** Two ribbons of strands that cross like a plait; the ends of a period meet the next one. */
function braidOf(
  chances: readonly number[],
  { height, strands }: { readonly height: number; readonly strands: number },
): Braid {
  const [periodChance = 0, rippleChance = 0, shareChance = 0, leanChance = 0] = chances
  const period = Math.round(between(periodChance, 22, 30))
  const ripple = Math.round(between(rippleChance, 2, 3))
  const share = between(shareChance, 0.2, 0.32)
  const strand = (side: 1 | -1, number: number) => {
    const shift = leanChance * wholeTurn + (number / strands) * Math.PI * 1.6
    const points = Array.from({ length: 49 }, (_, at): Point => {
      const angle = (at / 48) * wholeTurn
      const wave = (1 - share) * Math.sin(angle) + share * Math.sin(ripple * angle + shift)
      return { x: (at / 48) * period, y: side * (height / 2) * wave }
    })
    return line(points, 2)
  }
  const numbers = Array.from({ length: strands }, (_, at) => at)
  return { period, path: [...numbers.map((at) => strand(1, at)), ...numbers.map((at) => strand(-1, at))].join('') }
}

interface Point {
  readonly x: number
  readonly y: number
}

/** Path data through the points; places after the point as asked, without needless zeros. */
function line(points: readonly Point[], places: number): string {
  const written = (value: number) => String(Number(value.toFixed(places)))
  return points.map(({ x, y }, at) => `${at === 0 ? 'M' : 'L'}${written(x)} ${written(y)}`).join('')
}
