/** What a folder says of its own lock and notices: each bad input is a sentence with file, line and mend. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { wordFault } from '../../src/curriculum/faults.ts'
import { lockFile, readLock, wordLockLine } from '../../src/curriculum/lock.ts'
import { noticeWarnings } from '../../src/curriculum/notice-warnings.ts'
import { beginReading, noFindings } from '../../src/curriculum/reading.ts'
import { faultsOf as checkedFaultsOf } from '../../src/curriculum/report.ts'
import { successionKinds, type Fingerprint, type LockLine } from '../../src/domain/clause-lock.ts'
import { levels } from '../../src/domain/curriculum.ts'
import { day } from '../../src/domain/days.ts'
import { as, type ClauseId } from '../../src/domain/ids.ts'
import { adopted, announced, changed, clauses, judged } from './locked-library.ts'
import { parse, soundLibrary, spoiled, type Library } from './small-library.ts'

const standard = 'standards/telephone.mdx'
const quiz = 'quizzes/telephone.mdx'
const lesson = 'lessons/holding-a-call.mdx'
const signing = '--why "…" --author NAME --approver NAME'
const command = (verb: string, ...ids: readonly string[]) =>
  `npm run -s portal -- clause ${[verb, ...ids].join(' ')} ${signing}`

const faultsIn = (library: Library) => checkedFaultsOf(parse(library)).map(wordFault)
const warningsIn = (library: Library) => parse(library).warnings.map(wordFault)
const lockOf = (library: Library) => (library[lockFile] ?? '').split('\n')
/** The library with the lines of its lock, head included, as another list. */
const withLock = (library: Library, change: (lines: readonly string[]) => readonly string[]): Library => ({
  ...library,
  [lockFile]: change(lockOf(library)).join('\n'),
})
const replacedInLock = (library: Library, passage: string | RegExp, instead: string) =>
  withLock(library, (lines) => lines.map((line) => (line.startsWith('#') ? line : line.replace(passage, instead))))

const locked = adopted()
/** TEL-05 at 45 seconds, judged and announced, its questions pinned anew. */
const longer = changed(locked, standard, 'value="30"', 'value="45"')
const bumped = judged(longer, { kind: 'bump', clauses: clauses('TEL-05') })
const pinned = changed(changed(bumped, quiz, 'TEL-05~1', 'TEL-05~2'), lesson, 'TEL-05~1', 'TEL-05~2')
const sound = announced(pinned, 'longer-holds', ['TEL-05~2'])

/** The small library without TEL-04, and with whatever more its standard says. */
function withoutTel04(library: Library, more = ''): Library {
  const text = library[standard] ?? ''
  const clause = /<Clause id="TEL-04"[^]*?<\/Clause>\n\n/
  return {
    ...library,
    [standard]: text.replace(clause, '') + more,
    [lesson]: (library[lesson] ?? '').replace('<Clause id="TEL-04" />\n\n', ''),
    [quiz]: (library[quiz] ?? '').replace(/<Question id="tel-ask"[^]*?<\/Question>\n\n/, ''),
  }
}
const clauseOf = (id: string, words: string, level = 'may') =>
  `\n<Clause id="${id}" level="${level}" role="adviser" channel="phone" target="none">\n${words}\n</Clause>\n`

describe('a lock', () => {
  test('gives each clause the revision of its last line', () => {
    const revisions = parse(sound).partial.standards[0]?.clauses.map(({ id, revision }) => [id, revision])
    expect(revisions).toEqual([
      ['TEL-04', 1],
      ['TEL-05', 2],
    ])
  })

  test('with a change that is judged, announced and asked anew has no fault', () => {
    expect([faultsIn(sound), warningsIn(sound)]).toEqual([[], []])
  })

  test('comes out of reading as it went in', () => {
    const name = fc.stringMatching(/^[A-Za-zé’-]{1,12}( [a-z]{1,5})?$/)
    const id = fc.integer({ min: 1, max: 99 }).map((number) => as<ClauseId>(`TEL-${String(number).padStart(2, '0')}`))
    const ids = fc.uniqueArray(id, { minLength: 2, maxLength: 4 })
    const verdict = fc.oneof(
      fc.constantFrom<Pick<LockLine, 'verdict'>>({ verdict: 'baseline' }, { verdict: 'new' }, { verdict: 'material' }),
      fc.record({ verdict: fc.constantFrom('new' as const, 'material' as const), from: ids }),
      ids.map((from) => ({ verdict: 'new' as const, from, carries: from.slice(1) })),
      fc.tuple(fc.constantFrom(...successionKinds), ids).map(([how, into]) => ({
        verdict: 'retired' as const,
        into: { how, clauses: how === 'split' ? into : into.slice(1, 2) },
      })),
    )
    const line = fc
      .record({
        clause: id,
        revision: fc.integer({ min: 1, max: 12 }),
        fingerprint: fc.stringMatching(/^[0-9a-f]{64}$/).map((hash) => `n1:sha256${hash}` as Fingerprint),
        essence: fc.constantFrom(...levels).map((level) => `${level}; adviser; phone; -; must; -`),
        author: name,
        approver: name,
        on: fc.constantFrom(day('2026-11-02'), day('2028-02-29')),
        why: fc.constantFrom('So it is', 'A | B'.replace(' | ', '|'), 'It is 5 # now'),
      })
      .chain((fields) => verdict.map((judgedAs): LockLine => ({ ...fields, ...judgedAs })))
    fc.assert(
      fc.property(fc.array(line, { maxLength: 5 }), (lines) => {
        const findings = noFindings()
        const text = `# head\n\n${lines.map((one) => `${wordLockLine(one)}\n`).join('')}`
        expect(readLock(text, beginReading(lockFile, findings))).toEqual(lines)
      }),
    )
  })

  test('that is missing is a warning with the command', async () => {
    const { missingLockWarnings } = await import('../../src/curriculum/lock-texts.ts')
    expect(missingLockWarnings(parse(soundLibrary)).map(wordFault)).toEqual([
      `clauses.lock:1: there is no clauses.lock, so no change of a clause asks anybody for an update. Begin it with: ${command('adopt')}`,
    ])
  })

  test('that was deleted is the only fault, whatever rested on it', () => {
    const { [lockFile]: gone, ...without } = sound
    const linked = changed(without, lesson, 'Mrs Hale is', '[Before](/clauses/TEL-90) Mrs Hale is')
    expect([gone === undefined, faultsIn(linked), warningsIn(linked)]).toEqual([
      false,
      [
        'clauses.lock:1: there is no clauses.lock, and the question tel-hold and 2 others cite revisions that only it can tell. Put the lock back from version control. If there never was one, cite each clause at revision 1.',
      ],
      [],
    ])
  })

  test.each(['material', 'retired', 'new'])(
    'with a %s verdict of one person alone on a binding clause is told',
    (kind) => {
      const library =
        kind === 'material'
          ? bumped
          : kind === 'retired'
            ? judged(withoutTel04(locked), { kind: 'retire', clauses: clauses('TEL-04') })
            : adopted({ ...locked, [standard]: `${locked[standard]}${clauseOf('TEL-06', 'You must hum.', 'must')}` })
      const alone = withLock(library, (lines) => [
        ...lines.slice(0, -2),
        lines.at(-2)?.replace('Tom Hale', 'HELEN  marsh') ?? '',
        '',
      ])
      expect(faultsIn(alone)).toContainEqual(
        expect.stringMatching(
          /^clauses\.lock:5: Helen Marsh judged and approved TEL-0\d~\d alone, and it is a binding clause\. Somebody else/,
        ),
      )
    },
  )

  test('may begin with one person alone', () => {
    expect(faultsIn(replacedInLock(locked, 'Tom Hale', 'Helen Marsh'))).toEqual([])
  })

  test('with a conflict marker is told where it stands', () => {
    const library = withLock(locked, (lines) => [...lines.slice(0, 2), '<<<<<<< ours', ...lines.slice(2)])
    expect(faultsIn(library)).toEqual([
      'clauses.lock:3: a merge conflict stands here. Keep the lines of both sides and delete the lines that begin with <<<<<<<, ======= and >>>>>>>.',
    ])
  })

  test('that cannot be read calls no question stale and no revision unknown', () => {
    const library = withLock(sound, (lines) => [...lines.slice(0, 2), '<<<<<<< ours', ...lines.slice(2)])
    expect([faultsIn(library).length, warningsIn(library)]).toEqual([1, []])
  })

  test('may hold comments and empty lines in its head, and nowhere else', () => {
    const library = withLock(locked, (lines) => ['', ...lines.slice(0, 3), '# a thought', '', ...lines.slice(3)])
    expect(faultsIn(library)).toEqual([
      'clauses.lock:5: a comment stands among the verdicts. Delete it: comments and empty lines stand in the head.',
      'clauses.lock:6: an empty line stands among the verdicts. Delete it: comments and empty lines stand in the head.',
    ])
  })

  test.each<[what: string, passage: string | RegExp, instead: string, says: string]>([
    [
      'a fingerprint cut short',
      /sha256[0-9a-f]{64}/,
      'sha256abc',
      'the fingerprint of TEL-04~1 was changed by hand or cut short',
    ],
    ['a field too few', ' | Tom Hale', '', 'the verdict has 7 fields and not 8'],
    ['an empty reason', 'Callers told us so', ' ', 'the reason of the verdict is empty'],
    ['a day that is none', '2026-11-02', '2026-11-31', '"2026-11-31" of TEL-04~1 is not a day of the calendar'],
    ['a clause without a revision', 'TEL-04~1', 'TEL-04', 'TEL-04 is not a clause with its revision'],
    ['a verdict that is none', 'baseline', 'baselined', 'the verdict on TEL-04~1 is baselined. Did you mean baseline?'],
    ['an essence that is none', 'must; ', 'mus; ', 'the essence of TEL-04~1 does not begin with a level'],
    [
      'a split without successors',
      'baseline',
      'retired split',
      'TEL-04~1 is split and names fewer than two successors',
    ],
    ['a split into one', 'baseline', 'retired split TEL-09', 'TEL-04~1 is split and names fewer than two successors'],
    [
      'a merge into two',
      'baseline',
      'retired merged TEL-08 TEL-09',
      'TEL-04~1 is merged and does not name exactly one successor',
    ],
    [
      'evidence of a stranger',
      'baseline',
      'new from TEL-01 carrying TEL-02',
      'TEL-04~1 carries the evidence of TEL-02, which it does not follow',
    ],
  ])('with %s is told at its line, and at no other', (_, passage, instead, says) => {
    const library = withLock(locked, (lines) =>
      lines.map((line) => (line.startsWith('TEL-04') ? line.replace(passage, instead) : line)),
    )
    const faults = faultsIn(library)
    expect([faults.length, faults[0]?.startsWith(`clauses.lock:3: ${says}`)]).toEqual([1, true])
  })

  test('whose fingerprint was exchanged by hand is told at the clause, with the line of the lock', () => {
    const library = withLock(locked, (lines) =>
      lines.map((line) => (line.startsWith('TEL-04') ? line.replace(/sha256..../, 'sha256beef') : line)),
    )
    const [fault = '', ...more] = faultsIn(library)
    expect([
      fault.startsWith(`${standard}:16: TEL-04 does not say what line 3 of clauses.lock has`),
      fault.includes('put the line of the lock back as version control has it'),
      more,
    ]).toEqual([true, true, []])
  })

  test('whose essence was edited by hand is told', () => {
    expect(faultsIn(replacedInLock(locked, 'hold 30 s', 'hold 45 s'))).toEqual([
      'clauses.lock:4: the essence of TEL-05~1 is not that of its words. Put the line back as version control has it: a line of the lock never changes.',
    ])
  })

  test('whose lines changed places is told', () => {
    const library = withLock(sound, (lines) => [...lines.slice(0, 3), lines[4] ?? '', lines[3] ?? '', ''])
    expect(faultsIn(library).filter((fault) => fault.startsWith(lockFile))[0]).toBe(
      'clauses.lock:4: the lock begins with TEL-05~2 material, and not with how it came. Put the lines back in the order of version control: the lock is only ever added to.',
    )
  })

  test('that lost its last line is told by what counts on it', () => {
    const faults = faultsIn(withLock(sound, (lines) => [...lines.slice(0, 4), '']))
    expect(faults).toEqual(
      expect.arrayContaining([
        expect.stringContaining(
          `${standard}:21: TEL-05 does not say what line 4 of clauses.lock has for its revision 1`,
        ),
        'notices/longer-holds.mdx:4: TEL-05 has no revision 2. It is at revision 1.',
        `${quiz}:16: TEL-05 has no revision 2. It is at revision 1: write TEL-05~1.`,
      ]),
    )
  })

  test('that lost a line in the middle is told', () => {
    const twice = judged(changed(sound, standard, 'value="45"', 'value="60"'), {
      kind: 'bump',
      clauses: clauses('TEL-05'),
    })
    expect(faultsIn(withLock(twice, (lines) => lines.toSpliced(4, 1)))).toContain(
      'clauses.lock:5: TEL-05~3 material follows TEL-05~1 of line 4. It would be TEL-05~2. Put the lines back in the order of version control: the lock is only ever added to.',
    )
  })

  test('in which two branches judged one change is told', () => {
    const library = withLock(sound, (lines) => [
      ...lines.slice(0, -1),
      lines.at(-2)?.replace('Tom Hale', 'Ida Roe') ?? '',
      '',
    ])
    expect(faultsIn(library)).toEqual([
      'clauses.lock:6: TEL-05~2 is judged a second time, after line 5. Two branches judged it: keep the line that was there first, delete the other, and run its command again.',
    ])
  })

  test('with a baseline after other verdicts is told', () => {
    const library = withLock(sound, (lines) => [...lines.slice(0, 2), ...lines.slice(3, 5), lines[2] ?? '', ''])
    expect(faultsIn(library)).toEqual([
      'clauses.lock:5: the baseline of TEL-04 stands after other verdicts. Put the lines back in the order of version control: the lock is only ever added to.',
    ])
  })
})

describe('a text', () => {
  test('that changed without a verdict names both commands, and why one will be refused', () => {
    expect(faultsIn(longer)).toEqual([
      `${standard}:21: TEL-05 does not say what line 4 of clauses.lock has for its revision 1. If it asks something else, run ${command('bump', 'TEL-05')}; if only the wording is another, run ${command('editorial', 'TEL-05')}. The second will be refused: its number 30 s became 45 s, and that is always material. If nobody changed the clause, put the line of the lock back as version control has it.`,
    ])
  })

  test('that only reads otherwise leaves both commands open', () => {
    const [fault = ''] = faultsIn(changed(locked, standard, 'without coming back', 'without returning'))
    expect([fault.includes(command('editorial', 'TEL-05')), fault.includes('refused')]).toEqual([true, false])
  })

  test('of a reason or an example needs no verdict', () => {
    const library = changed(locked, standard, 'Silence feels longer than it is.', 'Silence is long: 99 seconds.')
    expect(faultsIn(changed(library, standard, 'I am still here.', 'You must wait.'))).toEqual([])
  })

  test('that the lock does not know is adopted by a command', () => {
    const library = { ...locked, [standard]: `${locked[standard]}${clauseOf('TEL-06', 'You may hum.')}` }
    expect(faultsIn(library)).toEqual([
      `${standard}:29: no verdict of the lock knows the clause TEL-06. Run ${command('adopt', 'TEL-06')}, or name what it follows with clause split, merge or supersede.`,
    ])
  })

  test('that is gone is retired by a command', () => {
    expect(faultsIn(withoutTel04(locked))).toEqual([
      `clauses.lock:3: no standard holds the clause TEL-04, and it is not retired. Write it again, or run ${command('retire', 'TEL-04')}, or say what follows it with clause split, merge or supersede.`,
    ])
  })

  test('that got another id is told to take its own back', () => {
    const library = Object.fromEntries(
      Object.entries(locked).map(([path, text]) => [
        path,
        path === lockFile ? text : text.replaceAll('TEL-04', 'TEL-09'),
      ]),
    )
    expect(faultsIn(library)).toContain(
      'clauses.lock:3: no standard holds the clause TEL-04, and it is not retired. TEL-09 says the same: call it TEL-04 again, because certificates point to that id.',
    )
  })

  test('is not held against the lock while another text cannot be read', () => {
    const library = { ...longer, 'standards/other.mdx': '---\ntitle: x\n' }
    expect(faultsIn(library).filter((fault) => fault.includes('clauses.lock'))).toEqual([])
  })
})

describe('a retired clause', () => {
  const retired = judged(withoutTel04(locked), { kind: 'retire', clauses: clauses('TEL-04') })
  const told = announced(retired, 'no-more-asking', ['TEL-04~2'], { notify_only: '[TEL-04~2]' })

  test('leaves a tombstone and no fault', () => expect(faultsIn(told)).toEqual([]))

  test('whose id is used again is told with the next free one', () => {
    const library = { ...told, [standard]: `${told[standard]}${clauseOf('TEL-04', 'You may hum.')}` }
    expect(faultsIn(library)).toContain(
      `${standard}:24: the id TEL-04 was retired in line 5 of clauses.lock and is used again. Give the clause the next free number: TEL-06.`,
    )
  })

  test('that is judged again is told', () => {
    const line = lockOf(told).find((one) => one.startsWith('TEL-04~2'))!
    const library = withLock(told, (lines) => [
      ...lines.slice(0, -1),
      line.replace('~2', '~3').replace('retired', 'material'),
      '',
    ])
    expect(faultsIn(library)).toContain(
      'clauses.lock:6: TEL-04 was retired in line 5 and is judged again. An id is never used again: give the clause the next free number, and delete this line.',
    )
  })

  test('may be linked to and not be taught', () => {
    const linked = changed(told, lesson, 'Mrs Hale is', '[Before](/clauses/TEL-04) Mrs Hale is')
    expect([
      faultsIn(linked),
      faultsIn(changed(told, lesson, '<Clause id="TEL-05" />', '<Clause id="TEL-05" />\n\n<Clause id="TEL-04" />')),
    ]).toEqual([[], [`${lesson}:16: the clause TEL-04 is retired. Take it out.`]])
  })

  test.each(['TEL-04~1', 'TEL-04~2', 'TEL-04'])('cited as %s is said to be retired, and nothing else', (pin) => {
    const asked = changed(told, quiz, 'clauses="TEL-05~1"', `clauses="TEL-05~1, ${pin}"`)
    expect([faultsIn(asked), warningsIn(asked)]).toEqual([
      [expect.stringMatching(/: the clause TEL-04 is retired\. Take it out\.$/)],
      [],
    ])
  })

  test('is cited by its successors', () => {
    const more = clauseOf('TEL-06', 'You may hum.') + clauseOf('TEL-07', 'You may sing.')
    const split = judged(withoutTel04(locked, more), {
      kind: 'succeed',
      how: 'split',
      from: clauses('TEL-04'),
      into: clauses('TEL-06', 'TEL-07'),
      carried: [],
    })
    const asked = changed(split, quiz, 'clauses="TEL-05~1"', 'clauses="TEL-05~1, TEL-04~1"')
    expect(faultsIn(asked)).toContain(`${quiz}:9: the clause TEL-04 is retired. Cite TEL-06 or TEL-07 in its place.`)
  })
})

describe('a succession', () => {
  const more = clauseOf('TEL-06', 'You may hum.') + clauseOf('TEL-07', 'You may sing.')
  const split = judged(withoutTel04(locked, more), {
    kind: 'succeed',
    how: 'split',
    from: clauses('TEL-04'),
    into: clauses('TEL-06', 'TEL-07'),
    carried: clauses('TEL-07'),
  })
  const told = announced(split, 'two-for-one', ['TEL-04~2', 'TEL-06~1', 'TEL-07~1'])

  test('that names both ends is sound', () => expect(faultsIn(told)).toEqual([]))

  test('of which the new end says nothing is told at the old end', () => {
    const library = replacedInLock(told, 'new from TEL-04 |', 'new |')
    expect(faultsIn(library)).toEqual([
      'clauses.lock:5: TEL-04 gave way to TEL-06, and no verdict on TEL-06 says that it follows TEL-04. Both ends are written by one command: delete this line and run it again.',
    ])
  })

  test('of which the old end says nothing is told at the new ends', () => {
    const library = replacedInLock(told, 'retired split TEL-06 TEL-07', 'retired')
    expect(faultsIn(library)).toEqual([
      'clauses.lock:6: TEL-06 follows TEL-04, and TEL-04 was not retired in favour of it. Both ends are written by one command: delete this line and run it again.',
      'clauses.lock:7: TEL-07 follows TEL-04, and TEL-04 was not retired in favour of it. Both ends are written by one command: delete this line and run it again.',
    ])
  })
})

describe('an editorial verdict', () => {
  const reworded = changed(locked, standard, 'without coming back', 'without returning')
  const editorial = judged(reworded, { kind: 'editorial', clauses: clauses('TEL-05') })

  test('keeps the revision, needs no notice and makes nothing stale', () => {
    expect([faultsIn(editorial), warningsIn(editorial), parse(editorial).partial.lock.at(-1)?.revision]).toEqual([
      [],
      [],
      1,
    ])
  })

  test('written by hand over another number is told', () => {
    expect(faultsIn(replacedInLock(bumped, /~2 (.*) material/, '~1 $1 editorial'))).toContain(
      `clauses.lock:5: the change of TEL-05 is called editorial, and its number 30 s became 45 s. That is always material: delete this line and run ${command('bump', 'TEL-05')}.`,
    )
  })

  test('on a binding clause by one person alone is told, whatever the capitals', () => {
    expect(faultsIn(replacedInLock(editorial, /(editorial.*) Tom Hale/, '$1 helen  marsh'))).toEqual([
      'clauses.lock:5: Helen Marsh wrote and approved an editorial change of the binding clause TEL-05. Somebody else has to agree that it asks the same: delete this line and give another --approver.',
    ])
  })
})

describe('a notice', () => {
  const notice = 'notices/longer-holds.mdx'
  test('that is missing is told at the verdict', () => {
    expect(faultsIn(pinned)).toEqual([
      'clauses.lock:5: no notice announces TEL-05~2, which is material. Run npm run -s portal -- clause notice NAME for a first one, or write notices/NAME.mdx with clauses: [TEL-05~2], why, from when, and how many days people have. If a notice was published and its file is gone, put it back from version control.',
    ])
  })

  test('of a change that another announces is told at the second', () => {
    expect(faultsIn(announced(sound, 'once-more', ['TEL-05~2']))).toEqual([
      'notices/once-more.mdx:4: TEL-05~2 is announced by notices/longer-holds.mdx already. Name it in one notice only.',
    ])
  })

  test.each<[what: string, pin: string, says: string]>([
    ['an unknown clause', 'TEL-50~1', 'no clause TEL-50. Did you mean TEL-05?'],
    ['a revision that is not there', 'TEL-05~3', 'TEL-05 has no revision 3. It is at revision 2.'],
    [
      'what stood at the beginning',
      'TEL-05~1',
      'TEL-05~1 stood when the lock began, and no change made it. Did you mean TEL-05~2?',
    ],
    [
      'a clause without a revision',
      'TEL-05',
      'clauses names TEL-05, which is no revision of a clause. Write the clause and the revision that the lock gave it: TEL-05~2.',
    ],
  ])('naming %s is told', (_, pin, says) => {
    expect(faultsIn(announced(sound, 'other', [pin]))).toEqual([`notices/other.mdx:4: ${says}`])
  })

  test('without a lock is told', () => {
    expect(faultsIn(announced(soundLibrary, 'other', ['TEL-05~2']))).toEqual([
      'clauses.lock:1: there is no clauses.lock, and notices/other.mdx cites revisions that only it can tell. Put the lock back from version control. If there never was one, cite each clause at revision 1.',
    ])
  })

  test.each<[what: string, passage: string, instead: string, says: string]>([
    ['no day', 'effective_after_days: 14\n', '', ':2: the notice does not say from when the change is in force.'],
    [
      'two kinds of day',
      'effective_after_days: 14',
      'effective_after_days: 14\neffective: 2027-01-01',
      ':5: the notice has effective and effective_after_days. Keep one of the two.',
    ],
    ['a day that is none', 'effective_after_days: 14', 'effective: 2027-02-30', ':5: effective is 2027-02-30.'],
    ['no days to update', 'update_within_days: 21\n', '', ':2: update_within_days is missing.'],
    ['too few days', 'update_within_days: 21', 'update_within_days: -1', ':6: update_within_days is -1.'],
    ['no clauses', 'clauses: [TEL-05~2]\n', '', ':2: clauses is missing.'],
    ['an empty list of clauses', 'clauses: [TEL-05~2]', 'clauses: []', ':4: the notice names no clause.'],
    ['no reason', 'Callers told us so.\n', '', ':1: the notice gives no reason.'],
    [
      'notify_only beyond its clauses',
      'update_within_days',
      'notify_only: [TEL-04~1]\nupdate_within_days',
      ':6: notify_only names TEL-04~1, and clauses does not.',
    ],
    [
      'notify_only for what asks something',
      'update_within_days',
      'notify_only: [TEL-05~2]\nupdate_within_days',
      ': notify_only names TEL-05~2, and its change asks something of people.',
    ],
    [
      'a field that is none',
      'update_within_days',
      'update_in: 3\nupdate_within_days',
      ':6: there is no field update_in.',
    ],
  ])('with %s is told', (_, passage, instead, says) => {
    const faults = faultsIn(changed(sound, notice, passage, instead))
    const found = faults.some((fault) =>
      fault
        .replace(/^(notices\/[^:]*):\d+: notify_only names TEL-05/, '$1: notify_only names TEL-05')
        .startsWith(notice + says),
    )
    expect([found, faults]).toEqual([true, faults])
  })

  test('in force before it was judged is a warning', () => {
    const early = changed(sound, notice, 'effective_after_days: 14', 'effective: 2026-11-01')
    const onTheDay = changed(sound, notice, 'effective_after_days: 14', 'effective: 2026-11-02')
    expect([noticeWarnings(parse(early)).map(wordFault), noticeWarnings(parse(onTheDay))]).toEqual([
      [
        `${notice}:4: the notice has TEL-05~2 in force from 2026-11-01, and it was judged only on 2026-11-02. No change is in force before its publication. Name a later day, unless the notice is published already.`,
      ],
      [],
    ])
  })

  test('may only tell where a must became a may', () => {
    const milder = changed(
      changed(locked, standard, 'level="must" role="adviser, team', 'level="may" role="adviser, team'),
      standard,
      'You must ask',
      'You may ask',
    )
    const bumpedToMay = judged(milder, { kind: 'bump', clauses: clauses('TEL-04') })
    const asked = changed(bumpedToMay, quiz, 'TEL-04~1', 'TEL-04~2')
    expect(faultsIn(announced(asked, 'milder', ['TEL-04~2'], { notify_only: '[TEL-04~2]' }))).toEqual([])
  })

  test('is read with its days and its reason', () => {
    const [read] = parse(changed(sound, notice, 'effective_after_days: 14', 'effective: 2027-01-05')).partial.notices
    expect(read).toEqual({
      id: 'longer-holds',
      title: 'A change',
      summary: 'What is different.',
      clauses: ['TEL-05~2'],
      effective: { on: '2027-01-05' },
      updateWithinDays: 21,
      notifyOnly: [],
      body: [{ tag: 'p', kids: ['Callers told us so.'] }],
    })
  })
})

describe('a stale question', () => {
  test('is told, and covers nothing', () => {
    const half = announced(bumped, 'longer-holds', ['TEL-05~2'])
    expect([faultsIn(half), warningsIn(half)]).toEqual([
      [
        `${standard}:21: no quiz asks about the binding clause TEL-05 any more: tel-hold is stale. Read what it says now, mend the question where it has to be, and let it cite the present revision.`,
      ],
      [
        `${lesson}:23: the question holding-check is stale: it asks about TEL-05~1, and the clause is at revision 2. Nobody is asked it any more. Read it beside the new words, mend it, and write TEL-05~2.`,
        `${quiz}:16: the question tel-hold is stale: it asks about TEL-05~1, and the clause is at revision 2. Nobody is asked it any more. Read it beside the new words, mend it, and write TEL-05~2.`,
      ],
    ])
  })

  test('covers nothing of its other clauses either', () => {
    const both = adopted(spoiled(quiz, 'clauses="TEL-04~1"', 'clauses="TEL-04~1, TEL-05~1"'))
    const half = judged(changed(both, standard, 'value="30"', 'value="45"'), {
      kind: 'bump',
      clauses: clauses('TEL-05'),
    })
    expect(
      faultsIn(half).some((fault) =>
        fault.includes('no quiz asks about the binding clause TEL-04 any more: tel-ask is stale'),
      ),
    ).toBe(true)
  })

  test('that names no revision is told the present one', () => {
    expect(faultsIn(changed(sound, quiz, 'TEL-05~2', 'TEL-05'))).toContain(
      `${quiz}:16: the question tel-hold cites TEL-05 without its revision. Write TEL-05~2.`,
    )
  })
})
