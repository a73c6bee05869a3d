/**
 * Bands of readiness, measured from the organisation's target: on target; close, within 10 points
 * beneath it; short, within 25; low, under that. With a target of 95%: 95, 85, 70.
 * Nothing is rounded up to a band: 949 of 1,000 is close, not on target.
 */
export const readinessBands = ['on-target', 'close', 'short', 'low'] as const
export type ReadinessBand = (typeof readinessBands)[number]

export const bandWords: Readonly<Record<ReadinessBand, string>> = {
  'on-target': 'on target',
  close: 'close',
  short: 'short',
  low: 'low',
}

const pointsBeneathTarget: Readonly<Record<ReadinessBand, number>> = {
  'on-target': 0,
  close: 10,
  short: 25,
  low: Infinity,
}

/** The lowest percentage of a band; never under 0. */
export function bandFloor(band: ReadinessBand, targetPercent: number): number {
  return Math.max(0, targetPercent - pointsBeneathTarget[band])
}

/** The share in whole per cent, rounded down; undefined when nothing is required. */
export function readyPercent(ready: number, required: number): number | undefined {
  return required === 0 ? undefined : Math.floor((100 * ready) / required)
}

/** The band of a share, decided before any rounding; undefined when nothing is required. */
export function bandOf(ready: number, required: number, targetPercent: number): ReadinessBand | undefined {
  if (required === 0) return undefined
  return readinessBands.find((band) => 100 * ready >= bandFloor(band, targetPercent) * required) ?? 'low'
}

/** "95 and over", "85 to 94", "under 70"; undefined for a band that the target leaves no room for. */
export function bandRange(band: ReadinessBand, targetPercent: number): string | undefined {
  const floor = bandFloor(band, targetPercent)
  if (band === 'on-target') return `${floor} and over`
  const above = bandFloor(readinessBands[readinessBands.indexOf(band) - 1] ?? 'on-target', targetPercent)
  if (above === 0) return undefined
  return floor === 0 ? `under ${above}` : `${floor} to ${above - 1}`
}
