/** Load at a fixed number of connections, and what it took. */
import { Agent, request } from 'node:http'
import autocannon from 'autocannon'
import { processorMs } from './server-process.ts'

export interface Load {
  /** Requests, or whole cycles, answered each second. */
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  /** Microseconds of the server's processor time for each; undefined where the system does not tell. */
  readonly cpuMicroseconds: number | undefined
  readonly failed: number
}

export const connections = 8

/** Asks for one address over and over. */
export async function loadOf(url: string, pid: number, seconds: number, cookie?: string): Promise<Load> {
  const headers = cookie === undefined ? {} : { cookie }
  await autocannon({ url, connections, duration: 2, headers })
  const before = processorMs(pid)
  const result = await autocannon({ url, connections, duration: seconds, headers })
  const answered = result.requests.total
  return {
    perSecond: answered / result.duration,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    cpuMicroseconds: microsecondsEach(before, processorMs(pid), answered),
    failed: result.non2xx + result.errors + result.timeouts,
  }
}

/** Runs cycles of several requests, each connection one after another, for so many seconds. */
export async function loadOfCycles(
  pid: number,
  seconds: number,
  cycle: (turn: number) => Promise<void>,
): Promise<Load> {
  let turn = 0
  const run = async (until: number, took: number[], failures: unknown[]) => {
    while (performance.now() < until) {
      const began = performance.now()
      try {
        await cycle(turn++)
        took.push(performance.now() - began)
      } catch (error) {
        failures.push(error)
        if (failures.length > 20) throw error
      }
    }
  }
  const all = async (forSeconds: number) => {
    const took: number[] = []
    const failures: unknown[] = []
    const began = performance.now()
    const until = began + forSeconds * 1000
    await Promise.all(Array.from({ length: connections }, () => run(until, took, failures)))
    return { took: took.toSorted((a, b) => a - b), failed: failures.length, spent: (performance.now() - began) / 1000 }
  }
  await all(2)
  const before = processorMs(pid)
  const { took, failed, spent } = await all(seconds)
  return {
    perSecond: took.length / spent,
    p50Ms: took[Math.floor(took.length * 0.5)] ?? NaN,
    p99Ms: took[Math.floor(took.length * 0.99)] ?? NaN,
    cpuMicroseconds: microsecondsEach(before, processorMs(pid), took.length),
    failed,
  }
}

function microsecondsEach(before: number | undefined, after: number | undefined, count: number): number | undefined {
  return before === undefined || after === undefined || count === 0 ? undefined : ((after - before) * 1000) / count
}

const agent = new Agent({ keepAlive: true, maxSockets: connections })

/** Posts a form over a kept connection; the answer must be a redirection, whose address is returned. */
export function post(url: string, fields: Readonly<Record<string, string>>, cookie?: string): Promise<string> {
  const body = new URLSearchParams(fields).toString()
  return new Promise((resolve, reject) => {
    const asked = request(
      url,
      {
        method: 'POST',
        agent,
        headers: {
          origin: new URL(url).origin,
          'content-type': 'application/x-www-form-urlencoded',
          'content-length': Buffer.byteLength(body),
          ...(cookie === undefined ? {} : { cookie }),
        },
      },
      (answer) => {
        answer.resume().on('end', () => {
          const { location } = answer.headers
          if (answer.statusCode === 303 && location !== undefined) resolve(location)
          else reject(new Error(`POST ${url}: ${answer.statusCode}`))
        })
      },
    )
    asked.on('error', reject)
    asked.end(body)
  })
}
