/** Holds the plain model against the ledger: nothing said is missing, nothing else is there. */
import { factsOfKind, verifyLedger, type Head } from '../../db/ledger.ts'
import type { Database } from '../../db/open.ts'
import { libraryAt } from '../../db/publications.ts'
import type { FactOf, Recorded } from '../../src/domain/facts.ts'
import { isOver, playFrom, playThrough, type Play, type PlayedDecision } from '../../src/domain/plays.ts'
import type { Scenario } from '../../src/domain/scenario.ts'
import { rebuild } from '../../src/workflows/rebuild.ts'
import type { KnownPlay, Player } from './plain-model.ts'

export interface Agreement {
  readonly plays: number
  readonly steps: number
  readonly closed: number
  readonly passed: number
  readonly granted: number
  readonly faults: readonly string[]
}

type PlayFact = Recorded<FactOf<'scenario-started' | 'scenario-step' | 'scenario-closed'>>

/** `head` is that of the ledger before the first post, kept outside it. */
export async function compareWithLedger(db: Database, head: Head, players: readonly Player[]): Promise<Agreement> {
  const faults: string[] = []
  const { faults: broken, provedUpTo } = await verifyLedger(db.reader, { knownHead: head })
  faults.push(...broken.map(({ sequence, says }) => `fact ${sequence}: ${says}`))
  if (provedUpTo !== head.sequence) faults.push('the ledger does not go on from where it stood')

  const kinds = ['scenario-started', 'scenario-step', 'scenario-closed'] as const
  const recorded: readonly PlayFact[] = await factsOfKind(db.reader, kinds)
  const byPlay = Map.groupBy(recorded, ({ fact }) => fact.play as string)
  const known = new Map(players.flatMap((player) => player.plays.map((play) => [play.id, { player, play }] as const)))
  const ours = new Set(players.map(({ person }) => person))
  for (const [id, facts] of byPlay) {
    const model = known.get(id)
    const mayBeOthers = facts.every(({ sequence, fact }) => sequence <= head.sequence && !ours.has(fact.person))
    if (model !== undefined) faults.push(...(await differences(db, facts, model.play, model.player)))
    else if (!mayBeOthers) faults.push(`play ${id}, which nobody was told of`)
  }
  for (const id of known.keys()) if (!byPlay.has(id)) faults.push(`play ${id} is lost`)

  const since = recorded.filter(({ sequence }) => sequence > head.sequence)
  const closed = since.flatMap(({ fact }) => (fact.kind === 'scenario-closed' ? [fact] : []))
  const granted = await factsOfKind(db.reader, ['granted'], { after: head.sequence })
  if ((await rebuild(db)).changed) faults.push('a rebuild changes standings')
  return {
    plays: since.filter(({ fact }) => fact.kind === 'scenario-started').length,
    steps: since.filter(({ fact }) => fact.kind === 'scenario-step').length,
    closed: closed.length,
    passed: closed.filter(({ passed }) => passed).length,
    granted: granted.length,
    faults,
  }
}

async function differences(
  db: Database,
  facts: readonly PlayFact[],
  { id, scenario: scenarioId, said, over }: KnownPlay,
  { person }: Player,
): Promise<readonly string[]> {
  const faults: string[] = []
  const must = (holds: boolean, says: string) => {
    if (!holds) faults.push(`play ${id}: ${says}`)
  }
  const play = playFrom(facts)
  if (play === undefined) return [`play ${id} was never begun`]
  must(facts.filter(({ fact }) => fact.kind === 'scenario-started').length === 1, 'begun more than once')
  must(facts.filter(({ fact }) => fact.kind === 'scenario-closed').length === (over ? 1 : 0), 'closed or not')
  must(!over || facts.at(-1)?.fact.kind === 'scenario-closed', 'something was said after its end')
  must(
    facts.every(({ by, fact }) => fact.person === person && by === person),
    'a fact of somebody else',
  )
  must(play.scenario === scenarioId, `of ${play.scenario}`)
  const stored = play.steps.map(({ shown, choice }) => shown.indexOf(choice) + 1)
  must(stored.join() === said.join(), `${stored.join()} is stored, ${said.join()} was said`)

  const scenario = (await libraryAt(db, play.publication))?.scenarios.get(play.scenario)
  if (scenario === undefined) return [...faults, `play ${id} rests on a text that is not there`]
  try {
    return [...faults, ...storyOf(play, scenario, facts).map((says) => `play ${id}: ${says}`)]
  } catch (error) {
    return [...faults, `play ${id} cannot be played through: ${String(error)}`]
  }
}

/** Plays it through on its own texts, and counts its marks once more by adding them up. */
function storyOf(play: Play, scenario: Scenario, facts: readonly PlayFact[]): readonly string[] {
  const faults: string[] = []
  const { decisions, at } = playThrough(scenario, play)
  if (isOver(scenario, at) !== (play.closed !== undefined)) faults.push('its end and its facts differ')
  decisions.forEach(({ order }, place) => {
    if (order.map((one) => one.id).join() !== play.steps[place]?.shown.join()) faults.push('shown otherwise')
  })
  const pinned = facts.flatMap(({ fact }) => (fact.kind === 'scenario-step' ? fact.clauses : []))
  if (!pinned.every((evidence) => evidence.endsWith(`@${play.publication}`)))
    faults.push('another publication’s evidence')
  const end = play.closed?.fact
  if (end === undefined) return faults
  const [got, possible] = addedUp(decisions)
  if (end.percent !== Math.floor((100 * got) / possible)) faults.push(`${end.percent}%, and ${got} of ${possible}`)
  if (end.passed && (end.percent < scenario.passPercent || end.brokenCritical.length > 0)) faults.push('passed wrongly')
  return faults
}

function addedUp(decisions: readonly PlayedDecision[]): readonly [number, number] {
  let [got, possible] = [0, 0]
  for (const { order, choice } of decisions) {
    for (const { marks } of choice.marks) got += marks
    for (const clause of new Set(order.flatMap((one) => one.marks.map((mark) => mark.clause))))
      possible += Math.max(
        ...order.flatMap((one) => one.marks.filter((mark) => mark.clause === clause).map((m) => m.marks)),
      )
  }
  return [got, possible]
}
