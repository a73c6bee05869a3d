/** What is posted, valid and not, and how often. Each deed knows what must come of it. */
import type { Chance } from '../bench/people/chance.ts'
import { multipart, oddCookies, oddDeeds, oddIds, oddPaths, oddPlaces, spoiledBodies } from './nonsense.ts'
import { openPlays, placeIn, type KnownPlay } from './plain-model.ts'
import { fieldsOf, type Turn } from './turn.ts'
import { form, type Sent } from './wire.ts'

type Deed = (turn: Turn) => Promise<unknown>

function nextOf(play: KnownPlay): string {
  return String(play.said.length + 1)
}

/** A reply that is surely open, now and then one that may be. */
function someReply(chance: Chance): string {
  return String(chance.percent(75) ? chance.between(1, 2) : 3)
}

/** With a play of one's own that is open, begun if there is none. */
function onOpenPlay(deed: (turn: Turn, play: KnownPlay) => Promise<unknown>): Deed {
  return async (turn) => {
    const { player, chance, run } = turn
    const open = openPlays(player)
    const play =
      open.length > 0 && chance.percent(95) ? chance.oneOf(open) : await turn.start(chance.oneOf(run.scenarios))
    if (play !== undefined) await deed(turn, play)
  }
}

/** With a decision of one's own that was made lately, also in a play that is over. */
function onPastDecision(deed: (turn: Turn, play: KnownPlay, at: number, said: number) => Promise<unknown>): Deed {
  return async (turn) => {
    const spoken = turn.player.plays.slice(-12).filter(({ said }) => said.length > 0)
    if (spoken.length === 0) return
    const play = turn.chance.oneOf(spoken)
    const at = turn.chance.between(1, play.said.length)
    await deed(turn, play, at, play.said[at - 1] ?? 0)
  }
}

function fieldsFor(play: KnownPlay) {
  return { scenario: play.scenario, play: play.id, decision: nextOf(play), reply: '1' }
}

function addressOf(play: KnownPlay): string {
  return `/scenarios/${play.scenario}/plays/${play.id}`
}

function formAt(path: string, fields: Readonly<Record<string, string>>): Sent {
  return { path, headers: { 'content-type': form }, body: fieldsOf(fields) }
}

const deeds: Readonly<Record<string, { readonly share: number; readonly does: Deed }>> = {
  'a reply': {
    share: 46,
    does: onOpenPlay(async (turn, play) => {
      const best = turn.player.isClever ? await turn.run.best(play) : undefined
      await turn.reply(play, nextOf(play), best === undefined ? someReply(turn.chance) : String(best))
    }),
  },
  'a reply in parts': {
    share: 2,
    does: onOpenPlay((turn, play) => {
      const fields = { ...fieldsFor(play), reply: someReply(turn.chance) }
      const sent = { path: turn.replyForm(play, '', '').path, ...multipart(fields) }
      return turn.reply(play, fields.decision, fields.reply, sent)
    }),
  },
  'a reply by a script, or from another page': {
    share: 6,
    does: onOpenPlay((turn, play) => {
      const [decision, reply] = [nextOf(play), someReply(turn.chance)]
      const sent = turn.replyForm(play, decision, reply)
      const ways: readonly Sent[] = [
        { ...sent, headers: { ...sent.headers, accept: 'application/json' } },
        { ...sent, path: '/_actions/scenarios.reply' },
        { ...sent, path: '/?_action=scenarios.reply' },
        { ...sent, path: '/help?_action=scenarios.reply' },
      ]
      return turn.reply(play, decision, reply, turn.chance.oneOf(ways))
    }),
  },
  'the same again': {
    share: 6,
    does: onPastDecision((turn, play, at, said) => turn.reply(play, String(at), String(said))),
  },
  'another at a decision that is past': {
    share: 6,
    does: onPastDecision((turn, play, at, said) => turn.reply(play, String(at), String((said % 4) + 1))),
  },
  'a decision to come': {
    share: 3,
    does: onOpenPlay((turn, play) => turn.reply(play, String(play.said.length + turn.chance.between(2, 9)), '1')),
  },
  'after the end': {
    share: 3,
    async does(turn) {
      const over = turn.player.plays.findLast((play) => play.over)
      if (over !== undefined) await turn.reply(over, nextOf(over), someReply(turn.chance))
    },
  },
  'a reply that is no place': {
    share: 4,
    does: onOpenPlay((turn, play) => turn.reply(play, nextOf(play), turn.chance.oneOf(oddPlaces))),
  },
  'a decision that is no place': {
    share: 3,
    does: onOpenPlay((turn, play) => turn.reply(play, turn.chance.oneOf(oddPlaces), someReply(turn.chance))),
  },
  'fields left out': {
    share: 2,
    does: onOpenPlay(async (turn, play) => {
      // Which scenario it is follows from the play, but a form that lacks it is none of ours.
      const kept = Object.entries(fieldsFor(play)).filter(() => turn.chance.percent(60))
      if (kept.length < 4) await turn.mustBeRefused(formAt(turn.replyForm(play, '', '').path, Object.fromEntries(kept)))
    }),
  },
  // Of a field that is sent twice, the first is taken.
  'fields sent twice': {
    share: 1,
    does: onOpenPlay((turn, play) => {
      const sent = turn.replyForm(play, nextOf(play), '1')
      const body = `${sent.body?.toString()}&reply=2&decision=1&play=x&__proto__=1&constructor=2`
      return turn.reply(play, nextOf(play), '1', { ...sent, body })
    }),
  },
  'a play of somebody else': {
    share: 5,
    async does(turn) {
      const { run, player, chance } = turn
      const other = chance.oneOf(run.players)
      const theirs = openPlays(other).at(-1) ?? other.plays.at(-1)
      if (other === player || theirs === undefined) return
      const sent = turn.replyForm(theirs, nextOf(theirs), '1')
      const paths = [sent.path, '/?_action=scenarios.reply', '/_actions/scenarios.reply']
      await turn.mustBeRefused({ ...sent, path: chance.oneOf(paths) })
      // With a play of one's own in the fields, at the address of somebody else's.
      const own = openPlays(player)[0]
      if (own !== undefined) await turn.mustBeRefused({ ...turn.replyForm(own, nextOf(own), '1'), path: sent.path })
    },
  },
  'a play that is not there': {
    share: 3,
    does(turn) {
      const fields = { scenario: turn.chance.oneOf(turn.run.scenarios), decision: '1', reply: '1' }
      return turn.mustBeRefused(formAt('/?_action=scenarios.reply', { ...fields, play: turn.chance.oneOf(oddIds) }))
    },
  },
  'an address that is not there': {
    share: 2,
    does(turn) {
      const [scenario, play] = [turn.chance.oneOf(oddPaths), turn.chance.oneOf(oddPaths)]
      const path = `/scenarios/${scenario}/plays/${play}?_action=scenarios.reply`
      return turn.mustBeRefused(formAt(path, { scenario, play, decision: '1', reply: '1' }))
    },
  },
  'a deed that is not there': {
    share: 1,
    does: onOpenPlay((turn, play) => {
      const { path, ...sent } = turn.replyForm(play, nextOf(play), '1')
      const where = turn.chance.percent(50) ? path.replace(/=.*/, '=') : '/_actions/'
      return turn.send({ ...sent, path: where + turn.chance.oneOf(oddDeeds) })
    }),
  },
  'a start': { share: 4, does: (turn) => turn.start(turn.chance.oneOf(turn.run.scenarios)) },
  'a start of nothing': {
    share: 2,
    does: (turn) =>
      turn.mustBeRefused(formAt('/scenarios?_action=scenarios.start', { scenario: turn.chance.oneOf(oddIds) })),
  },
  'from another site': {
    share: 2,
    does: onOpenPlay((turn, play) => {
      const own = `http://localhost:${turn.run.port}`
      const origin = turn.chance.oneOf(['http://evil.example', 'null', '', `${own}.evil.example`, `${own}/`])
      const sent = turn.replyForm(play, nextOf(play), '1')
      return turn.mustBeRefused({ ...sent, headers: { ...sent.headers, origin } })
    }),
  },
  'without a session': {
    share: 3,
    does: onOpenPlay((turn, play) => {
      const sent = turn.replyForm(play, nextOf(play), '1')
      const cookie = turn.chance.oneOf(oddCookies(turn.player.cookie))
      return turn.mustBeRefused({ ...sent, headers: { ...sent.headers, cookie } })
    }),
  },
  'a body that is cut': {
    share: 2,
    does: onOpenPlay((turn, play) => turn.send({ ...turn.replyForm(play, nextOf(play), '1'), cut: 'short' })),
  },
  'a reply whose answer nobody hears, and again': {
    share: 2,
    does: onOpenPlay(async (turn, play) => {
      const [decision, reply] = [nextOf(play), String(turn.chance.between(1, 2))]
      await turn.send({ ...turn.replyForm(play, decision, reply), cut: 'unheard' })
      await turn.reply(play, decision, reply)
    }),
  },
  'what is no form': {
    share: 5,
    does: onOpenPlay((turn, play) => {
      const { path } = turn.replyForm(play, '', '')
      const spoiled = turn.chance.oneOf(spoiledBodies(fieldsFor(play)))
      return turn.mustBeRefused({ path: turn.chance.percent(30) ? '/_actions/scenarios.reply' : path, ...spoiled })
    }),
  },
  'one reply several times at once': {
    share: 3,
    does: onOpenPlay(async (turn, play) => {
      const [decision, reply] = [nextOf(play), String(turn.chance.between(1, 2))]
      const sent = turn.replyForm(play, decision, reply)
      const heard = await Promise.all(Array.from({ length: turn.chance.between(2, 6) }, () => turn.hear(sent)))
      for (const one of heard) {
        if (one.verdict === 'refused') turn.fault(`${one.status} for one of several, after ${play.said.join()}`)
        turn.take(play, placeIn(decision), placeIn(reply), one)
      }
    }),
  },
  'several replies at once': {
    share: 3,
    does: onOpenPlay(async (turn, play) => {
      const decision = nextOf(play)
      const replies = ['1', '2', '3', '1', '2'].slice(0, turn.chance.between(2, 5))
      const heard = await Promise.all(replies.map((reply) => turn.hear(turn.replyForm(play, decision, reply))))
      const said = new Set(replies.filter((_, at) => heard[at]?.verdict === 'accepted'))
      if (said.size !== 1) turn.fault(`${said.size} of ${replies.join()} stand, after ${play.said.join()}`)
      heard.forEach((one, at) => turn.take(play, placeIn(decision), placeIn(replies[at] ?? ''), one))
    }),
  },
  'this decision and the next at once': {
    share: 2,
    does: onOpenPlay(async (turn, play) => {
      const now = play.said.length + 1
      const [first, second] = await Promise.all([
        turn.hear(turn.replyForm(play, String(now), '1')),
        turn.hear(turn.replyForm(play, String(now + 1), '2')),
      ])
      if (first.verdict === 'refused') turn.fault(`${first.status} beside the next, after ${play.said.join()}`)
      if (second.verdict === 'refused') return turn.take(play, now, 1, first)
      play.said.push(1)
      turn.take(play, now + 1, 2, second)
    }),
  },
  'starts at once': {
    share: 1,
    async does(turn) {
      const scenario = turn.chance.oneOf(turn.run.scenarios)
      const starts = Array.from({ length: turn.chance.between(2, 5) }, () => turn.hear(turn.startForm(scenario)))
      for (const heard of await Promise.all(starts)) turn.began(scenario, heard)
    },
  },
  'practice beside it': {
    share: 3,
    async does(turn) {
      const { chance } = turn
      const page = `/scenarios/${chance.oneOf(turn.run.scenarios)}/practise`
      const shown = await turn.send({ path: page, method: 'GET' })
      const text = shown.kind === 'answered' ? shown.text : ''
      const offered = [...text.matchAll(/name="choice" value="([\w-]+)"/g)].map(([, id]) => id ?? '')
      const fields = {
        scenario: page.split('/')[2] ?? '',
        deed: chance.oneOf(['say', 'say', 'say', 'step-back', 'start-over', 'undo', '__proto__', '']),
        decision: chance.percent(70) ? (/data-decision="(\d+)"/.exec(text)?.[1] ?? '1') : chance.oneOf(oddPlaces),
        choice: offered.length > 0 && chance.percent(70) ? chance.oneOf(offered) : chance.oneOf(oddIds),
      }
      await turn.send(formAt(`${page}?_action=scenarios.rehearse`, fields))
    },
  },
  'a look at where it stands': {
    share: 4,
    async does(turn) {
      const play = turn.player.plays.length === 0 ? undefined : turn.chance.oneOf(turn.player.plays.slice(-6))
      if (play === undefined) return
      const page = await turn.send({ path: addressOf(play), method: 'GET' })
      // What stands on its stage, as the script asks for it.
      await turn.send({ path: addressOf(play), method: 'GET', headers: { accept: 'application/json' } })
      const debrief = await turn.send({ path: `${addressOf(play)}/debrief`, method: 'GET' })
      if (page.kind === 'silent' || debrief.kind === 'silent') return turn.fault('a page that does not come')
      const said = /class="replies"[^>]*data-decision="(\d+)"/.exec(page.text)?.[1]
      const stands = play.over
        ? page.status === 303 && debrief.status === 200
        : page.status === 200 && said === nextOf(play) && debrief.status === 303
      if (!stands) turn.fault(`${page.status}, decision ${said}, debrief ${debrief.status}, after ${play.said.join()}`)
    },
  },
}

const names = Object.entries(deeds).flatMap(([name, { share }]) => Array.from({ length: share }, () => name))

/** The name of what is done next. */
export function drawn(chance: Chance): string {
  return chance.oneOf(names)
}

export function deedNamed(name: string): Deed {
  const deed = deeds[name]
  if (deed === undefined) throw new RangeError(`there is no deed ${name}`)
  return deed.does
}
