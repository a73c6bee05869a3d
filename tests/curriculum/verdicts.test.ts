/** What each command adds to the lock, and why it refuses. */
import { describe, expect, test } from 'vitest'
import { wordLockLine } from '../../src/curriculum/lock.ts'
import { firstNotice } from '../../src/curriculum/notices.ts'
import { faultsOf } from '../../src/curriculum/report.ts'
import { judge, type Judgement } from '../../src/curriculum/verdicts.ts'
import { as, type PinnedClause } from '../../src/domain/ids.ts'
import { adopted, changed, clauses, judged, signature } from './locked-library.ts'
import { parse, soundLibrary, type Library } from './small-library.ts'

const standard = 'standards/telephone.mdx'
const clauseOf = (id: string, words: string) =>
  `\n<Clause id="${id}" level="may" role="adviser" channel="phone" target="none">\n${words}\n</Clause>\n`
const withClauses = (library: Library, ...more: readonly string[]): Library => ({
  ...library,
  [standard]: (library[standard] ?? '') + more.join(''),
})
const without = (library: Library, ...ids: readonly string[]): Library => ({
  ...library,
  [standard]: ids.reduce(
    (text, id) => text.replace(new RegExp(`\\n?<Clause id="${id}"[^]*?</Clause>\\n`), ''),
    library[standard] ?? '',
  ),
})

/** The verdicts that a judgement adds, as `TEL-05~2 material`, or its refusal. */
function outcome(library: Library, judgement: Judgement, signed = signature): readonly string[] | string {
  const given = judge(parse(library), judgement, signed)
  if (given.kind === 'refused') return given.says
  return given.lines.map((line) => {
    const [pinned, , verdict] = wordLockLine(line).split(' | ')
    return `${pinned} ${verdict}`
  })
}
const announcedBy = (library: Library, judgement: Judgement) => {
  const given = judge(parse(library), judgement, signature)
  return given.kind === 'refused' ? given.says : given.announce
}
const named = (kind: 'adopt' | 'bump' | 'editorial' | 'retire', ...ids: readonly string[]): Judgement => ({
  kind,
  clauses: clauses(...ids),
})
const succeed = (
  how: 'split' | 'merged' | 'superseded',
  from: readonly string[],
  into: readonly string[],
  carried: readonly string[] = [],
): Judgement => ({
  kind: 'succeed',
  how,
  from: clauses(...from),
  into: clauses(...into),
  carried: clauses(...carried),
})

const more = [clauseOf('TEL-06', 'You may hum.'), clauseOf('TEL-07', 'You may sing.')]
const locked = adopted(withClauses(soundLibrary, ...more))
const longer = changed(locked, standard, 'value="30"', 'value="45"')
const reworded = changed(locked, standard, 'without coming back', 'without returning')

describe('adopting', () => {
  test('begins the lock with a baseline of every clause, which nothing announces', () => {
    expect([outcome(soundLibrary, named('adopt')), announcedBy(soundLibrary, named('adopt'))]).toEqual([
      ['TEL-04~1 baseline', 'TEL-05~1 baseline'],
      [],
    ])
  })

  test('takes in later clauses as new, and a notice announces them', () => {
    const library = withClauses(locked, clauseOf('TEL-08', 'You may dance.'), clauseOf('TEL-09', 'You may rest.'))
    expect([outcome(library, named('adopt')), announcedBy(library, named('adopt'))]).toEqual([
      ['TEL-08~1 new', 'TEL-09~1 new'],
      ['TEL-08~1', 'TEL-09~1'],
    ])
  })

  test('takes in only the clauses named', () => {
    const library = withClauses(locked, clauseOf('TEL-08', 'You may dance.'), clauseOf('TEL-09', 'You may rest.'))
    expect(outcome(library, named('adopt', 'TEL-09'))).toEqual(['TEL-09~1 new'])
  })

  test.each<[what: string, library: Library, judgement: Judgement, says: string]>([
    ['when every clause is known', locked, named('adopt'), 'The lock knows every clause already.'],
    ['a clause that is known', locked, named('adopt', 'TEL-05'), 'The lock knows TEL-05 already. It is at revision 1.'],
    [
      'a part of the first baseline',
      soundLibrary,
      named('adopt', 'TEL-05'),
      'The first adoption takes in every clause, so that the rest is not new: name none.',
    ],
    ['a clause that is not there', locked, named('adopt', 'TEL-60'), 'There is no clause TEL-60. Did you mean TEL-06?'],
  ])('is refused %s', (_, library, judgement, says) => {
    expect(outcome(library, judgement)).toBe(says)
  })
})

describe('a bump', () => {
  test('raises the revision and wants a notice', () => {
    expect([outcome(longer, named('bump', 'TEL-05')), announcedBy(longer, named('bump', 'TEL-05'))]).toEqual([
      ['TEL-05~2 material'],
      ['TEL-05~2'],
    ])
  })

  test('is right for a change of wording as well, when its owner says so', () => {
    expect(outcome(reworded, named('bump', 'TEL-05'))).toEqual(['TEL-05~2 material'])
  })

  test('back to the words of an earlier revision is a further revision with the same fingerprint', () => {
    const back = changed(judged(longer, named('bump', 'TEL-05')), standard, 'value="45"', 'value="30"')
    const { lock } = parse(judged(back, named('bump', 'TEL-05'))).partial
    const [first, , third] = lock.filter(({ clause }) => clause === 'TEL-05')
    expect([third?.revision, third?.fingerprint === first?.fingerprint]).toEqual([3, true])
  })

  test('of several clauses judges all or none', () => {
    expect(outcome(longer, named('bump', 'TEL-05', 'TEL-04'))).toBe(
      'TEL-04 says what it says at revision 1. There is nothing to judge.',
    )
  })

  test('on a binding clause is refused to one person alone', () => {
    const alone = { ...signature, approver: 'HelenMARSH ' }
    const says = (id: string) =>
      `${id} binds people, so somebody other than Helen Marsh has to agree. Give another --approver.`
    expect([
      outcome(longer, named('bump', 'TEL-05'), alone),
      outcome(without(locked, 'TEL-04'), named('retire', 'TEL-04'), alone),
      outcome(without(locked, 'TEL-07'), named('retire', 'TEL-07'), alone),
    ]).toEqual([says('TEL-05'), says('TEL-04'), ['TEL-07~2 retired']])
  })

  test('a second time names the notice that is missing, and the way back', () => {
    expect(outcome(judged(longer, named('bump', 'TEL-05')), named('bump', 'TEL-05'))).toBe(
      'TEL-05 says what it says at revision 2. There is nothing to judge. To announce TEL-05~2, run npm run -s portal -- clause notice NAME. To undo its last verdict, if that is not published yet, delete line 7 of clauses.lock again: then you can judge anew.',
    )
  })

  test.each<[what: string, library: Library, id: string, says: string]>([
    [
      'whose text has not changed',
      locked,
      'TEL-05',
      'TEL-05 says what it says at revision 1. There is nothing to judge.',
    ],
    ['that nobody knows', locked, 'TEL-40', 'There is no clause TEL-40. Did you mean TEL-04?'],
    [
      'that the lock does not know yet',
      withClauses(locked, clauseOf('TEL-08', 'You may dance.')),
      'TEL-08',
      'The lock does not know TEL-08 yet. Run: npm run -s portal -- clause adopt TEL-08 --why "…" --author NAME --approver NAME',
    ],
    [
      'that is gone',
      without(locked, 'TEL-07'),
      'TEL-07',
      'TEL-07 stands in no standard any more. Write it again, or run: npm run -s portal -- clause retire TEL-07 --why "…" --author NAME --approver NAME',
    ],
    [
      'before there is a lock',
      soundLibrary,
      'TEL-05',
      'There are no verdicts in clauses.lock yet. Begin it with: npm run -s portal -- clause adopt --why "…" --author NAME --approver NAME',
    ],
    [
      'while a standard has a fault',
      changed(locked, standard, 'level="must-not"', 'level="mustnt"'),
      'TEL-05',
      `Mend the content first. ${standard}:21: the level of TEL-05 is mustnt. Did you mean must?`,
    ],
  ])('is refused for a clause %s', (_, library, id, says) => {
    expect(outcome(library, named('bump', id))).toBe(says)
  })
})

describe('an editorial verdict', () => {
  test('keeps the revision and wants no notice', () => {
    expect([
      outcome(reworded, named('editorial', 'TEL-05')),
      announcedBy(reworded, named('editorial', 'TEL-05')),
    ]).toEqual([['TEL-05~1 editorial'], []])
  })

  test.each<[what: string, passage: string, instead: string, says: string]>([
    ['a number', 'value="30"', 'value="45"', 'its number 30 s became 45 s'],
    ['a unit', 'unit="s"', 'unit="min"', 'its number 30 s became 30 min'],
    ['a number in words', 'without coming back', 'without coming back twice', 'the number "twice" is new in it'],
    ['the level', 'level="must-not"', 'level="must"', 'its level must-not became must'],
    [
      'a role',
      'role="adviser" channel="phone" target="none">\nYou must not',
      'role="team-leader" channel="phone" target="none">\nYou must not',
      'its roles "adviser" became "team-leader"',
    ],
    [
      'a channel',
      'channel="phone" target="none">\nYou must not',
      'channel="chat" target="none">\nYou must not',
      'its channels "phone" became "chat"',
    ],
    ['a modal verb', 'You must not', 'You may not', 'its modal verb must became may'],
    ['a negation', 'You must not', 'You must', 'its negation "not" is gone'],
    [
      'a number of its target',
      'target="none">\nYou must not',
      'target="2% of calls">\nYou must not',
      'the number of the target "2%" is new in it',
    ],
  ])('over %s is refused, and the part is told', (_, passage, instead, says) => {
    expect(outcome(changed(locked, standard, passage, instead), named('editorial', 'TEL-05'))).toBe(
      `The change of TEL-05 is not editorial: ${says}. That is always material. Run: npm run -s portal -- clause bump TEL-05 --why "…" --author NAME --approver NAME`,
    )
  })

  test('on a binding clause is refused to one person alone', () => {
    const alone = { ...signature, approver: ' helen MARSH' }
    expect(outcome(reworded, named('editorial', 'TEL-05'), alone)).toBe(
      'TEL-05 binds people, so somebody other than Helen Marsh has to agree that it asks the same. Give another --approver.',
    )
  })

  test('on a clause that binds nobody is anybody’s', () => {
    const library = changed(locked, standard, 'You may hum.', 'You may hum along.')
    expect(outcome(library, named('editorial', 'TEL-06'), { ...signature, approver: 'Helen Marsh' })).toEqual([
      'TEL-06~1 editorial',
    ])
  })
})

describe('retiring', () => {
  test('leaves a tombstone with the last words, which a notice announces', () => {
    const library = without(locked, 'TEL-07')
    const given = judge(parse(library), named('retire', 'TEL-07'), signature)
    const last = parse(library).partial.lock.at(-1)
    expect(given).toMatchObject({
      lines: [{ clause: 'TEL-07', revision: 2, verdict: 'retired', fingerprint: last?.fingerprint }],
      announce: ['TEL-07~2'],
    })
  })

  test('is refused while the clause stands', () => {
    expect(outcome(locked, named('retire', 'TEL-07'))).toBe(
      `TEL-07 still stands in ${standard}:33. Delete it there first; its words stay in every publication that held them.`,
    )
  })

  test('is refused a second time', () => {
    const library = judged(without(locked, 'TEL-07'), named('retire', 'TEL-07'))
    expect(outcome(library, named('retire', 'TEL-07'))).toBe(
      'TEL-07 was retired on 2026-11-02, and its id is never used again.',
    )
  })
})

describe('a succession', () => {
  const two = [clauseOf('TEL-08', 'You may dance.'), clauseOf('TEL-09', 'You may rest.')]
  const parted = withClauses(without(locked, 'TEL-07'), ...two)

  test('by a split names both ends, and carries evidence to the successors named', () => {
    expect(outcome(parted, succeed('split', ['TEL-07'], ['TEL-08', 'TEL-09'], ['TEL-09']))).toEqual([
      'TEL-07~2 retired split TEL-08 TEL-09',
      'TEL-08~1 new from TEL-07',
      'TEL-09~1 new from TEL-07 carrying TEL-07',
    ])
  })

  test('by a merge names every origin, and carries the evidence of those named', () => {
    const joined = withClauses(without(locked, 'TEL-06', 'TEL-07'), two[0] ?? '')
    expect(outcome(joined, succeed('merged', ['TEL-06', 'TEL-07'], ['TEL-08'], ['TEL-06']))).toEqual([
      'TEL-06~2 retired merged TEL-08',
      'TEL-07~2 retired merged TEL-08',
      'TEL-08~1 new from TEL-06 TEL-07 carrying TEL-06',
    ])
  })

  test('into a clause that stands already raises its revision', () => {
    const joined = changed(without(locked, 'TEL-07'), standard, 'You may hum.', 'You may hum or sing.')
    expect(outcome(joined, succeed('superseded', ['TEL-07'], ['TEL-06'], ['TEL-07']))).toEqual([
      'TEL-07~2 retired superseded TEL-06',
      'TEL-06~2 material from TEL-07 carrying TEL-07',
    ])
  })

  test.each<[what: string, library: Library, judgement: Judgement, says: string]>([
    [
      'a split without successors',
      parted,
      succeed('split', ['TEL-07'], []),
      'A split names two successors or more: --into TEL-11,TEL-12. For one, use supersede.',
    ],
    [
      'a split into one',
      parted,
      succeed('split', ['TEL-07'], ['TEL-08']),
      'A split names two successors or more: --into TEL-11,TEL-12. For one, use supersede.',
    ],
    [
      'a merge of one into a new one',
      parted,
      succeed('merged', ['TEL-07'], ['TEL-08']),
      'A merge joins two clauses or more. For one, use supersede.',
    ],
    [
      'a clause that would follow itself',
      parted,
      succeed('split', ['TEL-07'], ['TEL-07', 'TEL-08']),
      'TEL-07 cannot follow itself: an id that is retired is never used again.',
    ],
    [
      'a successor that is not there',
      parted,
      succeed('superseded', ['TEL-07'], ['TEL-80']),
      'There is no clause TEL-80. Did you mean TEL-08?',
    ],
    [
      'a successor that says what it said',
      parted,
      succeed('superseded', ['TEL-07'], ['TEL-06']),
      'TEL-06 says what it says at revision 1. Let it say what it takes over, or only retire TEL-07.',
    ],
    [
      'evidence of a stranger',
      parted,
      succeed('superseded', ['TEL-07'], ['TEL-08'], ['TEL-04']),
      'TEL-04 has no part in this, so no evidence of it can be carried over.',
    ],
    [
      'an origin that still stands',
      parted,
      succeed('superseded', ['TEL-06'], ['TEL-08']),
      `TEL-06 still stands in ${standard}:29. Delete it there first; its words stay in every publication that held them.`,
    ],
  ])('is refused for %s', (_, library, judgement, says) => {
    expect(outcome(library, judgement)).toBe(says)
  })
})

describe('a signature', () => {
  test.each([
    ['author', { author: ' ' }],
    ['approver', { approver: 'Tom | Hale' }],
    ['reason', { why: '' }],
  ])('with an %s that would break the line is refused', (field, part) => {
    expect(outcome(longer, named('bump', 'TEL-05'), { ...signature, ...part })).toBe(
      `The ${field} may not be empty, and may not hold " | ".`,
    )
  })

  test('is set in one line', () => {
    const given = judge(parse(longer), named('bump', 'TEL-05'), { ...signature, why: 'Thirty\n  was too short. ' })
    expect(given).toMatchObject({ lines: [{ why: 'Thirty was too short.' }] })
  })
})

test('a first notice is sound whatever signs the reason holds', () => {
  const why = 'import: {x} is <b>not</b> "30" | `s` & *C:\\dir* #1 [a](b) - 5 % ~~y~~ https://a.b/c_d'
  const bumped = judged(longer, named('bump', 'TEL-05'), { ...signature, why: why.replace(' | ', ' or ') })
  const notice = firstNotice('TEL-05 changes', why, [as<PinnedClause>('TEL-05~2')])
  const parsed = parse({ ...bumped, 'notices/first.mdx': notice })
  const [read] = parsed.partial.notices
  expect([faultsOf(parsed).filter(({ file }) => file.startsWith('notices/')), read?.summary, read?.clauses]).toEqual([
    [],
    why,
    ['TEL-05~2'],
  ])
})
