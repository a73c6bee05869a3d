/** A file of `scenarios/` as a scenario: who speaks, what is counted, and its scenes. */
import type { Scenario } from '../domain/scenario.ts'
import { readMdx } from './mdx.ts'
import type { Reading } from './reading.ts'
import { emptyHead, readHead, Watched } from './scenario-head.ts'
import { proveScenario } from './scenario-proof.ts'
import { readScenes } from './scenes.ts'

/** A file that is longer was not written by hand. */
const mostSigns = 400_000
const mostSignsOfHead = 20_000

export function readScenario(text: string, name: string, reading: Reading): Scenario {
  reading.define('scenario', name, 1)
  if (text.length > mostSigns) {
    reading.fault(1, 'the file is longer than a scenario can be', 'Keep it under 400,000 signs: 25 scenes are plenty.')
    reading.giveUp()
    return emptyHead(name).scenario
  }
  if (text.indexOf('\n---', 3) > mostSignsOfHead) {
    reading.fault(1, 'the front matter is longer than that of a scenario can be', 'Keep it under 20,000 signs.')
    reading.giveUp()
    return emptyHead(name).scenario
  }
  const watched = new Watched(reading)
  const { frontMatter, body } = readMdx(text, 'scenario', watched.reading)
  const head = frontMatter === undefined ? emptyHead(name) : readHead(frontMatter, name, watched)
  frontMatter?.end()
  // Where either cannot be read, it is told; what the other says could only be told wrongly.
  if (frontMatter === undefined || body === undefined) return head.scenario
  const { scenes, found } = readScenes(body, text.split('\n'), head, reading)
  const scenario: Scenario = { ...head.scenario, scenes }
  proveScenario(scenario, { found, isSure: head.isSure, lineOf: (field) => frontMatter.lineOf(field) }, reading)
  return scenario
}
