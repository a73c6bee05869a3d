/**
 * The pages that the server itself must answer with, when the portal is not there to render one: still
 * starting, too busy, a body too large, a form from elsewhere. They need no style sheet and no database.
 */
import { createHash } from 'node:crypto'

export interface CalmPage {
  readonly status: number
  readonly title: string
  /** Plain sentences: what happened, and what to do. */
  readonly says: readonly string[]
  readonly wayOut?: { readonly href: string; readonly label: string }
  readonly retryAfterSeconds?: number
}

const style = `:root{color-scheme:light dark}
body{margin:0;padding:12vh 1.5rem;background:light-dark(#f6f7f5,#14181a);color:light-dark(#1c2326,#e6e9e7);font:1.125rem/1.6 Georgia,serif}
main{max-inline-size:34rem;margin-inline:auto}
h1{font-size:2.25rem;line-height:1.15;font-weight:500;letter-spacing:-.01em}
a{color:light-dark(#1d4f9c,#9cc0ff)}
small{color:light-dark(#586267,#a3adb0);font-family:system-ui,sans-serif}`

const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "img-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** The page as headers and HTML. `requestId` is what to quote to whoever looks after the portal. */
export function renderCalmPage(page: CalmPage, requestId: string): { headers: Record<string, string>; body: Buffer } {
  const wayOut =
    page.wayOut === undefined ? '' : `<p><a href="${escaped(page.wayOut.href)}">${escaped(page.wayOut.label)}</a></p>`
  const html = `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(page.title)} · Touchstone</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<style>${style}</style>
</head>
<body>
<main>
<h1>${escaped(page.title)}</h1>
${page.says.map((sentence) => `<p>${escaped(sentence)}</p>`).join('\n')}
${wayOut}
<p><small>Request ${escaped(requestId)}</small></p>
</main>
</body>
</html>
`
  const headers: Record<string, string> = {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy,
  }
  if (page.retryAfterSeconds !== undefined) headers['retry-after'] = String(page.retryAfterSeconds)
  return { headers, body: Buffer.from(html) }
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
}
