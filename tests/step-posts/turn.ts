/** A player at the portal: posts, reads the answer as a browser would, and holds it against the model. */
import { type Chance } from '../bench/people/chance.ts'
import { acknowledged, placeIn, verdictOn, type KnownPlay, type Player, type Verdict } from './plain-model.ts'
import { form, send, type Answer, type Sent } from './wire.ts'

export interface Run {
  readonly port: number
  readonly players: readonly Player[]
  readonly scenarios: readonly string[]
  /** Settles when the portal answers; it is killed in between. */
  up(): Promise<unknown>
  /** How many times it was killed so far. */
  kills(): number
  /** The place of the reply that earns most where a play stands. */
  best(play: KnownPlay): Promise<number | undefined>
  /** Posts so far, by what they were. */
  readonly counts: Map<string, number>
  readonly statuses: Map<number, number>
  readonly faults: string[]
}

export interface Fields {
  readonly scenario?: string
  readonly play?: string
  readonly decision?: string
  readonly reply?: string
}

/** What an answer says, whichever way it was asked. */
interface Heard {
  readonly verdict: Verdict
  /** Where an accepted post leads to. */
  readonly goTo: string
  readonly status: number
}

export class Turn {
  readonly run: Run
  readonly player: Player
  readonly chance: Chance
  readonly #what: string

  constructor(run: Run, player: Player, chance: Chance, what: string) {
    this.run = run
    this.player = player
    this.chance = chance
    this.#what = what
  }

  fault(says: string): void {
    this.run.faults.push(`${this.#what} of ${this.player.person}: ${says}`)
  }

  /** Sends once; when the portal was killed meanwhile, again until it answers, as a person would. */
  async send(sent: Sent): Promise<Answer> {
    const { run } = this
    const whole: Sent = {
      ...sent,
      headers: { cookie: this.player.cookie, origin: `http://localhost:${run.port}`, ...sent.headers },
    }
    for (let tries = 0; ; tries += 1) {
      const kills = run.kills()
      if (sent.method !== 'GET') run.counts.set(this.#what, (run.counts.get(this.#what) ?? 0) + 1)
      const answer = await send(run.port, whole)
      if (answer.kind === 'answered') {
        run.statuses.set(answer.status, (run.statuses.get(answer.status) ?? 0) + 1)
        if (answer.status >= 500) this.fault(`${answer.status} for ${inWords(sent)}`)
        return answer
      }
      if (sent.cut !== undefined) return answer
      await run.up()
      // A kept connection may have been ended by the server while the request was on its way.
      if (run.kills() === kills && tries >= 5) {
        this.fault(`no answer for ${inWords(sent)}`)
        return answer
      }
    }
  }

  async hear(sent: Sent): Promise<Heard> {
    const answer = await this.send(sent)
    if (answer.kind === 'silent') return { verdict: 'refused', goTo: '', status: 0 }
    const { status, location, text } = answer
    // Asked by a script, the portal answers in words of its own, among which is where to go.
    const goTo =
      status === 200 ? (/\/scenarios\/[\w-]+(?:\/practise|\/plays\/\w+(?:\/debrief)?)/.exec(text)?.[0] ?? '') : location
    const leadsOn = status === 303 && !location.startsWith('/sign-in') && !location.endsWith('?late=reply')
    const isAccepted = leadsOn || (status === 200 && sent.path.startsWith('/_actions/'))
    return { verdict: isAccepted ? 'accepted' : 'refused', goTo, status }
  }

  /** The form of a reply, posted where the play stands. */
  replyForm({ id, scenario }: Pick<KnownPlay, 'id' | 'scenario'>, decision: string, reply: string): Sent {
    return {
      path: `/scenarios/${scenario}/plays/${id}?_action=scenarios.reply`,
      headers: { 'content-type': form },
      body: fieldsOf({ scenario, play: id, decision, reply }),
    }
  }

  /** Posts a reply of one's own in any of the ways that say something, and notes what came of it. */
  async reply(play: KnownPlay, decision: string, reply: string, sent = this.replyForm(play, decision, reply)) {
    const [at, place] = [placeIn(decision), placeIn(reply)]
    const expected = verdictOn(play, at, place)
    const heard = await this.hear(sent)
    if (expected !== 'either' && heard.verdict !== expected)
      this.fault(
        `${heard.status} ${heard.goTo}, where it should be ${expected}: ${inWords(sent)} after ${play.said.join()}`,
      )
    this.take(play, at, place, heard)
    return heard
  }

  take(play: KnownPlay, decision: number, reply: number, { verdict, goTo }: Heard): void {
    if (verdict === 'refused') return
    const isOver = goTo.endsWith('/debrief')
    acknowledged(play, decision, reply, isOver)
    if (isOver !== play.over) this.fault(`an accepted reply leads to ${goTo}, after ${play.said.join()}`)
  }

  /** Posts what must change nothing. */
  async mustBeRefused(sent: Sent): Promise<void> {
    const heard = await this.hear(sent)
    if (heard.verdict !== 'refused') this.fault(`${heard.status} ${heard.goTo} for ${inWords(sent)}`)
  }

  startForm(scenario: string): Sent {
    return {
      path: `/scenarios/${scenario}?_action=scenarios.start`,
      headers: { 'content-type': form },
      body: fieldsOf({ scenario }),
    }
  }

  /** Begins a play, or goes on with the one that is open. */
  async start(scenario: string): Promise<KnownPlay | undefined> {
    return this.began(scenario, await this.hear(this.startForm(scenario)))
  }

  began(scenario: string, { goTo, status }: Heard): KnownPlay | undefined {
    const [, named, id] = /^\/scenarios\/([\w-]+)\/plays\/(\w+)$/.exec(goTo) ?? []
    if (id === undefined || named !== scenario) {
      this.fault(`a start of ${scenario} answered ${status} ${goTo}`)
      return undefined
    }
    const open = this.player.plays.find((play) => play.scenario === scenario && !play.over)
    if (open !== undefined) {
      if (open.id !== id) this.fault(`a second play of ${scenario} beside an open one`)
      return open
    }
    if (this.player.plays.some((play) => play.id === id)) this.fault(`a play that was over is begun again`)
    const begun: KnownPlay = { id, scenario, said: [], over: false }
    this.player.plays.push(begun)
    return begun
  }
}

export function fieldsOf(fields: Fields): string {
  return new URLSearchParams({ ...fields }).toString()
}

function inWords({ path, body = '', headers = {} }: Sent): string {
  return `${path.slice(0, 120)} ${headers['content-type'] ?? ''} ${body.toString('utf8').slice(0, 160)}`
}
