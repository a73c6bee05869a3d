import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { wordFault } from '../../src/curriculum/faults.ts'
import { printOf } from '../../src/curriculum/fingerprint.ts'
import { parseCurriculum } from '../../src/curriculum/parse.ts'
import { readFolder, sourceFile } from '../../src/curriculum/read-folder.ts'
import { verdictFaults } from '../../src/curriculum/lock-texts.ts'
import { parse, soundLibrary, type Library } from './small-library.ts'

const head = soundLibrary['standards/telephone.mdx']!.split('## Holding a call')[0]!
const opening =
  '<Clause id="TEL-05" level="must-not" role="adviser, team-leader" channel="phone, chat" target="95% of calls">'
const words = `You must not leave “a caller” on hold – not even Mrs Hale’s sister – for more than <Param name="hold" value="30" unit="s" /> without coming back… at least **twice**, as [the lesson](/lessons/holding-a-call) and the café at number 5 show:

1. say your name
2. say two words
   - the first
   - the second
3. say goodbye`

/** A library with one clause, of this opening tag and these words. */
function libraryWith(text: string, tag = opening, more = '<Why>Silence feels longer than it is.</Why>'): Library {
  const clause = `${tag}\n${text}\n\n${more}\n</Clause>\n`
  return { ...soundLibrary, 'standards/telephone.mdx': `${head}## Holding a call\n\n${clause}` }
}

/** The fingerprint of its clause. What cites the clause that is not there does not matter here. */
function fingerprintIn(library: Library): string {
  const { partial, faults } = parse(library)
  const told = faults.map(wordFault).filter((fault) => fault.startsWith('standards/') && !fault.includes(': no '))
  expect(told).toEqual([])
  const clause = partial.standards.flatMap((standard) => standard.clauses).find(({ id }) => id === 'TEL-05')
  return printOf(clause!).fingerprint
}

const expected = fingerprintIn(libraryWith(words))

/** The words with each match of a pattern replaced by one of the choices, as a random list of numbers says. */
const anyChoices = fc.array(fc.nat(), { minLength: 60, maxLength: 60 })
function varied(text: string, pattern: RegExp, choices: readonly string[], picks: readonly number[]): string {
  let at = 0
  return text.replace(pattern, () => choices[picks[at++ % picks.length]! % choices.length]!)
}

function alwaysAlike(change: (picks: readonly number[]) => Library): void {
  fc.assert(
    fc.property(anyChoices, (picks) => {
      expect(fingerprintIn(change(picks))).toBe(expected)
    }),
    { numRuns: 40 },
  )
}

describe('a fingerprint stays, however its author', () => {
  test('wraps the lines', () => {
    const prose = words.split('\n\n')[0]!
    // A line may not begin with a dash or a number, which Markdown takes for a list.
    const gap = / (?![–\d])/g
    alwaysAlike((picks) => libraryWith(words.replace(prose, varied(prose, gap, [' ', '\n', '  '], picks))))
  })

  test('sets the blanks', () => {
    const blanks = [' ', '\u00a0', '\u202f', '\u2009', '\u2003', '\u3000']
    const prose = words.split('\n\n')[0]!
    const outsideTags = / (?![^<]*\/>)/g
    alwaysAlike((picks) => libraryWith(words.replace(prose, varied(prose, outsideTags, blanks, picks))))
  })

  test('composes the letters', () => {
    expect(['NFC', 'NFD'].map((form) => fingerprintIn(libraryWith(words.normalize(form))))).toEqual([
      expected,
      expected,
    ])
  })

  test('hides zero-width signs and soft hyphens among them', () => {
    const unseen = ['l', '\u200bl', 'l\u00ad', '\u2060l', '\ufeffl', 'l\u200d']
    const prose = words.split('<Param')[0]!
    alwaysAlike((picks) => libraryWith(words.replace(prose, varied(prose, /l/g, unseen, picks))))
  })

  test('draws the quotation marks', () => {
    const pairs = [
      ['“', '”'],
      ['"', '"'],
      ['‘', '’'],
      ["'", "'"],
      ['„', '“'],
      ['«', '»'],
      ['«\u00a0', '\u00a0»'],
      ['‹', '›'],
    ] as const
    alwaysAlike(([pick = 0]) => {
      const [open, close] = pairs[pick % pairs.length]!
      return libraryWith(words.replace('“', open).replace('”', close))
    })
  })

  test('draws the apostrophes', () => {
    alwaysAlike((picks) => libraryWith(varied(words, /’/g, ['’', "'", 'ʼ', '‘', '´'], picks)))
  })

  test('draws the dashes', () => {
    const dashes = [' – ', ' — ', '—', ' - ', ' ― ', ' -- ', '–', ' − ', '\u2011']
    alwaysAlike((picks) => libraryWith(varied(words, / – /g, dashes, picks)))
  })

  test('writes the dots', () => {
    expect(fingerprintIn(libraryWith(words.replace('…', '...')))).toBe(expected)
  })

  test('stresses the words', () => {
    const stressed = ['caller', '*caller*', '**caller**', '_caller_', '***caller***', '`caller`']
    alwaysAlike((picks) => libraryWith(varied(words, /caller/g, stressed, picks)))
  })

  test('leads the links', () => {
    const links = [
      '[the lesson](/lessons/other)',
      'the lesson',
      '[the lesson](https://example.com "A title")',
      '[*the* lesson](#TEL-05)',
    ]
    alwaysAlike((picks) => libraryWith(varied(words, /\[the lesson\]\([^)]*\)/g, links, picks)))
  })

  test('comments on them', () => {
    const comment = '{/* not even Mrs Hale must */}'
    alwaysAlike(([pick = 0]) =>
      libraryWith(
        [
          words.replace(' caller', ` ${comment}caller`),
          `${comment}\n\n${words}`,
          `${words}\n\n${comment}`,
          words.replace('\n2. say', `\n\n${comment}\n\n2. say`),
        ][pick % 4]!,
      ),
    )
  })

  test('orders the attributes and the names in them', () => {
    const attributes = [...opening.matchAll(/\w+="[^"]*"/g)].map(([attribute]) => attribute)
    const order = fc.shuffledSubarray(attributes, { minLength: attributes.length })
    fc.assert(
      fc.property(order, fc.boolean(), fc.constantFrom(' ', '\n  '), (ordered, swap, gap) => {
        const tag = `<Clause${gap}${ordered.join(gap)}>`
        const swapped = swap ? tag.replace('adviser, team-leader', 'team-leader,adviser') : tag
        expect(
          fingerprintIn(libraryWith(words, swapped.replace('phone, chat', swap ? 'chat, phone' : 'phone, chat'))),
        ).toBe(expected)
      }),
      { numRuns: 40 },
    )
  })

  test('gives reasons and examples, or none', () => {
    for (const more of ['', '<Why>Not so.</Why>', '<Example>You must 99 seconds.</Example>']) {
      expect(fingerprintIn(libraryWith(words, opening, more))).toBe(expected)
    }
  })

  test('files the clause', () => {
    const library = libraryWith(words)
    const { 'standards/telephone.mdx': text = '', ...others } = library
    const [before = '', after = ''] = text.split('## Holding a call')
    const elsewhere = `${before}## Later\n\n<Clause id="TEL-01" level="may" role="adviser" channel="all" target="none">\nYou may.\n</Clause>\n\n### Deep\n${after}`
    expect(fingerprintIn({ ...others, 'standards/on-the-line.mdx': elsewhere })).toBe(expected)
  })

  test('parts a list loosely or tightly, and marks its items', () => {
    const loose = words.replaceAll(/\n(?=\d\.)/g, '\n\n').replaceAll('- the', '* the')
    expect(fingerprintIn(libraryWith(loose))).toBe(expected)
  })
})

describe('a fingerprint changes with', () => {
  const tagged = (passage: string, replacement: string) => libraryWith(words, opening.replace(passage, replacement))
  test.each<[what: string, library: Library]>([
    ['the level', tagged('must-not', 'must')],
    ['a role', tagged('adviser, team-leader', 'adviser')],
    ['everyone for its roles', tagged('adviser, team-leader', 'everyone')],
    ['a channel', tagged('phone, chat', 'phone')],
    ['the target', tagged('95%', '96%')],
    ['no target', tagged('95% of calls', 'none')],
    ['a parameter', libraryWith(words.replace('value="30"', 'value="31"'))],
    ['the unit of a parameter', libraryWith(words.replace('unit="s"', 'unit="min"'))],
    ['a number for the parameter of it', libraryWith(words.replace(/<Param[^>]*>/, '30 seconds'))],
    ['a number', libraryWith(words.replace('number 5', 'number 6'))],
    ['a number in words', libraryWith(words.replace('two words', 'three words'))],
    ['a negation', libraryWith(words.replace('must not', 'must'))],
    ['another negation', libraryWith(words.replace('without', 'while'))],
    ['a modal verb', libraryWith(words.replace('must not', 'should not'))],
    ['a capital', libraryWith(words.replace('a caller', 'a Caller'))],
    ['an accent', libraryWith(words.replace('café', 'cafe'))],
    ['a stop', libraryWith(words.replace('show:', 'show.'))],
    ['words that are struck', libraryWith(words.replace('**twice**', '~~twice~~'))],
    [
      'the order of its steps',
      libraryWith(
        words.replace('say your name', 'X').replace('say goodbye', 'say your name').replace('X', 'say goodbye'),
      ),
    ],
    [
      'the order of its points',
      libraryWith(words.replace('first', 'X').replace('second', 'first').replace('X', 'second')),
    ],
    ['steps that become points', libraryWith(words.replaceAll(/^\d\. say/gm, '-  say'))],
    [
      'a point that becomes a step',
      libraryWith(words.replace(/^ {3}- the first\n {3}- the second/m, '   1. the first\n   2. the second')),
    ],
    ['steps that begin at another number', libraryWith(words.replace('1. say', '4. say'))],
    ['a point that moves up a level', libraryWith(words.replaceAll('   - the', '- the'))],
    [
      'a list that becomes prose',
      libraryWith(words.replace(/\n1\. .*/s, 'say your name say two words the first the second say goodbye')),
    ],
    ['a sign that turns letters round', libraryWith(words.replace('number 5', 'number \u202e15\u202c'))],
  ])('%s', (_, library) => {
    expect(fingerprintIn(library)).not.toBe(expected)
  })

  test('every single word that is another, is gone or is doubled', () => {
    const prose = words.split('\n\n')[0]!
    const parts = prose.split(' ')
    const changeable = parts.flatMap((part, index) => (/^[\p{L}\d]+$/u.test(part) ? [index] : []))
    expect(changeable.length).toBeGreaterThan(20)
    for (const index of changeable) {
      for (const instead of ['other', '', `${parts[index]} ${parts[index]}`]) {
        const text = parts.with(index, instead).join(' ')
        expect([parts[index], fingerprintIn(libraryWith(words.replace(prose, () => text)))]).not.toEqual([
          parts[index],
          expected,
        ])
      }
    }
  })

  test('any two different texts of plain words', () => {
    const anyWords = fc.array(fc.constantFrom('must', 'not', 'hold', '5', 'two', 'days', "don't", 'on-call'), {
      minLength: 1,
      maxLength: 6,
    })
    const level = { level: 'must', roles: 'everyone', channels: 'all', target: undefined, params: [] } as const
    const print = (text: readonly string[]) =>
      printOf({ ...level, body: [{ tag: 'p', kids: [text.join(' ')] }] }).fingerprint
    fc.assert(
      fc.property(anyWords, anyWords, (one, other) => {
        expect(print(one) === print(other)).toBe(one.join(' ') === other.join(' '))
      }),
    )
  })
})

describe('the library of this project', () => {
  const folder = fileURLToPath(new URL('../../content', import.meta.url))

  /** Breaks each line of prose after so many letters; what begins a line in Markdown never does by that. */
  function wrappedAt(text: string, width: number): string {
    return text
      .split('\n')
      .flatMap((line) => {
        if (/^(?:---|#|\||\s*[-*]|\s*\d+\.|[a-z_]+:|<Clause|<\/)/.test(line)) return [line]
        const lines = ['']
        for (const word of line.split(' ')) {
          const last = lines.at(-1)!
          const mayBegin = /^[\p{L}“"‘(]/u.test(word) && !/^(?:import|export)$/.test(word)
          if (last !== '' && last.length + word.length > width && mayBegin) lines.push(word)
          else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`
        }
        return lines
      })
      .join('\n')
  }

  test.each([20, 47, 80, 120])('wrapped anew at %i letters has no change', async (width) => {
    const { files } = await readFolder(folder)
    const wrapped = await Promise.all(
      files.map(async (file) => {
        if (!file.path.startsWith('standards/')) return file
        return sourceFile(file.path, wrappedAt(await readFile(join(folder, file.path), 'utf8'), width))
      }),
    )
    const parsed = parseCurriculum(wrapped)
    expect(
      wrapped.some((file, index) => file.bytes.length === files[index]!.bytes.length && file !== files[index]),
    ).toBe(true)
    expect([parsed.complete, parsed.partial.lock.length > 80, verdictFaults(parsed).map(wordFault)]).toEqual([
      true,
      true,
      [],
    ])
  })
})
