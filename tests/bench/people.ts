/**
 * `npm run bench -- --people 100000`: what a clause that changes costs organisations of 1,000 people and
 * of ten times as many, up to the number named. Prints figures beside their targets; it asserts nothing.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { dayOf } from '../../src/domain/days.ts'
import { buildWhenStale } from '../../src/server/build.ts'
import { contentIn, copyOrganisation, databaseIn, organisationIn } from './people/kept.ts'
import { measure, type Measured } from './people/measure.ts'

process.chdir(fileURLToPath(new URL('../..', import.meta.url)))
const help = `Usage: npm run bench -- --people 100000 [--only] [--keep DIR]

Makes organisations of 1,000 people and of ten times as many, up to the number named, with three years of
history; publishes a change that touches half of each, and prints what that and its pages cost.

  --only      only the number named, not the smaller sizes before it
  --keep DIR  keeps the databases in DIR and measures copies of them; those that stand there already are
              measured without being made again`
const { people: named = '', only = false, keep, help: asksHelp = false } = optionsOrExit()
const most = Number(named)
if (asksHelp || !Number.isInteger(most) || most < 100) {
  console.log(help)
  process.exit(asksHelp ? 0 : 2)
}
const sizes = (only ? [] : [1_000, 10_000, 100_000].filter((size) => size < most)).concat(most)
const today = dayOf(Temporal.Now.instant(), 'Europe/London')

console.log('Building…')
await buildWhenStale()
const columns: Column[] = []
for (const people of sizes) {
  const folder = mkdtempSync(join(tmpdir(), 'touchstone-people-'))
  try {
    const tell = (words: string) => console.log(`  ${thousands(people)} people: ${words}`)
    const kept = keep === undefined ? folder : join(resolve(keep), String(people))
    const organisation = await organisationIn({ folder: kept, people, today, tell })
    tell(`made in ${organisation.seconds.toFixed(0)} s; measuring`)
    if (kept !== folder) copyOrganisation(kept, folder)
    const megabytes = statSync(databaseIn(folder)).size / 1e6
    const measured = await measure(organisation, { path: databaseIn(folder), content: contentIn(folder) })
    const { facts, spans, seconds } = organisation
    columns.push({ people, facts, spans, seconds, megabytes, measured })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
print()

function optionsOrExit() {
  try {
    return parseArgs({
      options: {
        people: { type: 'string' },
        only: { type: 'boolean' },
        keep: { type: 'string' },
        help: { type: 'boolean' },
      },
    }).values
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${help}`)
    process.exit(2)
  }
}

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
    { name: '  longest wait for the disk after one', of: ({ measured }) => ms(measured.alone.longestCommitMs) },
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
