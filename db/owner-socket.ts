/**
 * How the command line reaches the process that owns a database file: a socket beside the file
 * (`portal.sock` for `portal.db`; a named pipe on Windows) that only the same account may open. One
 * JSON line asks, `{ deed, input }`; lines of `{ progress }` may follow, and one of `{ ok, value }` or
 * `{ ok: false, error }` ends it.
 */
import { createHash } from 'node:crypto'
import { chmodSync, lstatSync, mkdirSync, rmSync } from 'node:fs'
import { connect as dial, createServer } from 'node:net'
import type { Socket } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isMainThread } from 'node:worker_threads'
import type { Database } from './open.ts'
import { ownerOf } from './owner.ts'

/** What the owner does for others. What it throws is told to the asker as a sentence. */
export type OwnerDeeds = Readonly<
  Record<string, (input: unknown, onProgress: (step: unknown) => void) => Promise<unknown>>
>

/** The owner could not be reached, or it said no; the message is a sentence to show. */
export class OwnerSaidNo extends Error {
  override readonly name = 'OwnerSaidNo'
}

/** Nobody owns the file, so there is nobody to ask: become the owner instead. */
export class NoOwner extends Error {
  override readonly name = 'NoOwner'
}

const longestRequest = 64 * 1024 * 1024

/**
 * Answers other processes of the same account until closed. `db` must own its file.
 * Closing waits for the deeds under way.
 */
export async function serveOwner(db: Database, deeds: OwnerDeeds): Promise<{ close(): Promise<void> }> {
  if (db.path === undefined) throw new TypeError('only an embedded file has an owner')
  const address = socketOf(db.path)
  const open = new Set<Socket>()
  const running = new Set<Promise<void>>()
  const server = createServer((socket) => {
    open.add(socket)
    socket.on('close', () => open.delete(socket))
    // The asker went away; what it asked for is done all the same.
    socket.on('error', () => undefined)
    void linesOf(socket, longestRequest, (line) => {
      const work = answer(socket, line, deeds).finally(() => running.delete(work))
      running.add(work)
    })
  })
  // The owner of the file owns the address too: what lies there was left by a process that died.
  if (process.platform !== 'win32') rmSync(address, { force: true })
  // Made for this account alone from its first moment. (A worker thread may not change the mask.)
  const mask = process.platform !== 'win32' && isMainThread ? process.umask(0o177) : undefined
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(address, () => {
        server.off('error', reject)
        resolve()
      })
      // The address is bound by now, so nothing else is made under this mask.
      if (mask !== undefined) process.umask(mask)
    })
  } finally {
    if (mask !== undefined) process.umask(mask)
  }
  if (process.platform !== 'win32') chmodSync(address, 0o600)
  return {
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      await Promise.all(running)
      for (const socket of open) socket.end()
      await closed
    },
  }
}

async function answer(socket: Socket, line: string, deeds: OwnerDeeds): Promise<void> {
  const say = (message: unknown) => {
    if (socket.writable) socket.write(`${JSON.stringify(message)}\n`)
  }
  try {
    const request: unknown = JSON.parse(line)
    if (typeof request !== 'object' || request === null || !('deed' in request)) throw new Error('a deed is missing')
    const name = String(request.deed)
    const deed = Object.hasOwn(deeds, name) ? deeds[name] : undefined
    if (deed === undefined) {
      throw new Error(`The portal that is running does not know “${name}”. Restart it, so that both are one version.`)
    }
    const value = await deed('input' in request ? request.input : undefined, (progress) => say({ progress }))
    say({ ok: true, value })
  } catch (error) {
    say({ ok: false, error: error instanceof Error ? error.message : String(error) })
  }
}

/**
 * Has the owner of the file do a deed, and answers what it answered. Throws NoOwner when nobody owns
 * the file, and OwnerSaidNo when the owner refuses, dies meanwhile or does not answer within 5 s.
 */
export async function askOwner(
  file: string,
  deed: string,
  input: unknown,
  onProgress: (step: unknown) => void = () => undefined,
): Promise<unknown> {
  const socket = await reach(file)
  const { promise, resolve, reject } = Promise.withResolvers<unknown>()
  socket.on('error', (error) => reject(new OwnerSaidNo(`The portal that is running went away: ${error.message}.`)))
  const lines = linesOf(socket, longestRequest, (line) => {
    const message = JSON.parse(line) as { progress?: unknown; ok?: boolean; value?: unknown; error?: string }
    if (message.ok === true) resolve(message.value)
    else if (message.ok === false) reject(new OwnerSaidNo(message.error ?? 'it said no more'))
    else onProgress(message.progress)
  })
  lines.then(
    () =>
      reject(new OwnerSaidNo('The portal that is running stopped before it answered. Look whether the deed was done.')),
    reject,
  )
  socket.write(`${JSON.stringify({ deed, input })}\n`)
  try {
    return await promise
  } finally {
    socket.destroy()
  }
}

/** An owner that has just started needs a moment before it listens. */
async function reach(file: string): Promise<Socket> {
  for (let tries = 0; ; tries++) {
    try {
      return await new Promise<Socket>((resolve, reject) => {
        const socket = dial(socketOf(file))
        socket.once('error', reject)
        socket.once('connect', () => {
          socket.off('error', reject)
          resolve(socket)
        })
      })
    } catch (error) {
      const owner = await ownerOf(file)
      if (owner === undefined) throw new NoOwner(`Nobody owns ${file}.`)
      if (tries >= 50) {
        throw new OwnerSaidNo(`${file} belongs to process ${owner.pid}, since ${owner.since}, which does not answer.`, {
          cause: error,
        })
      }
      await sleep(100)
    }
  }
}

/** Hands on each line of a stream; ends with it. A line that grows past the limit ends the connection. */
async function linesOf(socket: Socket, limit: number, onLine: (line: string) => void): Promise<void> {
  let parts: string[] = []
  let length = 0
  socket.setEncoding('utf8')
  try {
    for await (const text of socket) {
      const lines = String(text).split('\n')
      const rest = lines.pop() ?? ''
      for (const line of lines) {
        onLine(parts.join('') + line)
        parts = []
        length = 0
      }
      parts.push(rest)
      length += rest.length
      if (length > limit) {
        socket.destroy()
        return
      }
    }
  } catch {
    // A broken connection; the error handler of the socket has told whoever waits.
  }
}

/** Where the owner of a file listens. The same file gives the same address in every process of an account. */
export function socketOf(file: string): string {
  const name = createHash('sha256').update(path.resolve(file)).digest('hex').slice(0, 24)
  if (process.platform === 'win32') return `\\\\.\\pipe\\touchstone-${name}`
  const beside = path.join(path.dirname(file), `${path.basename(file, path.extname(file))}.sock`)
  // The kernel's limit is 104 bytes on macOS and 108 on Linux, with a byte for the end.
  if (Buffer.byteLength(beside) <= 100) return beside
  return path.join(privateFolder(), `${name}.sock`)
}

/** A folder for sockets that nobody else could have prepared for us. */
function privateFolder(): string {
  // Not os.tmpdir(): it may differ between the processes of one account, and be long itself.
  const folder = path.join('/tmp', `touchstone-${os.userInfo().uid}`)
  mkdirSync(folder, { mode: 0o700, recursive: true })
  const found = lstatSync(folder)
  if (!found.isDirectory() || found.uid !== os.userInfo().uid || (found.mode & 0o077) !== 0) {
    throw new Error(`${folder} belongs to somebody else or is open to others. Remove it, or use a shorter path.`)
  }
  return folder
}
