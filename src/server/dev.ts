/**
 * `npm run dev`: the author's preview, at HOST and PORT like the portal itself. What it shows is made
 * in preview.ts; here it is started, and told to whoever starts it.
 */
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { dev } from 'astro'
import { checkFolder, wordCheck } from '../curriculum/report.ts'
import { settingsInWords, settingsOrExit, type Settings } from '../settings.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

async function main(settings: Settings): Promise<void> {
  process.env['ASTRO_TELEMETRY_DISABLED'] = '1'
  process.env['ASTRO_DISABLE_UPDATE_CHECK'] = 'true'
  const checked = await checkFolder(settings.contentDir)
  const server = await dev({ root, logLevel: 'warn', server: { host: settings.host, port: settings.port } })
  // Through `exit`, because only then the preview's own database is cleared away.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => void server.stop().finally(() => process.exit(0)))
  }
  const { port } = server.address
  if (settings.port !== 0 && port !== settings.port) {
    console.log(`Port ${settings.port} is taken by another program, so the preview took the next one.`)
  }
  console.log(
    [
      '',
      `The preview of ${relative(process.cwd(), settings.contentDir) || '.'} is open at http://${hostOf(settings)}:${port}`,
      '',
      'You are signed in as an author with every right. Pages follow what you write; nothing is published.',
      'Ctrl-C ends it.',
      '',
      wordCheck(checked),
    ].join('\n'),
  )
}

function hostOf({ host }: Settings): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}

const words = process.argv.slice(2)
if (words.includes('--help')) {
  console.log(
    `Usage: npm run dev\n\nShows the content folder as it is being written. Settings, from the environment:\n\n${settingsInWords()}`,
  )
} else if (words.length > 0) {
  console.error(
    `npm run dev takes no words, not ${words.join(' ')}. Set PORT, HOST and CONTENT_DIR in the environment.`,
  )
  process.exitCode = 2
} else {
  await main(settingsOrExit())
}
