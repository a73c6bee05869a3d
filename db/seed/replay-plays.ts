/** How a person of the story plays scenarios, through the same workflows as by anybody. */
import { numbersFrom, seedFrom } from '../../src/domain/chance.ts'
import type { ClauseId, ScenarioId } from '../../src/domain/ids.ts'
import { isOver, playThrough, repliesAt } from '../../src/domain/plays.ts'
import { isShown } from '../../src/domain/replays.ts'
import {
  after,
  leadOn,
  markPlay,
  play,
  type Choice,
  type Decision,
  type Scenario,
  type Stop,
} from '../../src/domain/scenario.ts'
import { rehearse } from '../../src/workflows/rehearse.ts'
import { replyInPlay } from '../../src/workflows/reply-in-play.ts'
import { startPlay } from '../../src/workflows/start-play.ts'
import { playBy } from '../plays.ts'
import { expectDone, libraryOf, together, type Learner } from './replay-learning.ts'

/** Whoever leaves a scenario does so after this many replies. */
const repliesBeforeLeaving = 4
/** How often somebody who knows the work gives the best reply, and somebody who has still to learn it. */
const sureness = { passes: 0.8, fails: 0.35 } as const

/**
 * Plays a scenario for the certificate, or again for a changed clause, on a way that shows it: `passes` with a slip here and
 * there, `fails` without breaking anything critical, `leaves-open` in the middle. What is said is drawn by lot, but the same lot for the same person.
 * Replies are asked for together, so that they share a commit.
 */
export async function playScenario(
  learner: Learner,
  who: string,
  id: ScenarioId,
  how: 'passes' | 'fails' | 'leaves-open',
  showing?: ClauseId,
): Promise<void> {
  const { db, person, now } = learner
  const scenario = await scenarioOf(learner, id)
  const { play: begun } = expectDone(await startPlay(db, { person, scenario: id }, now))
  const known = await playBy(db.reader, person, begun)
  if (known === undefined) throw new Error(`no play ${begun}`)
  const { decisions: before, at } = playThrough(scenario, known)
  const lots = showing === undefined ? `${who} ${id}` : `${who} ${id} ${showing}`
  const said = whatIsSaid(scenario, { decisions: before, at }, lots, how === 'fails' ? 'fails' : 'passes', showing)
  const told = said.slice(before.length, how === 'leaves-open' ? repliesBeforeLeaving : undefined)
  await together(told, ({ position, choice }, index) => {
    const order = repliesAt(scenario, { position, shown: [] }, known.seed)
    const reply = order.findIndex((one) => one.id === choice.id) + 1
    return replyInPlay(db, { person, play: begun, decision: before.length + index + 1, reply }, now)
  })
}

/** Practises a scenario with the coach, up to the middle; nothing of it counts. */
export async function rehearseScenario(learner: Learner, who: string, id: ScenarioId): Promise<void> {
  const { db, person, now } = learner
  const scenario = await scenarioOf(learner, id)
  const begun = play(scenario, [])
  if (begun === undefined) throw new Error(`${id} cannot be begun`)
  const said = whatIsSaid(scenario, begun, `${who} ${id}`, 'fails').slice(0, repliesBeforeLeaving)
  for (const [index, { choice }] of said.entries()) {
    const deed = { kind: 'say', decision: index + 1, choice: choice.id } as const
    expectDone(await rehearse(db, { person, scenario: id, deed }, now))
  }
}

async function scenarioOf({ db }: Learner, id: ScenarioId): Promise<Scenario> {
  const scenario = (await libraryOf(db)).scenarios.get(id)
  if (scenario === undefined) throw new Error(`the library holds no scenario ${id}`)
  return scenario
}

interface Going {
  readonly decisions: readonly Decision[]
  readonly at: Stop
}

/** A play to its end, from where it stands, that passes or fails: the first by lot that does. */
function whatIsSaid(
  scenario: Scenario,
  from: Going,
  who: string,
  how: keyof typeof sureness,
  showing?: ClauseId,
): readonly Decision[] {
  for (let lot = 0; lot < 40; lot += 1) {
    const random = numbersFrom(seedFrom(`${who} ${how} ${lot}`))
    const decisions = goneOn(scenario, from, () => random() < sureness[how], random)
    const { passed, clauses } = markPlay(scenario, decisions)
    const shows = showing === undefined || clauses.some((marks) => marks.clause === showing && isShown(scenario, marks))
    if (shows && passed === (how === 'passes')) return decisions
  }
  // Whoever says the best at every turn passes, and whoever never does fails.
  return goneOn(
    scenario,
    from,
    () => how === 'passes',
    () => 0,
  )
}

function goneOn(scenario: Scenario, { decisions, at }: Going, isSure: () => boolean, random: () => number) {
  const made = [...decisions]
  let stop = at
  while (!isOver(scenario, stop)) {
    const { position } = stop
    const [best, ...others] = repliesAt(scenario, stop, 0)
      .filter(({ fatal }) => fatal.length === 0)
      .toSorted((a, b) => marksIn(b) - marksIn(a))
    const choice = isSure() ? best : (others[Math.floor(random() * others.length)] ?? best)
    if (choice === undefined) throw new Error(`${scenario.id} leaves nothing to say in ${position.scene}`)
    made.push({ position, choice })
    stop = leadOn(scenario, after(scenario, position, choice))
  }
  return made
}

function marksIn({ marks }: Choice): number {
  return marks.reduce((sum, one) => sum + one.marks, 0)
}
