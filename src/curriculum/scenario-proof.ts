/** What is proved of a scenario before it is published: every play of it is walked, and what is wrong is told with a play. */
import type { SceneId } from '../domain/ids.ts'
import { mostPlaces, type Path } from '../domain/scenario-places.ts'
import { walk, type Walked, type WayAt } from '../domain/scenario-walk.ts'
import { sceneOf, type Effect, type Scenario, type Scene, type Way } from '../domain/scenario.ts'
import type { Reading } from './reading.ts'
import type { Head } from './scenario-head.ts'
import { pathInWords } from './scenario-path.ts'
import { tellGuessable, tellNames, tellScores } from './scenario-slips.ts'
import type { Found } from './scenes.ts'
import { choiceInWords } from './way-attributes.ts'

/** What is known of where a scenario stands in its file. */
export interface Whereabouts {
  readonly found: Found
  readonly isSure: Head['isSure']
  /** The line of a field of the front matter. */
  readonly lineOf: (field: string) => number
}

/** Fewer decisions tell little, and more are a film. */
const usualDecisions = { fewest: 3, most: 12 }

export function proveScenario(scenario: Scenario, where: Whereabouts, reading: Reading): void {
  const { found, isSure } = where
  tellScores(scenario, where, reading)
  tellGuessable(scenario, where, reading)
  // What cannot be read whole is told where it stands; what would follow from it would only be told wrongly.
  const isWhole = scenario.scenes.length > 0 && found.unsound.size === 0 && isSure.names && isSure.clauses
  if (!isWhole) return
  tellNames(scenario, where, reading)
  const walked = walk(scenario)
  if (walked.kind === 'walked') {
    new Telling(scenario, walked, where, reading).all()
    return
  }
  if (walked.what === 'places')
    reading.fault(
      1,
      `the scenario has more than ${mostPlaces.toLocaleString('en-GB')} places that a play can come to`,
      'Use fewer flags and counters, or let them count less.',
    )
  else
    reading.fault(
      where.lineOf('minima'),
      'the marks on the clauses of minima add up in too many ways to tell whether a weak play fails',
      'Ask for a least percent on fewer clauses, or score them in fewer scenes.',
    )
}

class Telling {
  readonly #scenario: Scenario
  readonly #walked: Walked
  readonly #where: Whereabouts
  readonly #reading: Reading

  constructor(scenario: Scenario, walked: Walked, where: Whereabouts, reading: Reading) {
    this.#scenario = scenario
    this.#walked = walked
    this.#where = where
    this.#reading = reading
  }

  all(): void {
    this.#tellWays()
    const { stuck, round, undecided, endings, total } = this.#walked
    // A play that goes no further may be all that is wrong with what lies beyond.
    if (stuck !== undefined) return
    this.#tellUnseen()
    if (round !== undefined || undecided !== undefined) return
    if (endings.size === 0) {
      this.#reading.fault(
        1,
        'no play comes to an end',
        'Write a scene with <End outcome="kept">…</End>, and lead to it.',
      )
      return
    }
    if (total !== undefined) this.#tellShares(total)
    this.#tellLength()
  }

  /** What is written and nobody ever sees, or sees without any difference. */
  #tellUnseen(): void {
    const { reached, neverOpen, alwaysOpen, idle } = this.#walked
    const unreached = this.#scenario.scenes.filter(({ id }) => !reached.has(id))
    // What only follows upon one of them is not told as well.
    const following = new Set([
      ...unreached.flatMap((scene) => waysOf(scene).flatMap(({ to }) => (to === scene.id ? [] : [to]))),
      ...neverOpen.flatMap(({ scene, way }) => waysOf(sceneOf(this.#scenario, scene))[way]?.to ?? []),
    ])
    const roots = unreached.filter(({ id }) => !following.has(id))
    for (const { id, title } of roots.length > 0 || neverOpen.length > 0 ? roots : unreached.slice(0, 1))
      this.#reading.fault(
        this.#lineOfScene(id),
        `no play comes to the scene “${title}”`,
        'Lead to it from another scene, or delete it.',
      )
    for (const at of neverOpen) {
      const { turn } = sceneOf(this.#scenario, at.scene)
      const isGo = turn.kind === 'leads-on'
      const before = isGo && turn.ways[at.way]?.conditions.length === 0
      this.#reading.fault(
        this.#lineOfWay(at),
        `no play ${isGo ? 'goes' : 'opens'} ${this.#named(at)}`,
        before
          ? 'One of those before it is always open: delete it, or ask more of them.'
          : 'Whenever it is met, its if="…" does not hold: mend that, or delete it.',
      )
    }
    for (const at of alwaysOpen)
      this.#reading.warn(
        this.#lineOfWay(at),
        `${this.#named(at)} is open in every play, in spite of its condition`,
        'Delete the if="…", or ask for something that can be otherwise.',
      )
    for (const at of idle)
      this.#reading.warn(
        this.#lineOfWay(at),
        `${written(at.effect)} of ${this.#named(at)} changes nothing in any play`,
        'Delete it: it is so already whenever this is chosen.',
      )
  }

  /** Plays that go wrong on their way. */
  #tellWays(): void {
    const { round, stuck, alone, barren, doomed, undecided, fatalEndsWell } = this.#walked
    this.#tell(
      round,
      (path) => `a play can go round for ever: ${path}`,
      'Bound it by a counter: set="patience-1" on the way, and if="patience>0" where it turns back.',
    )
    this.#tell(
      stuck,
      (path, title) => `a play stands still at “${title}”, where no choice is open: ${path}`,
      'Leave a choice without a condition.',
    )
    this.#tell(
      stuck === undefined ? alone : undefined,
      (path, title) => `a play comes to “${title}” with a single choice open: ${path}`,
      'Open a second choice in that state, or lead on by <Go>.',
    )
    this.#tell(
      doomed,
      (path, title) => `a play comes to “${title}” where each open choice is fatal: ${path}`,
      'Leave a way out: open a choice that breaks nothing critical.',
    )
    this.#tell(
      barren,
      (path, title) => `a play comes to “${title}” where no open choice earns anything: ${path}`,
      'Open a choice there that earns marks, or lead on by <Go>.',
    )
    this.#tell(
      undecided,
      (path) => `a play ends before anything is decided: ${path}`,
      'Put a decision before the ending.',
    )
    this.#tell(
      fatalEndsWell,
      (path, title) => `a play breaks a critical clause and ends well at “${title}”: ${path}`,
      'Let it end as lost, harmed or stopped.',
    )
  }

  #tell(path: Path | undefined, says: (path: string, title: string) => string, mend: string): void {
    const last = path?.at(-1)
    if (path === undefined || last === undefined) return
    const { id, title } = sceneOf(this.#scenario, last.scene)
    this.#reading.fault(this.#lineOfScene(id), says(pathInWords(path), title), mend)
  }

  #tellShares(total: NonNullable<Walked['total']>): void {
    const { passPercent, minima } = this.#scenario
    const { weakest, clauses } = this.#walked
    const line = this.#where.lineOf('pass_percent')
    const isBeyondReach = minima.some(({ clause, percent }) => (clauses.get(clause)?.most ?? 100) < percent)
    if (weakest === undefined && !isBeyondReach)
      this.#reading.fault(
        minima.length === 0 ? line : this.#where.lineOf('minima'),
        minima.length === 0
          ? 'every play breaks something critical'
          : 'no play breaks nothing critical and reaches the least percent on every clause',
        'Let one way to an end keep everything that is critical.',
      )
    if (total.most < 100)
      this.#reading.fault(
        line,
        `the best play earns ${total.most}%: ${pathInWords(total.best)}`,
        'Let one way earn everything that is to be had on it.',
      )
    if (weakest !== undefined && weakest.percent >= passPercent) {
      const kept = minima.length === 0 ? '' : ' and reaches its minima'
      this.#reading.fault(
        line,
        `the worst play that breaks nothing critical${kept} earns ${weakest.percent}% and passes: ${pathInWords(weakest.path)}`,
        'Ask for more per cent, or give weak choices fewer marks.',
      )
    }
    for (const { clause, percent } of minima) {
      const range = clauses.get(clause)
      if (range === undefined) continue
      if (range.most < percent)
        this.#reading.fault(
          this.#where.lineOf('minima'),
          `${percent}% on ${clause} cannot be reached: the best play earns ${range.most}%, ${pathInWords(range.best)}`,
          'Ask for less, or give its best choices more marks.',
        )
      else if (range.least >= percent)
        this.#reading.warn(
          this.#where.lineOf('minima'),
          `no play comes under ${percent}% on ${clause}: the worst earns ${range.least}%`,
          'Ask for more, or leave it out of minima.',
        )
    }
  }

  #tellLength(): void {
    const { fewest, most } = this.#walked.decisions
    if (fewest >= usualDecisions.fewest && most <= usualDecisions.most) return
    this.#reading.warn(
      1,
      `a play takes ${fewest === most ? most : `${fewest} to ${most}`} decisions`,
      'Five to nine are what people can follow and learn from.',
    )
  }

  #lineOfScene(id: SceneId): number {
    return this.#where.found.scenes.get(id) ?? 1
  }

  #lineOfWay({ scene, way }: WayAt): number {
    return this.#where.found.ways.get(`${scene}/${way}`) ?? this.#lineOfScene(scene)
  }

  #named({ scene, way }: WayAt): string {
    const { title, turn } = sceneOf(this.#scenario, scene)
    if (turn.kind === 'decision') return choiceInWords(turn.choices[way]?.id ?? '', title)
    return turn.kind === 'leads-on' ? `the <Go> of “${title}” to ${turn.ways[way]?.to ?? ''}` : title
  }
}

function waysOf({ turn }: Scene): readonly Way[] {
  return turn.kind === 'decision' ? turn.choices : turn.kind === 'leads-on' ? turn.ways : []
}

/** An effect as it is written. */
function written(effect: Effect): string {
  if (effect.kind === 'flag') return `${effect.to ? '' : '-'}${effect.flag}`
  return `${effect.counter}${effect.by < 0 ? '' : '+'}${effect.by}`
}
