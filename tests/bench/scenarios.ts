/**
 * How long it takes to walk every play of scenarios: those of `content/`, as many again as make 200, one of 200
 * scenes, and one with so many flags that it is given up. Prints figures; judges nothing.
 */
import { readCurriculum } from '../../src/curriculum/parse.ts'
import { as, type ClauseId, type ScenarioId, type SceneId } from '../../src/domain/ids.ts'
import { walk, type Walk } from '../../src/domain/scenario-walk.ts'
import type { Choice, Effect, Scenario, Scene } from '../../src/domain/scenario.ts'

const { curriculum } = await readCurriculum('content')
const written = curriculum?.scenarios ?? []
if (written.length === 0) throw new Error('content/ holds no sound scenario')

print('each of content/', () => written.map((scenario) => walk(scenario)))
const many = Array.from({ length: Math.ceil(200 / written.length) }, () => written).flat()
print(`${many.length} of their size`, () => many.map((scenario) => walk(scenario)))
const long = chain(200, 3, () => [])
print('one of 200 scenes', () => [walk(long)])
const flags = Array.from({ length: 20 }, (_, at) => `flag-${at}`)
const branching = chain(60, 6, (at, index) => [
  { kind: 'flag', flag: flags[(at + index) % flags.length] ?? '', to: index % 2 === 0 },
])
print('20 flags in 60 scenes', () => [walk({ ...branching, flags })])

function print(what: string, run: () => readonly Walk[]): void {
  const began = performance.now()
  const walks = run()
  const seconds = (performance.now() - began) / 1000
  const given = walks.filter(({ kind }) => kind === 'too-large').length
  const said = given === 0 ? 'all walked' : `${given} given up as too large`
  console.log(`${what.padEnd(22)} ${seconds.toFixed(3).padStart(7)} s, ${said}`)
}

function chain(scenes: number, choices: number, effects: (at: number, index: number) => readonly Effect[]): Scenario {
  const id = (at: number) => as<SceneId>(`scene-${at}`)
  const clause = as<ClauseId>('TEL-05')
  const decision = (at: number): Scene => ({
    id: id(at),
    title: `Scene ${at}`,
    body: [],
    turn: {
      kind: 'decision',
      choices: Array.from({ length: choices }, (_, index): Choice => ({
        id: `choice-${index}`,
        to: id(Math.min(scenes, at + 1 + (index % 3))),
        conditions: [],
        body: ['Words'],
        feedback: ['Why'],
        mood: 0,
        marks: [{ clause, marks: (at + index) % 4 }],
        effects: effects(at, index),
        fatal: [],
      })),
    },
  })
  return {
    id: as<ScenarioId>('long'),
    title: 'Long',
    summary: '',
    minutes: 10,
    channel: 'internal',
    passPercent: 70,
    minima: [{ clause, percent: 50 }],
    clauses: [],
    speakers: [],
    mood: 3,
    flags: [],
    counters: [],
    scenes: [
      ...Array.from({ length: scenes }, (_, at) => decision(at)),
      { id: id(scenes), title: 'The end', body: [], turn: { kind: 'end', outcome: 'kept', body: ['Done.'] } },
    ],
  }
}
