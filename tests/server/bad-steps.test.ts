/** Plays of scenarios over HTTP when something has become of the person, of the scenario, or of the address. */
import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { factsAbout } from '../../db/ledger.ts'
import { closeDatabase, openDatabase } from '../../db/open.ts'
import { serveAsProcess } from '../../src/server/as-process.ts'
import { recordEmployment } from '../../src/workflows/record-employment.ts'
import { todayIn } from '../../src/workflows/today-in.ts'
import { cookieOf, portal } from '../browser/portal.ts'
import { contentWithScenario, scenario } from '../browser/scenario-content.ts'
import { copyOf, databaseIn, forget } from '../seeded.ts'
import { oddPaths } from '../step-posts/nonsense.ts'
import { form, send, type Answer } from '../step-posts/wire.ts'

type Answered = Extract<Answer, { kind: 'answered' }>

async function ask(url: string, path: string, cookie: string, fields?: Readonly<Record<string, string>>) {
  const headers = { cookie, ...(fields !== undefined && { origin: url, 'content-type': form }) }
  const body = new URLSearchParams({ ...fields }).toString()
  const method = fields === undefined ? 'GET' : 'POST'
  return (await send(Number(new URL(url).port), { path, method, headers, body })) as Answered
}

/** The learner of a portal of one's own has begun a play there; `after` serves the same database again. */
async function begun() {
  const [folder, content] = [await copyOf(portal), await contentWithScenario()]
  onTestFinished(() => Promise.all([forget(folder), rm(content, { recursive: true })]).then(() => undefined))
  const serve = () => serveAsProcess({ DATABASE_URL: databaseIn(folder), CONTENT_DIR: content })
  const server = await serve()
  onTestFinished(() => server.stop())
  const cookie = await cookieOf('learner', server.url)
  const started = await ask(server.url, `/scenarios/${scenario}?_action=scenarios.start`, cookie, { scenario })
  const address = started.location
  const fields = (decision: number, reply: number) => ({
    scenario,
    play: address.split('/').at(-1) ?? '',
    decision: String(decision),
    reply: String(reply),
  })
  return {
    server,
    cookie,
    address,
    content,
    url: databaseIn(folder),
    reply: (url: string, decision: number, reply: number) =>
      ask(url, `${address}?_action=scenarios.reply`, cookie, fields(decision, reply)),
    async after(change: () => Promise<unknown>) {
      await server.stop()
      await change()
      const again = await serve()
      onTestFinished(() => again.stop())
      return again.url
    },
    async facts() {
      const db = await openDatabase(databaseIn(folder), { readOnly: true })
      const kinds = (await factsAbout(db.reader, fields(1, 1).play)).map(({ fact }) => fact.kind)
      await closeDatabase(db)
      return kinds
    },
  }
}

describe('a reply in a play', () => {
  test('of somebody who has left meanwhile leads to the door, and says nothing', async () => {
    const { url, reply, after, facts, cookie, address } = await begun()
    const again = await after(async () => {
      const db = await openDatabase(url)
      const now = Temporal.Now.instant()
      const person = portal.people['learner']!
      const from = await todayIn(db, now)
      const outcome = await recordEmployment(db, { by: null, person, employed: false, from }, now)
      await closeDatabase(db)
      expect(outcome.kind).toBe('recorded')
    })
    expect(await reply(again, 1, 1)).toMatchObject({ status: 303, location: expect.stringMatching(/^\/sign-in\?to=/) })
    expect(await ask(again, address, cookie)).toMatchObject({
      status: 303,
      location: expect.stringMatching(/^\/sign-in/),
    })
    expect(await facts()).toEqual(['scenario-started'])
  })

  test('goes on to its debrief when the scenario is taken from the folder, which nobody begins any more', async () => {
    const { reply, after, facts, cookie, address, content } = await begun()
    const again = await after(() =>
      rename(join(content, 'scenarios', `${scenario}.mdx`), join(content, 'scenarios', 'another-line.mdx')),
    )
    expect((await ask(again, `/scenarios/${scenario}`, cookie)).status).toBe(404)
    expect((await ask(again, `/scenarios/${scenario}/practise`, cookie)).status).toBe(404)
    const start = await ask(again, '/scenarios?_action=scenarios.start', cookie, { scenario })
    expect(start.status).toBe(404)
    expect((await ask(again, address, cookie)).text).toContain('Decision 1')
    for (let decision = 1, goesOn = true; goesOn; decision += 1) {
      const { status, location } = await reply(again, decision, 1)
      expect(status).toBe(303)
      goesOn = !location.endsWith('/debrief')
    }
    expect((await ask(again, `${address}/debrief`, cookie)).status).toBe(200)
    expect((await facts()).at(-1)).toBe('scenario-closed')
  })
})

describe('an address of scenarios', () => {
  test('that is not there is told as missing, however it is written', async () => {
    const cookie = await cookieOf('learner')
    const [known = ''] = portal.scenarios
    const answers: (readonly [string, number])[] = []
    for (const odd of oddPaths) {
      for (const path of [odd, `${odd}/practise`, `${odd}/map`, `${known}/plays/${odd}`, `${odd}/plays/${odd}/debrief`])
        answers.push([path, (await ask(portal.url, `/scenarios/${path}`, cookie)).status])
    }
    expect(answers.filter(([, status]) => status >= 500)).toEqual([])
    // One way to write an address leads to a page that is there: `/scenarios/.` is `/scenarios`.
    const shown = answers.filter(([, status]) => status === 200).map(([path]) => path)
    expect(shown.filter((path) => !/^(?:|\.|\.\.|%2e%2e|\/\/)(?:$|\/)/i.test(path))).toEqual([])
  })

  test('of a play takes no odd words after it for a reply', async () => {
    const play = portal.plays.find(({ closed }) => !closed)!
    const person = Object.entries(portal.people).find(([, id]) => id === play.person)?.[0] ?? ''
    const cookie = await cookieOf(person)
    const plain = await ask(portal.url, `/scenarios/${play.scenario}/plays/${play.id}`, cookie)
    expect(plain.status).toBe(200)
    for (const query of [
      'decision=__proto__',
      'chosen=1-2-3',
      'decision=1e9&chosen=-1',
      'late=%00',
      `x=${'y'.repeat(5_000)}`,
    ]) {
      const { status, text } = await ask(portal.url, `/scenarios/${play.scenario}/plays/${play.id}?${query}`, cookie)
      expect([query, status, text.includes(' checked')]).toEqual([query, 200, false])
    }
  })
})
