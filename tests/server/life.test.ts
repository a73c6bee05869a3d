/** Starting, stopping, the first administrator, content that cannot be published, and putting a backup back. */
import { execFile } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, describe, expect, test } from 'vitest'
import { writeStarter } from '../../src/curriculum/starter.ts'
import { serveAsProcess, type Served } from '../../src/server/as-process.ts'
import { cookieOf, test as withPortal } from '../browser/portal.ts'
import { freePort } from './free-port.ts'

const run = promisify(execFile)
const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-life-'))
  closing.push(() => rm(folder, { recursive: true, force: true }))
  return folder
}

async function serve(folder: string, settings: Readonly<Record<string, string>> = {}): Promise<Served> {
  const content = join(folder, 'content')
  await writeStarter(content)
  const served = await serveAsProcess({
    DATABASE_URL: `file:${join(folder, 'portal.db')}`,
    CONTENT_DIR: content,
    ...settings,
  })
  closing.push(() => served.stop())
  return served
}

interface Ran {
  readonly code: number
  readonly out: string
  readonly told: string
}

/** Runs a command of the portal, as `npm run -s portal --` does. */
async function portal(databaseUrl: string, ...words: readonly string[]): Promise<Ran> {
  const env = { ...process.env, DATABASE_URL: databaseUrl }
  try {
    const { stdout, stderr } = await run(process.execPath, ['src/cli.ts', ...words], { env })
    return { code: 0, out: stdout, told: stderr }
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
    return { code, out: stdout, told: stderr }
  }
}

/** Takes up the link that a new portal prints, and gives the cookie of its first administrator. */
async function administratorOf(served: Served): Promise<string> {
  const link = /http\S+\/invitation\/\S+/.exec(served.said())?.[0] ?? ''
  const password = 'stone river lamp hat'
  const answer = await fetch(`${link}?_action=session.acceptInvitation`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: served.url },
    body: new URLSearchParams({
      token: link.split('/').at(-1) ?? '',
      name: 'Ada',
      email: 'ada@example.com',
      password,
      again: password,
    }),
  })
  return answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}

describe('an empty database', () => {
  test('prints a link that makes the first administrator, once', async () => {
    const served = await serve(await emptyFolder())
    const link = /http\S+\/invitation\/\S+/.exec(served.said())?.[0] ?? ''
    expect(await (await fetch(link)).text()).toContain('first administrator')
    const token = link.split('/').at(-1) ?? ''
    const fields = {
      token,
      name: 'Ada First',
      email: 'ada@example.com',
      password: 'stone river lamp hat',
      again: 'stone river lamp hat',
    }
    const send = (more: Partial<typeof fields> = {}) =>
      fetch(`${link}?_action=session.acceptInvitation`, {
        method: 'POST',
        redirect: 'manual',
        headers: { origin: served.url },
        body: new URLSearchParams({ ...fields, ...more }),
      })
    const weak = await send({ password: 'password1234', again: 'password1234' })
    expect(weak.status).toBe(409)
    // What was typed stands in the fields again, but for the password.
    expect(await weak.text()).toContain('value="Ada First"')
    const answer = await send()
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/admin'])
    const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    expect((await fetch(`${served.url}/admin`, { headers: { cookie } })).status).toBe(200)
    expect([(await fetch(link)).status, (await send()).status]).toEqual([404, 404])
  })

  test('with an administrator prints no link', async () => {
    const folder = await emptyFolder()
    const first = await serve(folder)
    await administratorOf(first)
    await first.stop()
    expect((await serve(folder)).said()).not.toContain('/invitation/')
  })

  test('with faulty content says why nobody can use it, and opens once the content is published', async () => {
    const folder = await emptyFolder()
    const content = join(folder, 'content')
    await writeStarter(content)
    await writeFile(join(content, 'organisation.yaml'), 'name: [')
    const port = String(await freePort())
    const heard: string[] = []
    const settings = { DATABASE_URL: `file:${join(folder, 'portal.db')}`, CONTENT_DIR: content, PORT: port }
    const starting = serveAsProcess(settings, (words) => heard.push(words)).then(
      (served) => served.stop(),
      () => undefined,
    )
    await expect.poll(() => heard.join(''), { timeout: 15_000 }).toContain('Nobody can use the portal yet')
    expect(heard.join('')).toMatch(/organisation\.yaml:\d+: /)
    // Neither what sounds like a portal in use nor a link that would lead nowhere.
    expect(heard.join('')).not.toMatch(/The portal answers at|\/invitation\//)
    const health = await fetch(`http://localhost:${port}/healthz`)
    const page = await fetch(`http://localhost:${port}/`, { redirect: 'manual' })
    expect([health.status, page.status, page.headers.get('retry-after')]).toEqual([503, 503, '5'])
    expect(await page.text()).toContain('Nothing has been published yet')
    await rm(content, { recursive: true })
    await writeStarter(content)
    const url = `file:${join(folder, 'portal.db')}`
    expect(await portal(url, 'publish', '--content', content)).toMatchObject({ code: 0 })
    await expect.poll(() => heard.join(''), { timeout: 15_000 }).toContain('/invitation/')
    const link = /http\S+\/invitation\/[\w-]+/.exec(heard.join(''))?.[0] ?? ''
    expect((await fetch(link)).status).toBe(200)
    const { pid } = JSON.parse(await readFile(join(folder, 'portal.db.owner.json'), 'utf8')) as { pid: number }
    process.kill(pid)
    await starting
  })
})

describe('a portal that runs', () => {
  test('goes on with the last publication when the folder has become faulty', async () => {
    const folder = await emptyFolder()
    await (await serve(folder)).stop()
    await writeFile(join(folder, 'content', 'organisation.yaml'), 'name: [')
    const served = await serve(folder)
    expect(await (await fetch(`${served.url}/healthz`)).json()).toEqual({ status: 'ok', publication: 1, catchingUp: 0 })
    expect(served.said()).toContain('Nothing was published')
  })

  test('tells its administrator of content that was not published, until it is', async () => {
    const folder = await emptyFolder()
    const served = await serve(folder)
    const url = `file:${join(folder, 'portal.db')}`
    const headers = { cookie: await administratorOf(served) }
    const home = async () => (await fetch(`${served.url}/`, { headers })).text()
    const publish = () => portal(url, 'publish', '--content', join(folder, 'content'))
    const organisation = join(folder, 'content', 'organisation.yaml')
    const sound = await readFile(organisation, 'utf8')
    await writeFile(organisation, 'name: [')
    expect((await publish()).code).toBe(1)
    expect(await home()).toContain('The newest content is not in force')
    await writeFile(organisation, sound)
    expect((await publish()).code).toBe(0)
    expect(await home()).not.toContain('The newest content is not in force')
  })

  test('is not put out by the folder of another library', async () => {
    const folder = await emptyFolder()
    await (await serve(folder)).stop()
    const url = `file:${join(folder, 'portal.db')}`
    const served = await serveAsProcess({ DATABASE_URL: url, CONTENT_DIR: 'content' })
    closing.push(() => served.stop())
    expect(await (await fetch(`${served.url}/healthz`)).json()).toMatchObject({ status: 'ok', publication: 1 })
    expect(served.said()).toMatch(/"level":"warning".*shares no standard with publication 1.*publish.*--replace/)
    const refused = await portal(url, 'publish', '--content', 'content', '--json')
    expect([refused.code, JSON.parse(refused.out)]).toEqual([1, { kind: 'another-library', inForce: 1 }])
    expect(refused.told).toMatch(/npm run -s portal -- publish --content \S+ --replace/)
    const replaced = await portal(url, 'publish', '--content', 'content', '--replace')
    expect([replaced.code, replaced.out]).toEqual([0, expect.stringMatching(/Programmes: .* removed \(.+\)/)])
    const back = join(folder, 'content')
    expect(await portal(url, 'publish', '--content', back)).toMatchObject({
      code: 1,
      told: expect.stringContaining(`publish --content ${back} --again`),
    })
    expect(await portal(url, 'publish', '--content', back, '--again')).toMatchObject({
      code: 0,
      out: expect.stringContaining('publication 3 is in force and says what publication 1 said'),
    })
  })

  test('is the one to which the link of an invitation leads', async () => {
    const served = await serve(await emptyFolder())
    // The shell of the command line knows nothing of the port.
    const url = /"database":"([^"]+)"/.exec(served.said())?.[1] ?? ''
    const { out } = await portal(url, 'invite')
    expect(out.trim()).toMatch(new RegExp(`^${served.url}/invitation/`))
    expect((await fetch(out.trim())).status).toBe(200)
    expect((await portal(url, 'where')).out).toContain(`A portal runs on it, at ${served.url}.`)
  })

  test('is not taken for another that is started at its port', async () => {
    const [first, second] = [await emptyFolder(), await emptyFolder()]
    const served = await serve(first)
    const { port } = new URL(served.url)
    await expect(serve(second, { PORT: port })).rejects.toThrow(`Port ${port} is taken by another program`)
  })

  test('is named to whoever starts a second one on its file', async () => {
    const folder = await emptyFolder()
    const served = await serve(folder)
    const url = `file:${join(folder, 'portal.db')}`
    const second = await run(process.execPath, ['src/server.ts'], {
      env: { ...process.env, DATABASE_URL: url, PORT: '0' },
    }).catch((error: unknown) => error)
    expect(second).toMatchObject({ code: 1, stderr: expect.stringContaining(`belongs to process ${served.pid}`) })
  })

  test('ends when asked to, and leaves the file to the next', async () => {
    const folder = await emptyFolder()
    const served = await serve(folder)
    process.kill(served.pid, 'SIGTERM')
    expect(await served.ended).toBe(0)
    expect(await portal(`file:${join(folder, 'portal.db')}`, 'where')).toMatchObject({
      out: expect.stringContaining('No portal runs'),
    })
  })

  withPortal('publishes, verifies, backs up and puts back while people use it', async ({ ownPortal }) => {
    const own = await ownPortal()
    const folder = await emptyFolder()
    const content = join(folder, 'content')
    await cp('content', content, { recursive: true })
    const health = async () => (await (await fetch(`${own.url}/healthz`)).json()) as { publication: number }
    const backup = join(folder, 'backup.db')
    const { head } = JSON.parse((await portal(own.databaseUrl, 'backup', backup, '--json')).out) as {
      head: { sequence: number; hash: string }
    }

    const organisation = join(content, 'organisation.yaml')
    await writeFile(organisation, (await readFile(organisation, 'utf8')).replace(/^name: .*$/m, 'name: Quay & Alder'))
    const published = await portal(own.databaseUrl, 'publish', '--content', content, '--json')
    expect(JSON.parse(published.out)).toMatchObject({
      kind: 'published',
      publication: 4,
      changes: { others: ['organisation'] },
    })
    expect((await health()).publication).toBe(4)
    expect(await (await fetch(`${own.url}/sign-in`)).text()).toContain('Quay &amp; Alder')
    const kept = `${head.sequence}:${head.hash}`
    expect(await portal(own.databaseUrl, 'ledger', 'verify', '--head', kept)).toMatchObject({
      code: 0,
      out: expect.stringContaining(`Proved up to fact ${head.sequence} by the head you gave. What came after it`),
    })
    expect(JSON.parse((await portal(own.databaseUrl, 'rebuild', '--json')).out)).toMatchObject({ changed: false })

    const cookie = await cookieOf('learner', own.url)
    const asked = await portal(own.databaseUrl, 'restore', backup)
    expect(asked.code).toBe(2)
    expect(asked.told).toMatch(/A portal runs on it/)
    expect(asked.told).toMatch(/\d+ facts? (?:is|are) dropped: what was recorded after the backup was made/)
    expect(asked.told).toContain(`Nothing was changed. To go on: npm run -s portal -- restore ${backup} --yes`)
    expect((await health()).publication).toBe(4)
    const restored = await portal(own.databaseUrl, 'restore', backup, '--yes')
    expect(restored.code, restored.told).toBe(0)
    expect((await health()).publication).toBe(3)
    const after = await fetch(`${own.url}/`, { headers: { cookie }, redirect: 'manual' })
    // Everybody is signed out: the copy may hold sessions that were ended since.
    expect(after.headers.get('location')).toBe('/sign-in?to=%2F')
    expect(await (await fetch(`${own.url}/sign-in`)).text()).toContain('Alder &amp; Quay')
  })
})

describe('the command line', () => {
  test.each([
    [['--help'], 0],
    [[], 2],
    [['nonsense'], 2],
    [['check', '--nonsense'], 2],
    [['backup'], 2],
    [['standing', 'a', 'b'], 2],
    [['readiness', '--on', '2026-02-30'], 2],
    [['check'], 0],
  ])('portal %j ends with %i', async (words, code) => {
    const folder = await emptyFolder()
    expect((await portal(`file:${join(folder, 'none.db')}`, ...words)).code).toBe(code)
  })

  test('names a file that is no database', async () => {
    const file = join(await emptyFolder(), 'notes.db')
    await writeFile(file, 'These are notes, not a database. '.repeat(100))
    const read = await portal(`file:${file}`, 'readiness')
    expect(read).toMatchObject({ code: 1, told: `${file} is not a database: it holds something else.\n` })
  })

  test('tells what the demo takes before anything is built', async () => {
    const { stdout } = await run(process.execPath, ['src/launch.js', 'db/seed/demo.ts', '--help'])
    expect(stdout).toContain('npm run demo [-- --fresh]')
  })

  test('tells how a command is used as it is typed', async () => {
    expect((await portal('file:none.db', 'backup')).told).toBe('Use it as: npm run -s portal -- backup FILE [--json]\n')
  })

  test.each([
    'check',
    'coverage',
    'publish',
    'init',
    'backup',
    'restore',
    'rebuild',
    'readiness',
    'standing',
    'invite',
    'where',
  ])('portal %s --help says how it is used', async (command) => {
    const { code, out } = await portal('file:none.db', command, '--help')
    expect([code, out]).toEqual([0, expect.stringContaining(`portal -- ${command}`)])
  })

  withPortal('reads beside a portal that runs', async ({ ownPortal }) => {
    const own = await ownPortal()
    const readiness = JSON.parse((await portal(own.databaseUrl, 'readiness', '--json')).out) as { teams: unknown[] }
    expect(readiness.teams).toHaveLength(9)
    const table = (await portal(own.databaseUrl, 'readiness')).out
    expect(table).toMatch(/^ *Contact centre +\d+% +\d+ of \d+( +(\d+%|-))+$/m)
    expect(table).toMatch(/^1 {2}\S/m)
    const standing = JSON.parse((await portal(own.databaseUrl, 'standing', 'holder@demo.test', '--json')).out)
    expect(standing.standings).toContainEqual(
      expect.objectContaining({ programme: 'telephone-adviser', kind: 'certified', ready: true }),
    )
  })
})
