/** The least that a server on this machine can do: what every figure is set beside. Prints its port. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

const server = createServer((_, response) => {
  response.setHeader('content-type', 'text/plain')
  response.end('hello')
})
server.listen(0, 'localhost', () => console.log((server.address() as AddressInfo).port))
