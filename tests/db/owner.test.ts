import { fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, lstatSync, mkdirSync, writeFileSync } from 'node:fs'
import { connect as dial } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { urlOf } from '../../db/connection.ts'
import { closeDatabase, openDatabase } from '../../db/open.ts'
import { askOwner, serveOwner, socketOf } from '../../db/owner-socket.ts'
import type { OwnerDeeds } from '../../db/owner-socket.ts'
import { ownerOf } from '../../db/owner.ts'
import { temporaryDatabase, temporaryFolder } from './temporary.ts'

/** Another process that owns the file. */
async function keeperOf(file: string) {
  const script = fileURLToPath(new URL('./keeper.ts', import.meta.url))
  const child = fork(script, [file], { execPath: process.execPath, execArgv: [] })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  await once(child, 'message')
  return child
}

async function served(deeds: OwnerDeeds): Promise<string> {
  const db = await temporaryDatabase()
  const service = await serveOwner(db, deeds)
  onTestFinished(() => service.close())
  return db.path
}

describe('owning a file', () => {
  test('a second owner in another process is refused and told who owns it', async () => {
    const file = path.join(temporaryFolder(), 'portal.db')
    const keeper = await keeperOf(file)
    await expect(openDatabase(urlOf(file))).rejects.toMatchObject({
      name: 'OwnedElsewhere',
      owner: { pid: keeper.pid },
      message: expect.stringMatching(`belongs to process ${keeper.pid}, since 20`),
    })
  })

  test('a second owner in the same process is refused too', async () => {
    const db = await temporaryDatabase()
    await expect(openDatabase(db.url)).rejects.toMatchObject({ name: 'OwnedElsewhere', owner: { pid: process.pid } })
  })

  test('a file whose owner was killed can be owned at once', async () => {
    const file = path.join(temporaryFolder(), 'portal.db')
    const keeper = await keeperOf(file)
    keeper.kill('SIGKILL')
    await once(keeper, 'exit')
    const db = await openDatabase(urlOf(file))
    await closeDatabase(db)
  })

  test('what a killed owner left behind names nobody', async () => {
    const file = path.join(temporaryFolder(), 'portal.db')
    const keeper = await keeperOf(file)
    keeper.kill('SIGKILL')
    await once(keeper, 'exit')
    expect([existsSync(`${file}.owner.json`), await ownerOf(file)]).toEqual([true, undefined])
  })

  test('the owner can be named', async () => {
    const db = await temporaryDatabase()
    expect(await ownerOf(db.path)).toMatchObject({ pid: process.pid, since: expect.stringMatching(/^20.*Z$/) })
  })

  test('asking who owns a file keeps nobody from becoming its owner', async () => {
    const file = path.join(temporaryFolder(), 'portal.db')
    const asking = (async () => {
      for (let times = 0; times < 50; times++) {
        await ownerOf(file)
        await sleep(1)
      }
    })()
    await closeDatabase(await openDatabase(urlOf(file)))
    await asking
  })

  test('after closing, another may own it', async () => {
    const db = await temporaryDatabase()
    await closeDatabase(db)
    await closeDatabase(await openDatabase(db.url))
  })

  test('closing twice does not take the card of the next owner', async () => {
    const db = await temporaryDatabase()
    await closeDatabase(db)
    const next = await openDatabase(db.url)
    onTestFinished(() => closeDatabase(next))
    await closeDatabase(db)
    expect(await ownerOf(db.path)).toMatchObject({ pid: process.pid, since: expect.stringMatching(/^20/) })
  })

  test('a file that cannot be opened leaves nobody its owner', async () => {
    const file = path.join(temporaryFolder(), 'portal.db')
    writeFileSync(file, 'this is not a database, however long it may go on for')
    await expect(openDatabase(urlOf(file))).rejects.toThrow()
    expect(await ownerOf(file)).toBeUndefined()
  })
})

describe('asking the owner', () => {
  test('a deed is done with its input and its value comes back', async () => {
    const file = await served({ double: async (input) => ({ twice: Number(input) * 2 }) })
    expect(await askOwner(file, 'double', 21)).toEqual({ twice: 42 })
  })

  test('another process answers for itself', async () => {
    const file = path.join(temporaryFolder(), 'portal.db')
    const keeper = await keeperOf(file)
    expect(await askOwner(file, 'who are you', undefined)).toBe(keeper.pid)
  })

  test('steps on the way are told in order', async () => {
    const file = await served({
      count: async (_, onProgress) => {
        for (const step of [1, 2, 3]) onProgress({ step })
        return 'done'
      },
    })
    const steps: unknown[] = []
    await askOwner(file, 'count', null, (step) => steps.push(step))
    expect(steps).toEqual([{ step: 1 }, { step: 2 }, { step: 3 }])
  })

  test('a megabyte of many-byte letters arrives whole', async () => {
    const file = await served({ echo: async (input) => input })
    const text = 'größer €\n'.repeat(100_000)
    expect(await askOwner(file, 'echo', { text })).toEqual({ text })
  })

  test('a refusal comes back as its sentence', async () => {
    const file = await served({
      refuse: async () => {
        throw new Error('There is no such person.')
      },
    })
    await expect(askOwner(file, 'refuse', 1)).rejects.toMatchObject({
      name: 'OwnerSaidNo',
      message: 'There is no such person.',
    })
  })

  test.each(['unheard-of', 'toString', '__proto__'])(
    'the deed %s, which the owner does not know, is refused',
    async (deed) => {
      const file = await served({})
      await expect(askOwner(file, deed, 1)).rejects.toThrow(`does not know “${deed}”`)
    },
  )

  test('an owner that dies before it answers is told, and that the deed may be done', async () => {
    const file = path.join(temporaryFolder(), 'portal.db')
    await keeperOf(file)
    await expect(askOwner(file, 'die', null)).rejects.toThrow(/stopped before it answered|went away/)
  })

  test('without an owner there is nobody to ask', async () => {
    const db = await temporaryDatabase()
    await closeDatabase(db)
    await expect(askOwner(db.path, 'double', 21)).rejects.toMatchObject({ name: 'NoOwner' })
  })

  test('an owner that is still starting is waited for', async () => {
    const db = await temporaryDatabase()
    const asked = askOwner(db.path, 'hello', null)
    await sleep(250)
    const service = await serveOwner(db, { hello: async () => 'good morning' })
    onTestFinished(() => service.close())
    expect(await asked).toBe('good morning')
  })

  test('a socket left by a killed owner is replaced', async () => {
    const file = path.join(temporaryFolder(), 'portal.db')
    const keeper = await keeperOf(file)
    keeper.kill('SIGKILL')
    await once(keeper, 'exit')
    const db = await openDatabase(urlOf(file))
    onTestFinished(() => closeDatabase(db))
    const service = await serveOwner(db, { hello: async () => 'new' })
    onTestFinished(() => service.close())
    expect(await askOwner(file, 'hello', null)).toBe('new')
  })

  test('only the same account may open the socket', async () => {
    const file = await served({})
    // Windows keeps pipes by other means: the account that made one owns it.
    const mode = process.platform === 'win32' ? 0o600 : lstatSync(socketOf(file)).mode & 0o777
    expect(mode).toBe(0o600)
  })

  test('the socket of portal.db is portal.sock beside it, or a pipe on Windows', () => {
    const pipe = /^\\\\\.\\pipe\\touchstone-[0-9a-f]{24}$/
    const expected = process.platform === 'win32' ? pipe : /^\/srv\/touchstone\/portal\.sock$/
    expect(socketOf('/srv/touchstone/portal.db')).toMatch(expected)
  })

  test('a database deep down, too deep for a socket beside it, is reached all the same', async () => {
    const folder = path.join(temporaryFolder(), 'a-folder-with-a-long-name'.repeat(5))
    mkdirSync(folder)
    const db = await openDatabase(urlOf(path.join(folder, 'portal.db')))
    onTestFinished(() => closeDatabase(db))
    const service = await serveOwner(db, { hello: async () => 'from the deep' })
    onTestFinished(() => service.close())
    expect(await askOwner(path.join(folder, 'portal.db'), 'hello', null)).toBe('from the deep')
  })

  test('nonsense is answered with a refusal, and the next request is served', async () => {
    const file = await served({ hello: async () => 'well' })
    const socket = dial(socketOf(file))
    socket.write('this is no request\n{"deed":"hello"}\n')
    let said = ''
    socket.setEncoding('utf8').on('data', (text) => (said += text))
    while (said.split('\n').length < 3) await once(socket, 'data')
    socket.destroy()
    expect(
      said
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).ok),
    ).toEqual([false, true])
  })
})
