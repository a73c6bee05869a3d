/** What a browser with an empty cache fetches to show a page. */
import type { Browser } from 'playwright-core'

export interface FirstVisit {
  readonly requests: number
  /** Bytes over the wire, headers included. */
  readonly bytes: number
  readonly fontBytes: number
  readonly fontRequests: number
  /** Paths of the scripts. */
  readonly scripts: readonly string[]
}

export async function firstVisitTo(browser: Browser, url: string, cookie: string): Promise<FirstVisit> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  try {
    const [name = '', value = ''] = cookie.split(/=(.*)/s)
    await context.addCookies([{ name, value, url: new URL(url).origin }])
    const page = await context.newPage()
    const wire = await context.newCDPSession(page)
    await wire.send('Network.enable')
    const known = new Map<string, { type: string; url: string; bytes: number }>()
    wire.on('Network.responseReceived', ({ requestId, type, response }) => {
      known.set(requestId, { type, url: response.url, bytes: 0 })
    })
    wire.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      const one = known.get(requestId)
      if (one !== undefined) one.bytes = encodedDataLength
    })
    await page.goto(url, { waitUntil: 'networkidle' })
    const fetched = [...known.values()].filter((one) => one.url.startsWith('http'))
    const fonts = fetched.filter(({ type }) => type === 'Font')
    const sum = (some: typeof fetched) => some.reduce((total, { bytes }) => total + bytes, 0)
    return {
      requests: fetched.length,
      bytes: sum(fetched),
      fontBytes: sum(fonts),
      fontRequests: fonts.length,
      scripts: fetched.filter(({ type }) => type === 'Script').map((one) => new URL(one.url).pathname),
    }
  } finally {
    await context.close()
  }
}
