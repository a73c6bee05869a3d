/** What is set from outside: one table of environment variables, which `--help` prints. */
import { BlockList, isIP, isIPv6 } from 'node:net'
import { resolve } from 'node:path'

export interface Settings {
  readonly databaseUrl: string
  readonly databaseToken: string | undefined
  readonly contentDir: string
  /** `https://training.example.com`: the origin that people see; undefined takes it from each request. */
  readonly publicOrigin: string | undefined
  /** Whether forwarded headers of this address are believed. */
  readonly isTrustedProxy: (address: string) => boolean
  readonly trustsProxies: boolean
  readonly port: number
  readonly host: string
}

interface Setting {
  readonly name: string
  readonly otherwise: string
  readonly says: string
}

export const settingsTable: readonly Setting[] = [
  {
    name: 'DATABASE_URL',
    otherwise: 'file:data/portal.db',
    says: 'where everything is kept: a file, or a libSQL server as libsql://… or http://…',
  },
  { name: 'DATABASE_TOKEN', otherwise: '(none)', says: 'what a libSQL server asks for, where it asks' },
  {
    name: 'CONTENT_DIR',
    otherwise: 'content',
    says: 'the content folder that a start publishes and the preview shows',
  },
  {
    name: 'PUBLIC_URL',
    otherwise: '(from each request)',
    says: 'the address people use, as https://training.example.com; https makes cookies secure',
  },
  {
    name: 'TRUSTED_PROXY',
    otherwise: '(none)',
    says: 'addresses or ranges of the proxy in front, separated by commas, or loopback; only their X-Forwarded headers count',
  },
  { name: 'PORT', otherwise: '4321', says: 'the port to listen on; 0 takes a free one' },
  { name: 'HOST', otherwise: 'localhost', says: 'the address to listen on; 0.0.0.0 or :: for all' },
]

/** The table of settings as text, a line each. */
export function settingsInWords(): string {
  const width = Math.max(...settingsTable.map((setting) => setting.name.length))
  return settingsTable
    .map(
      (setting) =>
        `  ${setting.name.padEnd(width)}  ${setting.says}\n  ${' '.repeat(width)}  otherwise ${setting.otherwise}`,
    )
    .join('\n')
}

export type SettingsOrFaults =
  | { readonly kind: 'settings'; readonly settings: Settings }
  | { readonly kind: 'faults'; readonly says: readonly string[] }

/** Reads the environment; every fault is a sentence, all at once. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): SettingsOrFaults {
  const says: string[] = []
  const given = (name: string) => {
    const value = environment[name]?.trim()
    return value === undefined || value === '' ? undefined : value
  }

  const databaseUrl = given('DATABASE_URL') ?? 'file:data/portal.db'
  if (!/^(file|libsql|https?|wss?):/.test(databaseUrl)) {
    says.push(`DATABASE_URL is "${databaseUrl}". Write file:PATH for a file, or libsql://HOST for a libSQL server.`)
  }

  const publicUrl = given('PUBLIC_URL')
  const publicOrigin = publicUrl === undefined ? undefined : originOf(publicUrl)
  if (publicUrl !== undefined && publicOrigin === undefined) {
    says.push(`PUBLIC_URL is "${publicUrl}". Write the whole address without a path, as https://training.example.com.`)
  }

  const proxies = trustedProxies(given('TRUSTED_PROXY'))
  says.push(...proxies.says)

  const portText = given('PORT') ?? '4321'
  const port = Number(portText)
  if (!/^\d+$/.test(portText) || port > 65_535) says.push(`PORT is "${portText}". Write a number from 0 to 65535.`)

  if (says.length > 0) return { kind: 'faults', says }
  return {
    kind: 'settings',
    settings: {
      databaseUrl,
      databaseToken: given('DATABASE_TOKEN'),
      contentDir: resolve(given('CONTENT_DIR') ?? 'content'),
      publicOrigin,
      isTrustedProxy: proxies.includes,
      trustsProxies: proxies.any,
      port,
      host: given('HOST') ?? 'localhost',
    },
  }
}

/** The settings of a program; ends it with the faults as sentences and exit code 2. */
export function settingsOrExit(environment: Readonly<Record<string, string | undefined>> = process.env): Settings {
  const read = readSettings(environment)
  if (read.kind === 'settings') return read.settings
  for (const sentence of read.says) console.error(sentence)
  process.exit(2)
}

function originOf(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined
  const url = new URL(text)
  const isBare =
    (url.pathname === '/' || url.pathname === '') && url.search === '' && url.hash === '' && url.username === ''
  return isBare && (url.protocol === 'https:' || url.protocol === 'http:') ? url.origin : undefined
}

function trustedProxies(text: string | undefined) {
  const list = new BlockList()
  const says: string[] = []
  const entries = (text ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
  for (const entry of entries) {
    if (entry === 'loopback') {
      list.addSubnet('127.0.0.0', 8, 'ipv4')
      list.addAddress('::1', 'ipv6')
      continue
    }
    const [address = '', bits] = entry.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    const longest = family === 'ipv6' ? 128 : 32
    if (isIP(address) === 0 || (bits !== undefined && (!/^\d+$/.test(bits) || Number(bits) > longest))) {
      says.push(`TRUSTED_PROXY holds "${entry}". Write an address as 10.0.0.4, a range as 10.0.0.0/8, or loopback.`)
    } else if (bits === undefined) {
      list.addAddress(address, family)
    } else {
      list.addSubnet(address, Number(bits), family)
    }
  }
  return {
    says,
    any: entries.length > 0,
    includes: (address: string) => list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4'),
  }
}
