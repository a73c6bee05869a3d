/**
 * `npm run bench -- --people 100000`: what a clause that changes costs organisations of 1,000 people and
 * of ten times as many, up to the number named. Prints figures beside their targets; it asserts nothing.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { dayOf } from '../../src/domain/days.ts'
import { buildWhenStale } from '../../src/server/build.ts'
import { generate } from './people/generate.ts'
import { measure, type Measured } from './people/measure.ts'

process.chdir(fileURLToPath(new URL('../..', import.meta.url)))
const most = Number(process.argv[process.argv.indexOf('--people') + 1])
if (!Number.isInteger(most) || most < 100) {
  console.error('Say how many people: npm run bench -- --people 100000')
  process.exit(2)
}
const sizes = [1_000, 10_000, 100_000].filter((size) => size < most).concat(most)
const today = dayOf(Temporal.Now.instant(), 'Europe/London')

console.log('Building…')
await buildWhenStale()
const columns: Column[] = []
for (const people of sizes) {
  const folder = mkdtempSync(join(tmpdir(), 'touchstone-people-'))
  try {
    const [path, content] = [join(folder, 'portal.db'), join(folder, 'content')]
    const began = performance.now()
    const tell = (words: string) => console.log(`  ${thousands(people)} people: ${words}`)
    const generated = await generate({ path, content, people, today, tell })
    const made = { seconds: (performance.now() - began) / 1000, megabytes: statSync(path).size / 1e6 }
    tell(`made in ${made.seconds.toFixed(0)} s; measuring`)
    const measured = await measure(generated, { path, content, today })
    columns.push({ people, facts: generated.facts, spans: generated.spans, ...made, measured })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
print()

interface Column {
  readonly people: number
  readonly facts: number
  readonly spans: number
  readonly seconds: number
  readonly megabytes: number
  readonly measured: Measured
}

/** A row for each figure: what it is, its target, and its value at each size; what grows, beside linear growth. */
function print() {
  const rows: { readonly name: string; readonly target?: string; readonly of: (column: Column) => string }[] = [
    { name: 'facts', of: ({ facts }) => thousands(facts) },
    { name: 'spans', of: ({ spans }) => thousands(spans) },
    { name: 'database', of: ({ megabytes }) => `${megabytes.toFixed(0)} MB` },
    { name: 'made in', of: ({ seconds }) => `${seconds.toFixed(0)} s` },
    { name: 'publication alone: touched', of: ({ measured }) => thousands(measured.alone.touched) },
    { name: '  transaction', of: ({ measured }) => ms(measured.alone.transactionMs) },
    { name: '  every standing right', of: ({ measured }) => ms(measured.alone.settleMs) },
    { name: '  processor for it', of: ({ measured }) => ms(measured.alone.settleProcessorMs) },
    { name: '  longest slice', target: '25 ms', of: ({ measured }) => ms(measured.alone.longestSliceMs) },
    { name: 'publication under load: touched', of: ({ measured }) => thousands(measured.live.touched) },
    { name: '  in force, folder read and checked', of: ({ measured }) => ms(measured.live.inForceMs) },
    { name: '  every standing right', target: '60 s', of: ({ measured }) => ms(measured.live.settledMs) },
    { name: '  processor meanwhile', of: ({ measured }) => `${(100 * measured.live.processorShare).toFixed(0)}%` },
    {
      name: '  own page right at the next request',
      of: ({ measured: { live } }) => `${live.ownPage.right ? 'yes' : 'NO'}, ${ms(live.ownPage.ms)}`,
    },
    { name: 'learners before: p50', of: ({ measured }) => ms(measured.live.before.p50Ms) },
    { name: '  p99', of: ({ measured }) => ms(measured.live.before.p99Ms) },
    { name: 'learners meanwhile: p50', of: ({ measured }) => ms(measured.live.meanwhile.p50Ms) },
    { name: '  p99', target: '250 ms', of: ({ measured }) => ms(measured.live.meanwhile.p99Ms) },
    { name: '  longest', of: ({ measured }) => ms(measured.live.meanwhile.longestMs) },
    {
      name: '  requests, failed',
      of: ({ measured: { live } }) => `${thousands(live.meanwhile.requests)}, ${live.meanwhile.failed}`,
    },
    ...(['everything', 'team', 'home'] as const).map((page) => ({
      name: { everything: 'readiness of everything, any day', team: 'readiness of a team', home: 'home' }[page],
      target: { everything: '150 ms', team: '50 ms', home: '20 ms' }[page],
      of: ({ measured: { pages } }: Column) =>
        `${ms(pages[page].middleMs)} (${ms(pages[page].longestMs)}), processor ${ms(pages[page].processorMs)}, ${pages[page].kilobytes.toFixed(0)} kB`,
    })),
    { name: 'memory of the server', of: ({ measured }) => `${(measured.memoryMb ?? NaN).toFixed(0)} MB` },
  ]
  const head = ['', 'target', ...columns.map(({ people }) => `${thousands(people)} people`)]
  const table = [head, ...rows.map(({ name, target = '', of }) => [name, target, ...columns.map(of)])]
  const widths = head.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)))
  console.log(
    `\n8 connections; pages are the middle (and the longest) of 25. Load of the machine: ${loadavg()[0]?.toFixed(1)}`,
  )
  for (const row of table)
    console.log(
      `  ${row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  ')}`,
    )
  printGrowth()
}

/** How many times as much at each size as at the one before; linear is as many times the people. */
function printGrowth() {
  for (const [place, column] of columns.entries()) {
    const before = columns[place - 1]
    if (before === undefined) continue
    const times = column.people / before.people
    const growth = (of: (measured: Measured) => number) =>
      (of(column.measured) / of(before.measured) / times).toFixed(2)
    console.log(
      `  From ${thousands(before.people)} to ${thousands(column.people)} people, beside linear growth (1.00): ` +
        `transaction ${growth(({ alone }) => alone.transactionMs)}, standings alone ${growth(({ alone }) => alone.settleMs)}, ` +
        `standings under load ${growth(({ live }) => live.settledMs)}, ` +
        `readiness of everything ${growth(({ pages }) => pages.everything.middleMs)}, of a team ${growth(({ pages }) => pages.team.middleMs)}, ` +
        `home ${growth(({ pages }) => pages.home.middleMs)}.`,
    )
  }
}

function ms(value: number): string {
  return value < 10_000 ? `${value.toFixed(value < 100 ? 1 : 0)} ms` : `${(value / 1000).toFixed(1)} s`
}

function thousands(value: number): string {
  return value.toLocaleString('en-GB')
}
