/**
 * The same door before a real libSQL server, found by the path in SQLD or as the package
 * `@sqld/<platform>`. Where there is none, one test says so.
 */
import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createClient } from '@libsql/client'
import { describe, expect, onTestFinished, test } from 'vitest'
import { restoreFile } from '../../db/backup.ts'
import { factsOf, headOfLedger, record, verifyLedger } from '../../db/ledger.ts'
import { closeDatabase, openDatabase, write } from '../../db/open.ts'
import type { Database, OpenOptions } from '../../db/open.ts'
import { serveOwner } from '../../db/owner-socket.ts'
import { people, pieces } from '../../db/schema.ts'
import type { Fact } from '../../src/domain/facts.ts'
import { as } from '../../src/domain/ids.ts'
import type {
  CertificateId,
  Channel,
  ClauseEvidence,
  JobRole,
  PersonId,
  ProgrammeId,
  TeamId,
} from '../../src/domain/ids.ts'
import { currentLibrary } from '../../db/publications.ts'
import { countsOn } from '../../db/readiness.ts'
import { countUnsettled } from '../../db/unsettled.ts'
import type { Viewer } from '../../src/domain/access.ts'
import { digestOf } from '../../src/curriculum/digest.ts'
import { day } from '../../src/domain/days.ts'
import { addPerson } from '../../src/workflows/add-person.ts'
import { addTeam } from '../../src/workflows/add-team.ts'
import { publishCurriculum } from '../../src/workflows/publish-curriculum.ts'
import { rebuild } from '../../src/workflows/rebuild.ts'
import { reportImpact } from '../../src/workflows/report-impact.ts'
import { searchLibrary } from '../../src/workflows/search-library.ts'
import { settle } from '../../src/workflows/settle.ts'
import { settleEverybody } from '../../src/workflows/settle-everybody.ts'
import { judged, locked } from '../curriculum/judged.ts'
import { soundCurriculum, spoiled, type Library } from '../curriculum/small-library.ts'
import { somebody } from '../workflows/people/office.ts'
import { temporaryFolder } from './temporary.ts'

function sqldHere(): string | undefined {
  const named = process.env['SQLD']
  if (named !== undefined) return named
  try {
    const description = createRequire(import.meta.url).resolve(`@sqld/${process.platform}-${process.arch}/package.json`)
    return path.join(path.dirname(description), 'sqld')
  } catch {
    return undefined
  }
}

const sqld = sqldHere()
if (sqld === undefined) test('there is no libSQL server for this platform to test against (SQLD, or @sqld/…)', () => {})
else describe('on a libSQL server', beforeAServer)

const firstLibrary = locked()
const at = Temporal.Instant.from('2026-11-21T09:00:00Z')
const ann = as<PersonId>('ann')
const fact: Fact = { kind: 'password-set', person: ann }

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

async function libsqlServer(): Promise<{ port: number; folder: string }> {
  const folder = temporaryFolder()
  const port = await freePort()
  const args = ['--db-path', path.join(folder, 'db'), '--http-listen-addr', `127.0.0.1:${port}`, '--no-welcome']
  const child = spawn(sqld ?? '', args, { stdio: 'ignore', cwd: folder })
  onTestFinished(async () => {
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await ended
  })
  for (let tries = 0; tries < 100; tries++) {
    try {
      if ((await fetch(`http://127.0.0.1:${port}/health`)).ok) break
    } catch {
      await sleep(50)
    }
  }
  return { port, folder }
}

async function opened(url: string, options: OpenOptions = {}): Promise<Database> {
  const db = await openDatabase(url, options)
  onTestFinished(() => closeDatabase(db))
  return db
}

/** People on the telephone who hold its certificate, for a year and under the first publication. */
async function certifyOnTelephone(db: Database, count: number): Promise<void> {
  const [team, from] = [as<TeamId>('voice'), day('2026-11-01')]
  const place = { from, parent: null, branch: null, channels: [as<Channel>('phone')], managers: [] }
  await addTeam(db, { by: null, team, name: 'Voice', purpose: '', ...place }, at)
  for (let number = 0; number < count; number += 1) {
    const person = as<PersonId>(`person-${number}`)
    const words = { name: `Person ${number}`, email: `${person}@example.test` }
    const roles = [as<JobRole>('adviser')]
    await addPerson(db, { by: null, person, ...words, from, team, roles, manager: null, rights: [] }, at)
    await write(db, async (tx) => {
      const granted: Fact = {
        kind: 'granted',
        person,
        programme: as<ProgrammeId>('telephone-adviser'),
        certificate: as<CertificateId>(`certificate-${number}`),
        publication: 1,
        path: 'initial',
        on: day('2026-11-10'),
        expiresOn: day('2027-11-10'),
        windowOpensOn: day('2027-09-11'),
        evidence: [],
        clauses: [as<ClauseEvidence>('TEL-05~1@1')],
      }
      await record(tx, [granted], at, null)
      await settle(tx, db, [person], at)
    })
  }
}

function beforeAServer() {
  test.each(['http://127.0.0.1:PORT', 'ws://127.0.0.1:PORT', 'libsql://127.0.0.1:PORT?tls=0'])(
    '%s keeps a ledger that verifies',
    async (url) => {
      const { port } = await libsqlServer()
      const db = await opened(url.replace('PORT', String(port)))
      await Promise.all(Array.from({ length: 20 }, () => write(db, (tx) => record(tx, [fact, fact], at, null))))
      expect(await verifyLedger(db.reader)).toMatchObject({ facts: 40, faults: [] })
    },
  )

  test('two processes that start at once migrate once', async () => {
    const { port } = await libsqlServer()
    const url = `http://127.0.0.1:${port}`
    const [one, two] = await Promise.all([opened(url), opened(url)])
    await write(one, (tx) => record(tx, [fact], at, null))
    expect(await factsOf(two.reader, ann)).toHaveLength(1)
  })

  test('two processes that write at once make one chain', async () => {
    const { port } = await libsqlServer()
    const databases = [await opened(`http://127.0.0.1:${port}`), await opened(`ws://127.0.0.1:${port}`)]
    await Promise.all(
      databases.flatMap((db) => Array.from({ length: 15 }, () => write(db, (tx) => record(tx, [fact], at, null)))),
    )
    expect(await verifyLedger(databases[0]?.reader ?? expect.fail())).toMatchObject({ facts: 30, faults: [] })
  })

  test('a deed that throws is undone', async () => {
    const { port } = await libsqlServer()
    const db = await opened(`http://127.0.0.1:${port}`)
    const refused = write(db, async (tx) => {
      await record(tx, [fact], at, null)
      throw new Error('no')
    })
    await expect(refused).rejects.toThrow('no')
    expect((await headOfLedger(db.reader)).sequence).toBe(0)
  })

  test('facts are never changed there either', async () => {
    const { port } = await libsqlServer()
    const db = await opened(`http://127.0.0.1:${port}`)
    await write(db, (tx) => record(tx, [fact], at, null))
    const client = createClient({ url: `http://127.0.0.1:${port}` })
    onTestFinished(() => client.close())
    await expect(client.execute(`UPDATE facts SET kind = 'x'`)).rejects.toThrow('never changed')
  })

  test('bytes come back as they were', async () => {
    const { port } = await libsqlServer()
    const db = await opened(`http://127.0.0.1:${port}`)
    const body = Buffer.from(Array.from({ length: 1000 }, (_, index) => index % 251)).subarray(3, 700)
    await write(db, (tx) => tx.insert(pieces).values({ hash: 'h', type: 'picture', body }))
    const [row] = await db.reader.select().from(pieces)
    expect(Buffer.compare(row?.body ?? Buffer.from('missing'), body)).toBe(0)
  })

  test('what is published there can be searched, also by another process', async () => {
    const { port } = await libsqlServer()
    const [one, two] = [await opened(`http://127.0.0.1:${port}`), await opened(`ws://127.0.0.1:${port}`)]
    const viewer: Viewer = {
      id: ann,
      name: 'Ann',
      email: 'ann@example.test',
      rights: new Set(),
      roles: new Set(),
      leads: new Set(),
    }
    const firstOf = async (typed: string) => {
      const library = (await currentLibrary(two)) ?? expect.fail('nothing is published')
      return (await searchLibrary(two, { library, viewer, typed })).hits[0]?.subject
    }
    await publishCurriculum(one, { curriculum: soundCurriculum() }, at)
    expect([await firstOf('tel 5'), await firstOf('archve'), await firstOf('lighthouse')]).toEqual([
      'TEL-05',
      'holding-a-call',
      undefined,
    ])
    const changed = soundCurriculum(spoiled('standards/telephone.mdx', 'Silence', 'At the lighthouse silence'))
    await publishCurriculum(one, { curriculum: changed }, at)
    expect(await firstOf('lighthouse')).toBe('TEL-05')
  })

  test('what a publication would do is foreseen by somebody who only reads', async () => {
    const { port } = await libsqlServer()
    const url = `http://127.0.0.1:${port}`
    const db = await opened(url)
    await publishCurriculum(db, { curriculum: soundCurriculum(firstLibrary) }, at)
    await addPerson(db, { ...somebody(ann), from: day('2026-01-01'), roles: [as<JobRole>('adviser')] }, at)
    await settleEverybody(db, { who: 'everybody' }, at)
    const curriculum = soundCurriculum({
      ...firstLibrary,
      'programmes/second.yaml': (firstLibrary['programmes/telephone-adviser.yaml'] ?? '').replace(
        ', channels: [phone]',
        '',
      ),
    })
    const hashes = new Map<string, string>()
    const read = { kind: 'sound', folder: '', curriculum, digest: digestOf(curriculum), hashes } as const
    const beside = await opened(url, { readOnly: true })
    expect(await reportImpact(beside, { read }, at)).toMatchObject({
      kind: 'impact',
      publication: 2,
      programmes: [{ programme: 'second', state: 'new', entering: 1 }],
    })
  })

  test('two processes settle at once while one of them publishes again, and each person comes out right', async () => {
    const { port } = await libsqlServer()
    const [one, two] = [await opened(`http://127.0.0.1:${port}`), await opened(`ws://127.0.0.1:${port}`)]
    const begun = locked()
    await publishCurriculum(one, { curriculum: soundCurriculum(begun) }, at)
    await certifyOnTelephone(one, 12)
    const changed = (before: Library, value: string, named: string) =>
      judged(
        before,
        {
          'standards/telephone.mdx':
            before['standards/telephone.mdx']?.replace(/value="\d+"/, `value="${value}"`) ?? '',
        },
        { verdicts: { 'TEL-05': 'material' }, named },
      )
    const shorter = changed(begun, '20', 'shorter')
    const shortest = changed(shorter, '15', 'shortest')
    const publishing = await publishCurriculum(one, { curriculum: soundCurriculum(shorter) }, at)
    expect([publishing.kind, await countUnsettled(two.reader)]).toEqual(['published', 12])
    await Promise.all([
      settleEverybody(one, { who: 'marked' }, at),
      settleEverybody(two, { who: 'marked' }, at),
      publishCurriculum(two, { curriculum: soundCurriculum(shortest) }, at),
    ])
    await Promise.all([one, two].map((db) => settleEverybody(db, { who: 'marked' }, at)))
    expect(await countUnsettled(one.reader)).toBe(0)
    const counts = await countsOn(two.reader, day('2026-12-01'))
    expect([...counts].map(({ kind, people: many }) => [kind, many])).toEqual([['update-due', 12]])
    expect(await rebuild(one)).toMatchObject({ changed: false })
    expect((await verifyLedger(two.reader)).faults).toEqual([])
  })

  test('a row that points at nothing is refused', async () => {
    const { port } = await libsqlServer()
    const db = await opened(`http://127.0.0.1:${port}`)
    const { sessions } = await import('../../db/schema.ts')
    const orphan = { id: 's', person: 'nobody', expiresAt: 1, endsAt: 1 }
    await expect(write(db, (tx) => tx.insert(sessions).values(orphan))).rejects.toMatchObject({
      cause: { message: expect.stringContaining('FOREIGN KEY') },
    })
  })

  test('reading only reads and refuses to write', async () => {
    const { port } = await libsqlServer()
    await opened(`http://127.0.0.1:${port}`)
    const db = await opened(`http://127.0.0.1:${port}`, { readOnly: true })
    expect((await headOfLedger(db.reader)).sequence).toBe(0)
    await expect(write(db, (tx) => record(tx, [fact], at, null))).rejects.toThrow('for reading only')
  })

  test('the reader cannot write', async () => {
    const { port } = await libsqlServer()
    const db = await opened(`http://127.0.0.1:${port}`)
    const row = { id: 'ann', name: 'A', email: 'a@example.test', salt: 's' }
    await expect(db.reader.insert(people).values(row)).rejects.toMatchObject({
      cause: { message: expect.stringContaining('readonly') },
    })
  })

  test('no file and no owner is made beside it', async () => {
    const { port, folder } = await libsqlServer()
    const db = await opened(`http://127.0.0.1:${port}`)
    await write(db, (tx) => tx.insert(people).values({ id: 'ann', name: 'A', email: 'a@example.test', salt: 's' }))
    expect([db.kind, db.path, readdirSync(folder), existsSync('portal.db')]).toEqual([
      'server',
      undefined,
      ['db'],
      false,
    ])
    await expect(serveOwner(db, {})).rejects.toThrow('only an embedded file has an owner')
  })

  test('restoring is left to the server', async () => {
    const { port } = await libsqlServer()
    const db = await opened(`http://127.0.0.1:${port}`)
    await expect(restoreFile(db, 'x.db', { at, by: null })).rejects.toThrow('Restore it there')
  })
}
