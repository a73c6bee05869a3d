/** What people, scripts and scanners send in place of what is asked for. */
import { fieldsOf, type Fields } from './turn.ts'
import { form, type Sent } from './wire.ts'

/** Texts that are no place, and a few that are one in a strange dress. */
export const oddPlaces: readonly string[] = [
  ...['', '0', '-1', '-0', '7', '99', '1000', '1001', '1e9', '1e400', '1.5', '0.9999', 'NaN', 'Infinity', 'null'],
  ...['true', '[1]', '1,2', '{}', 'one', '\uff11', '1;', "1'--", '__proto__', 'constructor', 'toString', '\u0000'],
  ...['1\u0000', '💛', '9'.repeat(400), '1'.repeat(10_000), ' 1 ', '+1', '01', '1.0', '1e0', '0x1', '2\n'],
]

export const oddIds: readonly string[] = [
  ...['', ' ', '.', '..', '../..', '%2e%2e%2f', '/etc/passwd', 'C:\\', '__proto__', 'constructor', 'hasOwnProperty'],
  ...[
    'toString',
    '\u0000',
    '\u0001\u0002\u001b[31m',
    '\ud83d',
    '\u202e',
    '💛💛',
    "' OR 1=1 --",
    '"; DROP TABLE facts;',
  ],
  ...['${7*7}', '<script>', 'x'.repeat(10_000), '%', '%ff', 'null', 'undefined', '0', '-1', 'NaN', '[object Object]'],
]

/** Parts of an address as they travel; what cannot stand in a request is written in percent. */
export const oddPaths: readonly string[] = [
  ...oddIds.map((id) => encodeURIComponent(id.toWellFormed())),
  ...['%', '%ff', '%00', '%E0%A4%A', '..%2f..%2f', '%2e%2e', 'a%5cb', '\u00ff', '%u0041', 'a;b', 'a%3fb', 'a%23b'],
  ...['//', '.%2e/', 'x'.repeat(8_000)],
]

export const oddDeeds: readonly string[] = [
  ...['scenarios.nope', '__proto__', 'scenarios.reply.x', 'scenarios', 'constructor', '', '%00', 'scenarios.__proto__'],
]

export function oddCookies(cookie: string): readonly string[] {
  return [
    ...['', 'touchstone=', 'touchstone=x', 'touchstone=%', 'touchstone=%00', ';;;=', `touchstone=${'a'.repeat(4_000)}`],
    ...[`${cookie}x`, cookie.slice(0, -1), cookie.toUpperCase()],
  ]
}

export function multipart(fields: Fields): {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
} {
  const parts = Object.entries(fields).map(
    ([name, value]) => `--edge\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  return {
    headers: { 'content-type': 'multipart/form-data; boundary=edge' },
    body: `${parts.join('')}--edge--\r\n`,
  }
}

/** Bodies that hold the fields of a sound reply and are no form, or a form that is spoiled. */
export function spoiledBodies(fields: Required<Fields>): readonly Pick<Sent, 'headers' | 'body'>[] {
  const [json, good, parts] = [JSON.stringify(fields), fieldsOf(fields), multipart(fields).body]
  const file = 'content-disposition: form-data; name="play"; filename="play.txt"'
  const as = (type: string, body: string | Buffer) => ({ headers: { 'content-type': type }, body })
  return [
    as('application/json', json),
    as('application/json', json.slice(0, -3)),
    as('application/json', '[]'),
    as('text/plain', good),
    { headers: {}, body: good },
    as('nonsense', good),
    as(form, json),
    as(form, good.replace('play=', 'play=%E0%A4')),
    as(form, Buffer.from(good, 'utf16le')),
    as(form, ''),
    as(form, '&=&=&&;'),
    as(form, 'a=1&'.repeat(5_000)),
    as(form, 'reply='.padEnd(70_000, '1')),
    as('multipart/form-data', parts),
    as('multipart/form-data; boundary=edge', ''),
    as('multipart/form-data; boundary=edge', good),
    as('multipart/form-data; boundary=edge', parts.slice(0, 150)),
    as('multipart/form-data; boundary=edge', parts.replace('content-disposition: form-data; name="play"', file)),
    { headers: { 'content-type': form, 'content-encoding': 'gzip' }, body: Buffer.from(good).toString('base64') },
  ]
}
