/** A proxy that speaks TLS to the browser and plain HTTP to the portal, as one stands before it in real use. */
import { readFileSync } from 'node:fs'
import { request as ask } from 'node:http'
import { createServer, request as askSecurely } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { IncomingHttpHeaders } from 'node:http'

/** A key pair for `localhost` that protects nothing: it is here for everybody to read. */
const file = (name: string) => readFileSync(new URL(name, import.meta.url))
const pair = { key: file('localhost.key'), cert: file('localhost.crt') }

export interface Proxy {
  readonly url: string
  /** The portal behind it; set once it is known. */
  to: string
  close(): Promise<void>
}

export async function openProxy(): Promise<Proxy> {
  const server = createServer(pair, (request, response) => {
    const { hostname, port } = new URL(proxy.to)
    const headers = {
      ...request.headers,
      'x-forwarded-proto': 'https',
      'x-forwarded-host': request.headers.host ?? '',
      'x-forwarded-for': request.socket.remoteAddress ?? '',
    }
    const { method, url: path } = request
    const onward = ask(
      { host: hostname, port, method, path, headers: { ...headers, host: `${hostname}:${port}` } },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(response)
      },
    )
    onward.on('error', () => response.destroy())
    request.pipe(onward)
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  const proxy: Proxy = {
    url: `https://localhost:${(server.address() as AddressInfo).port}`,
    to: '',
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
  return proxy
}

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

/** Asks over TLS and trusts the key pair of the tests. */
export function fetchSecurely(
  url: string,
  options: { readonly method?: string; readonly headers?: Record<string, string>; readonly body?: string } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { method = 'GET', headers = {}, body } = options
    const asked = askSecurely(url, { method, headers, ca: pair.cert }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text: Buffer.concat(chunks).toString() }),
      )
    })
    asked.on('error', reject)
    asked.end(body)
  })
}
