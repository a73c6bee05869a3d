/** How a number of a clause reads. The same words stand on the page and in the clause's text. */
import type { Param } from './curriculum.ts'

/** The units a `<Param>` may have, with the words for one and for several. */
const unitWords = {
  s: { one: '1 second', several: (value: string) => `${value} seconds` },
  min: { one: '1 minute', several: (value: string) => `${value} minutes` },
  h: { one: '1 hour', several: (value: string) => `${value} hours` },
  d: { one: '1 day', several: (value: string) => `${value} days` },
  'working-days': { one: '1 working day', several: (value: string) => `${value} working days` },
  '%': { one: '1%', several: (value: string) => `${value}%` },
  GBP: { one: '£1', several: (value: string) => `£${value}` },
} as const

export type ParamUnit = keyof typeof unitWords
export const paramUnits = Object.keys(unitWords) as readonly ParamUnit[]

export function isParamUnit(text: string): text is ParamUnit {
  return Object.hasOwn(unitWords, text)
}

/** Plain digits with an optional decimal part: `30`, `2.5`. */
export const paramValuePattern = /^\d+(?:\.\d+)?$/

/** "30 seconds", "1 working day", "5%", "£30". A unit that nobody knows is shown as it was written. */
export function paramWords(param: Pick<Param, 'value' | 'unit'>): string {
  if (!isParamUnit(param.unit)) return `${param.value} ${param.unit}`.trim()
  const words = unitWords[param.unit]
  return Number(param.value) === 1 ? words.one : words.several(param.value)
}
