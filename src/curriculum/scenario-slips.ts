/** What is wrong with a scenario before any play of it is walked: names that are left over, marks that are missing, replies that give themselves away. */
import { unpin, type ClauseId } from '../domain/ids.ts'
import { bestMarks, type Choice, type Scenario, type Scene } from '../domain/scenario.ts'
import { listWords } from './faults.ts'
import type { Reading } from './reading.ts'
import type { Whereabouts } from './scenario-proof.ts'
import { textOf } from './tree.ts'
import { choiceInWords } from './way-attributes.ts'

/** Fewer decisions than these follow no rule, whatever they have in common. */
const fewestForRule = 3

/** Flags and counters that are only set or only asked for, and speakers who say nothing, are slips or left over. */
export function tellNames(
  { scenes, flags, counters, speakers }: Scenario,
  { found, isSure, lineOf }: Whereabouts,
  reading: Reading,
): void {
  const choices = scenes.flatMap(choicesOf)
  const ways = scenes.flatMap(({ turn }) =>
    turn.kind === 'decision' ? turn.choices : turn.kind === 'leads-on' ? turn.ways : [],
  )
  const asked = new Set(
    ways.flatMap(({ conditions }) => conditions.map((one) => (one.kind === 'flag' ? one.flag : one.counter))),
  )
  const set = new Set(
    choices.flatMap(({ effects }) =>
      effects.flatMap((one) => (one.kind === 'counter' ? [one.counter] : one.to ? [one.flag] : [])),
    ),
  )
  const names = [
    ...flags.map((name) => ({ kind: 'flag', name, ask: name, set: name })),
    ...counters.map(({ name }) => ({ kind: 'counter', name, ask: `${name}>0`, set: `${name}-1` })),
  ]
  for (const { kind, name, ...write } of names) {
    const line = lineOf(`${kind}s`)
    const [isAsked, isSet] = [asked.has(name), set.has(name)]
    if (!isAsked && !isSet) reading.fault(line, `nothing uses the ${kind} ${name}`, 'Delete it.')
    else if (!isAsked)
      reading.fault(
        line,
        `nothing depends on the ${kind} ${name}`,
        `Ask for it somewhere with if="${write.ask}", or delete it.`,
      )
    else if (!isSet)
      reading.fault(
        line,
        kind === 'flag' ? `the flag ${name} never becomes yes` : `nothing counts ${name}`,
        `Let a choice do it with set="${write.set}", or delete it and what asks for it.`,
      )
  }
  if (!isSure.speakers) return
  for (const { id } of speakers) {
    if (!found.spoken.has(id))
      reading.fault(
        lineOf('speakers'),
        `${id} is among the speakers and says nothing`,
        `Give ${id} a line, as <Say who="${id}">…</Say>, or take them out.`,
      )
  }
}

/** Whether each clause can be earned, where it is scored, by all choices alike. */
export function tellScores(scenario: Scenario, where: Whereabouts, reading: Reading): void {
  const { found, isSure, lineOf } = where
  const scored = new Set<ClauseId>()
  for (const scene of scenario.scenes) {
    const choices = choicesOf(scene)
    const all = new Set(choices.flatMap(({ marks }) => marks.map(({ clause }) => clause)))
    for (const clause of all) scored.add(clause)
    if (found.unsound.has(scene.id)) continue
    for (const [at, choice] of choices.entries()) {
      const missing = [...all].filter((clause) => !choice.marks.some((one) => one.clause === clause))
      if (missing.length === 0) continue
      reading.fault(
        lineOfWay(scene, at, where),
        `${choiceInWords(choice.id, scene.title)} says nothing on ${listWords(missing, 'and')}, which another choice of the scene scores`,
        `Score the same clauses in each, 0 where it does not serve, so that nobody wins by avoiding one: ${missing.map((clause) => `${clause}:0`).join(' ')}.`,
      )
    }
    for (const [clause, best] of bestMarks(choices)) {
      if (best === 0)
        reading.fault(
          found.scenes.get(scene.id) ?? 1,
          `no choice of “${scene.title}” earns anything on ${clause}`,
          'Give the best one its marks, or do not score the clause here.',
        )
    }
  }
  // A score that cannot be read may be the one that is missed.
  if (scenario.scenes.length === 0 || found.unsound.size > 0 || !isSure.clauses) return
  for (const pinned of scenario.clauses) {
    const clause = unpin(pinned)?.clause
    if (clause === undefined || scored.has(clause)) continue
    reading.fault(
      lineOf('clauses'),
      `no choice scores ${clause}`,
      'Score it where it is practised, or leave it out of clauses.',
    )
  }
}

/** Whoever knows where the best reply stands, or how long it is, needs to know nothing else. */
export function tellGuessable(scenario: Scenario, where: Whereabouts, reading: Reading): void {
  const decisions = scenario.scenes.flatMap((scene) => {
    const choices = choicesOf(scene).map((choice, at) => ({ choice, at, length: textOf(choice.body).length }))
    return choices.length > 1 ? [{ scene, choices, byLength: choices.toSorted((a, b) => b.length - a.length) }] : []
  })
  const [first] = decisions
  if (first === undefined || decisions.length < fewestForRule) return
  const sum = (choice: Choice) => choice.marks.reduce((total, one) => total + one.marks, 0)
  type Decision = (typeof decisions)[number]
  const rules = [
    ['the first', ({ choices }: Decision) => choices.at(0), 'Move it about.'],
    ['the last', ({ choices }: Decision) => choices.at(-1), 'Move it about.'],
    ['the longest', ({ byLength }: Decision) => byLength.at(0), 'Let others be as long.'],
    ['the shortest', ({ byLength }: Decision) => byLength.at(-1), 'Let others be as short.'],
  ] as const
  for (const [which, pick, mend] of rules) {
    const isBest = (decision: Decision) => {
      const picked = pick(decision)
      return picked !== undefined && decision.choices.every(({ choice }) => sum(choice) <= sum(picked.choice))
    }
    const picked = pick(first)
    if (picked === undefined || !decisions.every(isBest)) continue
    reading.fault(
      lineOfWay(first.scene, picked.at, where),
      `the best choice is always ${which}, as is ${choiceInWords(picked.choice.id, first.scene.title)}`,
      mend,
    )
  }
}

function choicesOf({ turn }: Scene): readonly Choice[] {
  return turn.kind === 'decision' ? turn.choices : []
}

function lineOfWay({ id }: Scene, at: number, { found }: Whereabouts): number {
  return found.ways.get(`${id}/${at}`) ?? found.scenes.get(id) ?? 1
}
