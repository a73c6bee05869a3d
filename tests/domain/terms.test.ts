import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { GlossaryTerm, Tree } from '../../src/domain/curriculum.ts'
import { pluralOf, termFinder, termsUsedIn, withTerms } from '../../src/domain/terms.ts'

const term = (id: string, ...words: readonly string[]): GlossaryTerm => ({
  id,
  term: words[0] ?? id,
  aliases: words.slice(1),
  definition: `What ${id} means.`,
})
const glossary = [
  term('hold', 'hold', 'on hold'),
  term('transfer', 'transfer'),
  term('warm', 'warm transfer'),
  term('query', 'query'),
  term('fcr', 'first-contact resolution', 'FCR'),
  term('it', 'information technology', 'IT'),
  term('desk', 'customer’s desk'),
]
const finder = termFinder(glossary)
const found = (text: string) => finder.in(text).map(({ term: { id }, from, to }) => `${id}: ${text.slice(from, to)}`)

/** Marked words in brackets, so that a tree reads as a line. */
function shown(nodes: readonly Tree[]): string {
  return nodes
    .map((node) =>
      typeof node === 'string'
        ? node
        : node.tag === 'Term'
          ? `[${node.props?.['id']}: ${shown(node.kids ?? [])}]`
          : `<${node.tag}>${shown(node.kids ?? [])}</${node.tag}>`,
    )
    .join('')
}
const p = (...kids: readonly Tree[]): Tree => ({ tag: 'p', kids })
const mark = (...nodes: readonly Tree[]) => shown(withTerms(nodes, finder, new Set()))

describe('a term', () => {
  test('is found as a whole word, in any case', () => {
    expect(found('Hold on. A hold, (HOLD), hold’s end.')).toEqual([
      'hold: Hold',
      'hold: hold',
      'hold: HOLD',
      'hold: hold',
    ])
  })

  test('is not found within another word', () => {
    expect(found('household, holder, hold-up, re-hold, holdé, hold_it')).toEqual([])
  })

  test('is found by its longest words', () => {
    expect(found('On hold, then a warm transfer, then a cold transfer.')).toEqual([
      'hold: On hold',
      'warm: warm transfer',
      'transfer: transfer',
    ])
  })

  test('is found in its plain plural', () => {
    expect(found('Queries, holds and warm transfers.')).toEqual([
      'query: Queries',
      'hold: holds',
      'warm: warm transfers',
    ])
    expect(['branch', 'day', 'query', 'fax', 'call'].map(pluralOf)).toEqual([
      'branches',
      'days',
      'queries',
      'faxes',
      'calls',
    ])
  })

  test('is found across a line break, and with any form of hyphen and apostrophe', () => {
    expect(found('warm\n transfer')).toEqual(['warm: warm\n transfer'])
    expect(found("first‑contact resolution at the customer's desk")).toEqual([
      'fcr: first‑contact resolution',
      "desk: customer's desk",
    ])
  })

  test('that is an abbreviation is found only as written', () => {
    expect(found('IT says it is fine; FCR, FCRs, fcr')).toEqual(['it: IT', 'fcr: FCR', 'fcr: FCRs'])
  })

  test('keeps its own words when they are the plural of another', () => {
    const two = termFinder([term('good', 'good'), term('goods', 'goods')])
    expect(two.named('goods')?.id).toBe('goods')
    expect(two.named('Good')?.id).toBe('good')
  })

  test('is named by its words and by nothing beside them', () => {
    expect([finder.named('Warm  Transfers')?.id, finder.named('a warm transfer'), finder.named('')]).toEqual([
      'warm',
      undefined,
      undefined,
    ])
  })

  test('of an empty glossary is nowhere', () => {
    expect(termFinder([]).in('hold')).toEqual([])
  })

  test('that is an everyday word is named, and never marked', () => {
    const everyday = termFinder([{ ...term('need', 'need'), inText: false }, term('need-map', 'need map')])
    expect([everyday.named('needs')?.id, everyday.in('You need a need map.').map((use) => use.term.id)]).toEqual([
      'need',
      ['need-map'],
    ])
  })
})

describe('marking', () => {
  test('marks the first use of each term in a section', () => {
    expect(mark(p('Ask before a hold. A hold ends.'), p('Then transfer, on hold.'))).toBe(
      '<p>Ask before a [hold: hold]. A hold ends.</p><p>Then [transfer: transfer], on hold.</p>',
    )
  })

  test('goes on from what the section has marked before', () => {
    const seen = new Set(['hold'])
    expect(shown(withTerms([p('A hold and a query.')], finder, seen))).toBe('<p>A hold and a [query: query].</p>')
    expect([...seen]).toEqual(['hold', 'query'])
  })

  test('leaves headings, links, code and questions alone, and marks the first use after them', () => {
    const plain = ['h2', 'h3', 'h4', 'th', 'a', 'code', 'pre', 'Check', 'Question'].map((tag) => ({
      tag,
      kids: ['hold'],
    }))
    expect(mark(...plain, p({ tag: 'a', kids: [{ tag: 'em', kids: ['hold'] }] }, ' hold'))).toBe(
      `${plain.map(({ tag }) => `<${tag}>hold</${tag}>`).join('')}<p><a><em>hold</em></a> [hold: hold]</p>`,
    )
  })

  test('finds terms in emphasis, lists, scenes and notes', () => {
    for (const tag of ['em', 'strong', 'li', 'td', 'blockquote', 'Say', 'Why', 'Note']) {
      expect(mark({ tag, kids: ['hold'] })).toBe(`<${tag}>[hold: hold]</${tag}>`)
    }
  })

  test('leaves a term alone in the section that explains it', () => {
    const item = (...kids: readonly Tree[]): Tree => ({ tag: 'li', kids })
    expect(mark(item({ tag: 'strong', kids: ['Hold'] }, ': you hear nothing. A hold ends.'), p('On hold.'))).toBe(
      '<li><strong>Hold</strong>: you hear nothing. A hold ends.</li><p>On hold.</p>',
    )
    expect(mark(item({ tag: 'strong', kids: ['Hold'] }, ' on.'))).toBe('<li><strong>[hold: Hold]</strong> on.</li>')
  })
})

describe('for any text', () => {
  const words = fc.constantFrom(
    'hold',
    'On hold',
    'warm transfer',
    'transfer',
    'queries',
    'IT',
    'it',
    'shop',
    '-',
    '’',
    '.',
    ' ',
    'é',
  )
  const text = fc.array(words, { maxLength: 12 }).map((parts) => parts.join(''))
  const tree: fc.Arbitrary<Tree> = fc.letrec<{ tree: Tree }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small' },
      text,
      fc.record({
        tag: fc.constantFrom('p', 'em', 'strong', 'h3', 'a', 'code', 'li', 'Check', 'Say'),
        kids: fc.array(tie('tree'), { maxLength: 4 }),
      }),
    ),
  })).tree
  const trees = fc.array(tree, { maxLength: 5 })
  const plain = (nodes: readonly Tree[]): string =>
    nodes.map((node) => (typeof node === 'string' ? node : plain(node.kids ?? []))).join('')
  const marks = (nodes: readonly Tree[], within: readonly string[] = []): { id: string; within: readonly string[] }[] =>
    nodes.flatMap((node) => {
      if (typeof node === 'string') return []
      if (node.tag === 'Term') return [{ id: node.props?.['id'] ?? '', within }]
      return marks(node.kids ?? [], [...within, node.tag])
    })

  test('marking changes no word', () => {
    fc.assert(fc.property(trees, (nodes) => plain(withTerms(nodes, finder, new Set())) === plain(nodes)))
  })

  test('each term is marked at most once, and never where it must not be', () => {
    fc.assert(
      fc.property(trees, (nodes) => {
        const all = marks(withTerms(nodes, finder, new Set()))
        const hidden = ['h3', 'a', 'code', 'Check']
        return (
          new Set(all.map(({ id }) => id)).size === all.length &&
          all.every(({ within }) => within.every((tag) => !hidden.includes(tag)))
        )
      }),
    )
  })

  test('marking again marks nothing more', () => {
    fc.assert(
      fc.property(trees, (nodes) => {
        const seen = new Set<string>()
        withTerms(nodes, finder, seen)
        const before = [...seen]
        expect(withTerms(nodes, finder, seen)).toEqual(nodes)
        expect([...seen]).toEqual(before)
      }),
    )
  })

  test('the uses in a text follow each other and are words of their terms', () => {
    fc.assert(
      fc.property(text, (line) => {
        let end = 0
        for (const { term: meant, from, to } of finder.in(line)) {
          expect(from).toBeGreaterThanOrEqual(end)
          expect(finder.named(line.slice(from, to))).toBe(meant)
          end = to
        }
      }),
    )
  })

  test('what is used is what would be marked', () => {
    fc.assert(
      fc.property(trees, (nodes) => {
        const used = termsUsedIn(nodes, finder)
        expect(marks(withTerms(nodes, finder, new Set())).every(({ id }) => used.has(id))).toBe(true)
      }),
    )
  })
})
