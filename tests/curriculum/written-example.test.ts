/** The scenario by which content/README.md teaches the format is one that `portal check` finds nothing wrong with. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { walk } from '../../src/domain/scenario-walk.ts'
import { faultsOf, soundCurriculum, soundLibrary } from './small-library.ts'

const guide = readFileSync('content/README.md', 'utf8')
const example = /```mdx\n(---\ntitle: The drawer\n[\s\S]*?)```/.exec(guide)?.[1] ?? ''
const clauses = [...new Set(example.match(/EXA-\d+(?=~1)/g))]

/** The invented clauses of the guide, so that what it pins is there. */
const standard = `---
title: Examples
kind: standard
prefix: EXA
summary: Clauses of the guide.
owner: Helen Marsh
approver: Tom Hale
review_by: 2027-09-01
---
They are here to be pinned.

## Holding

${clauses.map((id) => `<Clause id="${id}" level="must" role="adviser" channel="phone" target="none">\nYou must come back.\n</Clause>`).join('\n\n')}
`
const library = {
  ...soundLibrary,
  'standards/examples.mdx': standard,
  'scenarios/the-drawer.mdx': example,
}

test('the example of the guide has no fault, a way round that ends, and every kind of thing the guide explains', () => {
  expect(faultsOf(library)).toEqual([])
  const [scenario] = soundCurriculum(library).scenarios
  const walked = walk(scenario!)
  expect(walked).toMatchObject({ kind: 'walked', round: undefined, total: { most: 100 } })
  for (const part of ['<Say ', '<Hold ', '<Go ', '<End ', 'set="', 'if="', 'fatal="', 'counters:', 'flags:', 'minima:'])
    expect(example).toContain(part)
})
