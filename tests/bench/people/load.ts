/** Learners at their work, on eight connections: home, a lesson, and an answer that is kept before it is acknowledged. */
import { Agent, request } from 'node:http'
import { connections, post } from '../load.ts'

export interface Learner {
  readonly cookie: string
  /** The page of the first question of an attempt, and its fields. */
  readonly question: { readonly address: string; readonly quiz: string; readonly attempt: string }
}

export interface Waits {
  readonly requests: number
  readonly failed: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly longestMs: number
}

const agent = new Agent({ keepAlive: true, maxSockets: connections + 4 })

/** Milliseconds that one page took, with what it says. */
export function pageOf(url: string, cookie: string): Promise<{ readonly ms: number; readonly says: string }> {
  const began = performance.now()
  return new Promise((resolve, reject) => {
    request(url, { agent, headers: { cookie } }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () => {
        if (answer.statusCode === 200)
          resolve({ ms: performance.now() - began, says: Buffer.concat(parts).toString('utf8') })
        else reject(new Error(`GET ${url}: ${answer.statusCode}`))
      })
    })
      .on('error', reject)
      .end()
  })
}

/** Begins to load a server; `stop` says how long learners waited from `since` on (of performance.now()). */
export function loadWith(url: string, learners: readonly Learner[], lesson: string) {
  const waits: { readonly began: number; readonly ms: number }[] = []
  let failed = 0
  let stopped = false
  const run = async (connection: number) => {
    for (let turn = 0; !stopped; turn += 1) {
      const learner = learners[(connection + turn * connections) % learners.length]
      if (learner === undefined) return
      const { address, quiz, attempt } = learner.question
      const fields = { quiz, attempt, place: '1', chosen: String(1 + (turn % 3)) }
      for (const deed of [
        () => pageOf(`${url}/`, learner.cookie),
        () => pageOf(`${url}${lesson}`, learner.cookie),
        () => post(`${url}${address}?_action=quizzes.answer`, fields, learner.cookie),
      ]) {
        const began = performance.now()
        try {
          await deed()
          waits.push({ began, ms: performance.now() - began })
        } catch (error) {
          failed += 1
          if (failed === 1) console.error(error)
          if (failed > 50) throw error
        }
      }
    }
  }
  const running = Promise.all(Array.from({ length: connections }, (_, connection) => run(connection)))
  return {
    async stop() {
      stopped = true
      await running
    },
    between(since: number, until = Infinity): Waits {
      const took = waits
        .filter(({ began, ms }) => began + ms >= since && began <= until)
        .map(({ ms }) => ms)
        .toSorted((a, b) => a - b)
      const at = (share: number) => took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? NaN
      return { requests: took.length, failed, p50Ms: at(0.5), p99Ms: at(0.99), longestMs: took.at(-1) ?? NaN }
    },
  }
}
