/**
 * Finds a Chromium to drive: the one named by CHROME_PATH, one on the machine, else the system's
 * package (as root on Debian, or in CI), else the build that playwright fetches.
 */
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser } from 'playwright-core'

const namesOnPath = [
  // Without a window it never has one, and a page takes it a third less time.
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
  'msedge',
]

/** Paths to try, best first. */
export function usualPlaces(
  platform: NodeJS.Platform = process.platform,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string[] {
  const onPath = (environment['PATH'] ?? environment['Path'] ?? '')
    .split(platform === 'win32' ? ';' : delimiter)
    .filter((folder) => folder !== '')
  const suffix = platform === 'win32' ? '.exe' : ''
  const found = namesOnPath.flatMap((name) => onPath.map((folder) => join(folder, name + suffix)))
  if (platform === 'darwin') {
    const applications = ['/Applications', join(environment['HOME'] ?? '', 'Applications')]
    const bundles = ['Google Chrome', 'Chromium', 'Microsoft Edge']
    return [
      ...found,
      ...applications.flatMap((folder) => bundles.map((name) => `${folder}/${name}.app/Contents/MacOS/${name}`)),
    ]
  }
  if (platform === 'win32') {
    const programs = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => environment[name] ?? [])
    const inside = [
      'Google/Chrome/Application/chrome.exe',
      'Chromium/Application/chrome.exe',
      'Microsoft/Edge/Application/msedge.exe',
    ]
    return [...found, ...programs.flatMap((folder) => inside.map((path) => join(folder, path)))]
  }
  return [...found, '/snap/bin/chromium', '/opt/google/chrome/chrome']
}

/** The path of a Chromium that can be run. Rejects with a sentence that says how to get one. */
export async function findChromium(): Promise<string> {
  const named = process.env['CHROME_PATH']
  if (named !== undefined && named !== '') {
    if (runs(named)) return named
    throw new Error(
      `CHROME_PATH names ${named}, which cannot be run. Name a Chrome, Chromium or Edge, or leave it out.`,
    )
  }
  const here = usualPlaces().find(runs) ?? fetchedBefore()
  if (here !== undefined) return here
  if (mayInstallPackages()) {
    console.error('Installing Chromium from the system’s packages.')
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n']
    apt([...sudo, 'apt-get', '-o', 'DPkg::Lock::Timeout=300', 'update'], environment)
    for (const name of ['chromium-headless-shell', 'chromium']) {
      const options = ['-y', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300']
      apt([...sudo, 'apt-get', 'install', ...options, name], environment)
      const packaged = usualPlaces().find(runs)
      if (packaged !== undefined) return packaged
    }
  }
  console.error('Fetching a Chromium for the tests.')
  spawnSync(
    process.execPath,
    [fileURLToPath(new URL('../node_modules/playwright-core/cli.js', import.meta.url)), 'install', 'chromium'],
    {
      stdio: ['ignore', 2, 2],
    },
  )
  const fetched = fetchedBefore()
  if (fetched !== undefined) return fetched
  throw new Error(
    'The browser tests need Chrome, Chromium or Edge. Install one (on Debian or Ubuntu: sudo apt-get install chromium), ' +
      'or set CHROME_PATH to the one you have, and run npm test again.',
  )
}

/** A browser without a window and without calls home. Close it when done. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: await findChromium(),
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-dev-shm-usage',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // Else the shell sets type by whole pixels, as no screen that people have does any more.
      '--font-render-hinting=none',
    ],
  })
}

function fetchedBefore(): string | undefined {
  const path = chromium.executablePath()
  return runs(path) ? path : undefined
}

function runs(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function mayInstallPackages(): boolean {
  if (!existsSync('/usr/bin/apt-get') || !existsSync('/etc/debian_version')) return false
  return process.getuid?.() === 0 || process.env['CI'] === 'true'
}

function apt([program, ...words]: readonly string[], environment: NodeJS.ProcessEnv): void {
  if (program !== undefined) spawnSync(program, words, { stdio: ['ignore', 2, 2], env: environment })
}
