/** One request at a time over kept connections, also such as no browser sends. */
import { Agent, request } from 'node:http'

export interface Sent {
  readonly path: string
  readonly method?: 'GET' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
  /** `short`: less is sent than was announced; `unheard`: all is sent, and nobody waits for the answer. */
  readonly cut?: 'short' | 'unheard'
}

export type Answer =
  | { readonly kind: 'answered'; readonly status: number; readonly location: string; readonly text: string }
  /** The connection ended without one. */
  | { readonly kind: 'silent' }

export const form = 'application/x-www-form-urlencoded'
const agent = new Agent({ keepAlive: true, maxSockets: 256 })

export function send(port: number, { path, method = 'POST', headers = {}, body = '', cut }: Sent): Promise<Answer> {
  const bytes = Buffer.from(body)
  return new Promise((resolve) => {
    const asked = request(
      {
        host: 'localhost',
        port,
        path,
        method,
        agent,
        headers: {
          ...(method === 'POST' && { 'content-length': bytes.length + (cut === 'short' ? 64 : 0) }),
          ...headers,
        },
      },
      (answer) => {
        const parts: Buffer[] = []
        answer.on('data', (part: Buffer) => parts.push(part))
        answer.on('error', () => resolve({ kind: 'silent' }))
        answer.on('end', () =>
          resolve({
            kind: 'answered',
            status: answer.statusCode ?? 0,
            location: answer.headers.location ?? '',
            text: Buffer.concat(parts).toString('utf8'),
          }),
        )
      },
    )
    asked.on('error', () => resolve({ kind: 'silent' }))
    asked.on('close', () => resolve({ kind: 'silent' }))
    if (cut === undefined) asked.end(bytes)
    else {
      const hangUp = () => setTimeout(() => asked.destroy(), 2)
      if (cut === 'short') asked.write(bytes, hangUp)
      else asked.end(bytes, hangUp)
    }
  })
}

export function closeConnections(): void {
  agent.destroy()
}
