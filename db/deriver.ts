/**
 * Who works out what people's facts come to: for many people a process of its own that reads the file,
 * because it takes twice as long as keeping it, and the event loop is for those who ask for pages. (A
 * thread would do, but one that is stopped within the driver takes the whole process along.)
 */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { derive, type Derivation, type ToDerive } from './deriving.ts'
import type { Database } from './open.ts'

export interface Deriver {
  /** Whether it works beside this process, so that it pays to ask for the next while the last is kept. */
  readonly isBeside: boolean
  derive(asked: ToDerive): Promise<Derivation>
  close(): Promise<void>
}

export function deriverHere(db: Database): Deriver {
  return { isBeside: false, derive: (asked) => derive(db, asked), close: async () => undefined }
}

/** The database was about to be swapped or closed; ask again. */
export class DeriverClosed extends Error {
  override readonly name = 'DeriverClosed'
}

export type Answer = Derivation | { readonly failed: string }

interface Waiting {
  readonly resolve: (derivation: Derivation) => void
  readonly reject: (error: Error) => void
}

interface Working {
  readonly child: ChildProcess
  /** In the order asked, which is the order of the answers. */
  readonly waiting: Waiting[]
}

/** Begins when it is first asked. It lets go of the file before that is swapped or closed, and begins anew after. */
export function deriverBeside(db: Database): Deriver {
  let working: Working | undefined

  async function close() {
    const closing = working
    working = undefined
    if (closing === undefined) return
    const { child, waiting } = closing
    for (const { reject } of waiting.splice(0)) reject(new DeriverClosed('The database is swapped or closed.'))
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    // It only reads, so nothing is lost.
    child.kill('SIGKILL')
    await ended
  }

  function begun(): Working {
    if (working !== undefined) return working
    const begins = begin(db.url)
    begins.child.once('exit', () => {
      if (working === begins) working = undefined
    })
    return (working = begins)
  }

  db.door.letGo.add(close)
  return {
    isBeside: true,
    async derive(asked) {
      await db.door.afterSwap()
      return new Promise((resolve, reject) => {
        const { child, waiting } = begun()
        waiting.push({ resolve, reject })
        child.send(asked)
      })
    },
    async close() {
      db.door.letGo.delete(close)
      await close()
    },
  }
}

function begin(url: string): Working {
  const program = fileURLToPath(new URL('./deriver-process.ts', import.meta.url))
  const leanLoading = new URL('../src/lean-loading.js', import.meta.url).href
  const child = fork(program, [url], {
    execArgv: ['--import', leanLoading],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const waiting: Waiting[] = []
  const fail = (error: Error) => {
    for (const { reject } of waiting.splice(0)) reject(error)
  }
  child.on('message', (answer: Answer) => {
    const first = waiting.shift()
    if ('failed' in answer) first?.reject(new Error(answer.failed))
    else first?.resolve(answer)
  })
  child.on('error', fail)
  child.on('exit', (code, signal) => fail(new Error(`the process that derives ended with ${signal ?? code}`)))
  return { child, waiting }
}
