import { describe, expect, test } from 'vitest'
import { factsOfKind } from '../../db/ledger.ts'
import { write } from '../../db/open.ts'
import { currentLibrary, libraryAt, storedMedia } from '../../db/publications.ts'
import { publications } from '../../db/schema.ts'
import { countUnsettled } from '../../db/unsettled.ts'
import { as, type StandardId } from '../../src/domain/ids.ts'
import { publishCurriculum } from '../../src/workflows/publish-curriculum.ts'
import { judged, locked, type Judgement } from '../curriculum/judged.ts'
import { parse, soundCurriculum, soundLibrary, spoiled, type Library } from '../curriculum/small-library.ts'
import { temporaryDatabase } from '../db/temporary.ts'

const now = Temporal.Instant.from('2026-03-10T09:00:00Z')
const later = now.add({ hours: 24 * 30 })
const another = {
  ...soundCurriculum(),
  standards: soundCurriculum().standards.map((standard) => ({ ...standard, id: as<StandardId>('of-others') })),
}
/** A lesson that says something else; no clause changes by it. */
const otherLesson = soundCurriculum(spoiled('lessons/holding-a-call.mdx', 'Mrs Hale is', 'Mr Hale is'))
const standard = 'standards/telephone.mdx'
const begun = locked()
/** The judged library with a passage of its standard changed. */
function changed(passage: string, replacement: string, judgement: Judgement, before: Library = begun): Library {
  const text = before[standard] ?? ''
  if (!text.includes(passage)) throw new Error(`no "${passage}"`)
  return judged(before, { [standard]: text.replace(passage, () => replacement) }, judgement)
}
const shorter = soundCurriculum(changed('value="30"', 'value="20"', { verdicts: { 'TEL-05': 'material' } }))
const sound = soundCurriculum(begun)

describe('publishing', () => {
  test('into an empty database is the baseline', async () => {
    const db = await temporaryDatabase()
    const curriculum = soundCurriculum()
    expect(await publishCurriculum(db, { curriculum }, now)).toMatchObject({ kind: 'baseline', publication: 1 })
    const [published] = await factsOfKind(db.reader, ['published'])
    expect(published?.fact).toMatchObject({ publication: 1, on: '2026-03-10', act: 'baseline' })
  })

  test('the same content again publishes nothing', async () => {
    const db = await temporaryDatabase()
    await publishCurriculum(db, { curriculum: soundCurriculum() }, now)
    const rewrapped = spoiled('standards/telephone.mdx', 'or they hear nothing.', 'or\nthey hear nothing.')
    expect(await publishCurriculum(db, { curriculum: soundCurriculum(rewrapped) }, later)).toEqual({
      kind: 'same',
      publication: 1,
    })
    expect(await factsOfKind(db.reader, ['published'])).toHaveLength(1)
  })

  test('changed content is a new publication, and the earlier one keeps its exact words', async () => {
    const db = await temporaryDatabase()
    await publishCurriculum(db, { curriculum: sound }, now)
    expect(await publishCurriculum(db, { curriculum: shorter }, later)).toMatchObject({
      kind: 'published',
      publication: 2,
    })
    const words = async (publication: number) =>
      (await libraryAt(db, publication))?.curriculum.standards[0]?.clauses.map(({ text }) => text)
    expect((await words(1))?.join(' ')).toContain('30 seconds')
    expect((await words(2))?.join(' ')).toContain('20 seconds')
    expect((await currentLibrary(db))?.publication).toBe(2)
  })

  test('content that an earlier publication held leaves the newest in force', async () => {
    const db = await temporaryDatabase()
    await publishCurriculum(db, { curriculum: soundCurriculum() }, now)
    await publishCurriculum(db, { curriculum: otherLesson }, later)
    expect(await publishCurriculum(db, { curriculum: soundCurriculum() }, later)).toEqual({
      kind: 'older',
      publication: 1,
      inForce: 2,
    })
  })

  test('on purpose goes back to what an earlier publication said, under a new number', async () => {
    const db = await temporaryDatabase()
    await publishCurriculum(db, { curriculum: soundCurriculum() }, now)
    await publishCurriculum(db, { curriculum: otherLesson }, later)
    expect(await publishCurriculum(db, { curriculum: soundCurriculum(), again: true }, later)).toMatchObject({
      kind: 'published',
      publication: 3,
      again: 1,
    })
    const [first, third] = [await libraryAt(db, 1), await currentLibrary(db)]
    expect([third?.publication, third?.digest]).toEqual([3, first?.digest])
    expect((await factsOfKind(db.reader, ['published'])).at(-1)?.fact).toMatchObject({ publication: 3, act: 'again' })
  })

  test('on purpose what is in force already publishes nothing', async () => {
    const db = await temporaryDatabase()
    await publishCurriculum(db, { curriculum: soundCurriculum() }, now)
    expect(await publishCurriculum(db, { curriculum: soundCurriculum(), again: true }, later)).toEqual({
      kind: 'same',
      publication: 1,
    })
  })

  test('a library that shares no standard with the one in force is refused', async () => {
    const db = await temporaryDatabase()
    await publishCurriculum(db, { curriculum: soundCurriculum() }, now)
    expect(await publishCurriculum(db, { curriculum: another }, later)).toEqual({
      kind: 'another-library',
      inForce: 1,
    })
    expect((await currentLibrary(db))?.publication).toBe(1)
  })

  test('a library that shares no standard takes the place of the one in force when it is meant to', async () => {
    const db = await temporaryDatabase()
    await publishCurriculum(db, { curriculum: soundCurriculum() }, now)
    expect(await publishCurriculum(db, { curriculum: another, replace: true }, later)).toMatchObject({
      kind: 'published',
      publication: 2,
    })
  })

  test('the way back from another library needs one word, not two', async () => {
    const db = await temporaryDatabase()
    await publishCurriculum(db, { curriculum: soundCurriculum() }, now)
    await publishCurriculum(db, { curriculum: another, replace: true }, later)
    expect(await publishCurriculum(db, { curriculum: soundCurriculum() }, later)).toMatchObject({ kind: 'older' })
    expect(await publishCurriculum(db, { curriculum: soundCurriculum(), again: true }, later)).toMatchObject({
      kind: 'published',
      publication: 3,
    })
  })

  test('tells what it changes by name', async () => {
    const db = await temporaryDatabase()
    const before = sound
    await publishCurriculum(db, { curriculum: before }, now)
    const [programme] = before.programmes
    const after = { ...shorter, programmes: [] }
    const published = await publishCurriculum(db, { curriculum: after }, later)
    const nothing = { added: [], changed: [], removed: [] }
    expect(published).toMatchObject({
      changes: {
        standards: { added: [], changed: [{ id: 'telephone', title: 'On the telephone' }], removed: [] },
        lessons: nothing,
        quizzes: nothing,
        programmes: { added: [], changed: [], removed: [{ id: programme?.id, title: programme?.title }] },
        others: ['notice', 'lock'],
      },
    })
  })

  test('stores a piece that did not change only once', async () => {
    const db = await temporaryDatabase()
    await publishCurriculum(db, { curriculum: sound }, now)
    await publishCurriculum(db, { curriculum: shorter }, later)
    const [first, second] = [await libraryAt(db, 1), await libraryAt(db, 2)]
    expect(second?.hashes.get('lesson:holding-a-call')).toBe(first?.hashes.get('lesson:holding-a-call'))
    expect(second?.hashes.get('standard:telephone')).not.toBe(first?.hashes.get('standard:telephone'))
  })

  test('gives the curriculum back from the database as the parser made it', async () => {
    const db = await temporaryDatabase()
    const curriculum = soundCurriculum()
    await publishCurriculum(db, { curriculum }, now)
    const stored = (await currentLibrary(db))?.curriculum
    const bare = { ...curriculum, media: curriculum.media.map((medium) => ({ ...medium, bytes: new Uint8Array() })) }
    expect(stored).toEqual(bare)
  })

  test('keeps pictures byte for byte', async () => {
    const db = await temporaryDatabase()
    await publishCurriculum(db, { curriculum: soundCurriculum() }, now)
    const hash = (await currentLibrary(db))?.media.get('images/hold.svg') ?? ''
    const stored = await storedMedia(db.reader, hash)
    expect(stored?.type).toBe('image/svg+xml')
    expect(Buffer.from(stored?.bytes ?? []).toString('utf8')).toBe(soundLibrary['images/hold.svg'])
  })

  test('from two tabs at once makes one publication', async () => {
    const db = await temporaryDatabase()
    const curriculum = soundCurriculum()
    const both = await Promise.all([1, 2].map(() => publishCurriculum(db, { curriculum }, now)))
    expect(both.map(({ kind }) => kind).toSorted()).toEqual(['baseline', 'same'])
  })

  test('can never be undone or altered in the database', async () => {
    const db = await temporaryDatabase()
    await publishCurriculum(db, { curriculum: soundCurriculum() }, now)
    await expect(write(db, (tx) => tx.delete(publications))).rejects.toThrow()
    await expect(write(db, (tx) => tx.update(publications).set({ digest: 'other' }))).rejects.toThrow()
  })

  test('in an organisation without people leaves nobody waiting', async () => {
    const db = await temporaryDatabase()
    await publishCurriculum(db, { curriculum: soundCurriculum() }, now)
    expect(await countUnsettled(db.reader)).toBe(0)
  })
})

describe('a folder beside the publication in force', () => {
  async function publishedWith(first: Library, then: Library, more: { again?: boolean } = {}) {
    const db = await temporaryDatabase()
    await publishCurriculum(db, { curriculum: soundCurriculum(first) }, now)
    const outcome = await publishCurriculum(db, { curriculum: soundCurriculum(then), ...more }, later)
    return { db, outcome }
  }
  const material = changed('value="30"', 'value="20"', { verdicts: { 'TEL-05': 'material' } })

  test('whose lock goes on where the published one ends is published', async () => {
    const { outcome } = await publishedWith(begun, material)
    expect(outcome).toMatchObject({ kind: 'published', publication: 2, clauses: [{ clause: 'TEL-05', revision: 2 }] })
  })

  test('with the same words wrapped otherwise is the same', async () => {
    const rewrapped = { ...begun, [standard]: begun[standard]?.replace('You must ask', 'You must\nask') ?? '' }
    expect((await publishedWith(begun, rewrapped)).outcome).toEqual({ kind: 'same', publication: 1 })
  })

  test('whose lock is a beginning of the published one is older', async () => {
    const { outcome } = await publishedWith(material, begun)
    expect(outcome).toEqual({ kind: 'no-successor', inForce: 1, why: { reason: 'lock-behind', clauses: ['TEL-05'] } })
  })

  test('without a lock cannot follow one that has it', async () => {
    expect((await publishedWith(begun, soundLibrary)).outcome).toMatchObject({ why: { reason: 'lock-behind' } })
  })

  test('with words of an earlier publication goes back to them only by new verdicts', async () => {
    const db = await temporaryDatabase()
    for (const library of [begun, material]) {
      await publishCurriculum(db, { curriculum: soundCurriculum(library) }, now)
    }
    const backWithout = await publishCurriculum(db, { curriculum: soundCurriculum(begun), again: true }, later)
    expect(backWithout).toMatchObject({ kind: 'no-successor', why: { reason: 'lock-behind' } })
    const back = changed('value="20"', 'value="30"', { verdicts: { 'TEL-05': 'material' }, named: 'back' }, material)
    const published = await publishCurriculum(db, { curriculum: soundCurriculum(back) }, later)
    expect(published).toMatchObject({ clauses: [{ clause: 'TEL-05', revision: 3, sameWordsAs: 1 }] })
  })

  test('whose lock says otherwise of what is published is refused', async () => {
    const lock = begun['clauses.lock']?.replace('as it stood', 'as it stood once') ?? ''
    const { outcome } = await publishedWith(begun, { ...material, 'clauses.lock': lock })
    expect(outcome).toMatchObject({ why: { reason: 'lock-forked', line: 1, clause: 'TEL-04' } })
  })

  test('whose effective date was moved after it was published is refused', async () => {
    const notice = 'notices/a-change.mdx'
    const moved = { ...material, [notice]: material[notice]?.replace('after_days: 14', 'after_days: 30') ?? '' }
    const { outcome } = await publishedWith(material, moved)
    expect(outcome).toMatchObject({ why: { reason: 'notice-altered', notice: 'a-change' } })
  })

  test('whose published notice is worded better is published', async () => {
    const notice = 'notices/a-change.mdx'
    const better = { ...material, [notice]: material[notice]?.replace('told us why', 'told us why, twice') ?? '' }
    expect((await publishedWith(material, better)).outcome).toMatchObject({ kind: 'published', clauses: [] })
  })

  test('whose published notice is gone is refused', async () => {
    const { 'notices/a-change.mdx': gone, ...without } = material
    expect(gone).toBeDefined()
    const { outcome } = await publishedWith(material, without)
    expect(outcome).toMatchObject({ why: { reason: 'notice-removed', notice: 'a-change' } })
  })

  test('that changes words without a lock is refused', async () => {
    const unjudged = spoiled(standard, 'value="30"', 'value="20"')
    const { outcome } = await publishedWith(soundLibrary, unjudged)
    expect(outcome).toMatchObject({ why: { reason: 'unjudged', clauses: ['TEL-05'] } })
  })

  test('that changes words without a verdict is refused', async () => {
    const unjudged = changed('value="30"', 'value="20"', { verdicts: {} })
    expect((await publishedWith(begun, unjudged)).outcome).toMatchObject({ why: { reason: 'unjudged' } })
  })

  test('that takes a clause away without retiring it is refused', async () => {
    const text = begun[standard] ?? ''
    const gone = { ...begun, [standard]: text.replace(/<Clause id="TEL-04"[^]*?<\/Clause>\n/, '') }
    const curriculum = { ...sound, standards: parse(gone).partial.standards }
    const db = await temporaryDatabase()
    await publishCurriculum(db, { curriculum: sound }, now)
    expect(await publishCurriculum(db, { curriculum }, later)).toMatchObject({
      why: { reason: 'unjudged', clauses: ['TEL-04'] },
    })
  })

  test('that calls a changed number editorial is refused, whatever its lock says', async () => {
    const claimed = changed('value="30"', 'value="20"', { verdicts: { 'TEL-05': 'editorial' } })
    // Somebody wrote the essence of the old words behind the new fingerprint.
    const lock = (claimed['clauses.lock'] ?? '').trimEnd().split('\n')
    const essence = (line: string) => line.split(' | ')[3] ?? ''
    const first = lock.find((line) => line.startsWith('TEL-05~1')) ?? ''
    const forged = [...lock.slice(0, -1), lock.at(-1)?.replace(essence(lock.at(-1) ?? ''), () => essence(first))]
    const { outcome } = await publishedWith(begun, { ...claimed, 'clauses.lock': `${forged.join('\n')}\n` })
    expect(outcome).toMatchObject({ why: { reason: 'not-editorial', clause: 'TEL-05' } })
  })

  test('that words a clause better is published and changes no clause', async () => {
    const better = changed('Hold is something', 'Holding is something', { verdicts: {} })
    const reworded = changed('before you put', 'before ever you put', { verdicts: { 'TEL-04': 'editorial' } }, better)
    expect((await publishedWith(better, reworded)).outcome).toMatchObject({ kind: 'published', clauses: [] })
  })
})

describe('a portal published before there was a lock', () => {
  test('takes the lock over when it begins with the words in force', async () => {
    const db = await temporaryDatabase()
    await publishCurriculum(db, { curriculum: soundCurriculum() }, now)
    expect(await publishCurriculum(db, { curriculum: sound }, later)).toMatchObject({ kind: 'published', clauses: [] })
  })

  test('takes over a lock that has gone on since', async () => {
    const db = await temporaryDatabase()
    await publishCurriculum(db, { curriculum: soundCurriculum() }, now)
    const outcome = await publishCurriculum(db, { curriculum: shorter }, later)
    expect(outcome).toMatchObject({ clauses: [{ clause: 'TEL-05', revision: 2, before: { revision: 1 } }] })
  })

  test('refuses a lock that begins with other words', async () => {
    const db = await temporaryDatabase()
    await publishCurriculum(db, { curriculum: soundCurriculum() }, now)
    const other = soundCurriculum(locked(spoiled(standard, 'value="30"', 'value="20"')))
    expect(await publishCurriculum(db, { curriculum: other }, later)).toMatchObject({
      why: { reason: 'not-adopted', clauses: ['TEL-05'] },
    })
  })
})

describe('what a publication records of clauses', () => {
  async function changesOf(library: Library, first: Library = begun) {
    const db = await temporaryDatabase()
    await publishCurriculum(db, { curriculum: soundCurriculum(first) }, now)
    await publishCurriculum(db, { curriculum: soundCurriculum(library) }, later)
    const facts = await factsOfKind(db.reader, ['published'])
    return facts.at(-1)?.fact.changes
  }
  const material = (notice?: Judgement['notice']) =>
    changed('value="30"', 'value="20"', { verdicts: { 'TEL-05': 'material' }, ...(notice && { notice }) })

  test('is whom the clause reaches now and before, and what rests on it', async () => {
    expect(await changesOf(material())).toEqual([
      {
        clause: 'TEL-05',
        revision: 2,
        verdict: 'material',
        before: { revision: 1, roles: ['adviser'], channels: ['phone'] },
        sameWordsAs: 2,
        roles: ['adviser'],
        channels: ['phone'],
        programmes: ['telephone-adviser'],
        notice: 'a-change',
        effectiveOn: '2026-04-23',
        updateWithinDays: 21,
        asks: true,
        carries: [],
      },
    ])
  })

  test('takes the effective day from the notice, and the day of publication when that has passed', async () => {
    const [named] = (await changesOf(material({ effective: 'effective: 2026-06-01' }))) ?? []
    const [passed] = (await changesOf(material({ effective: 'effective: 2026-01-01' }))) ?? []
    expect([named?.effectiveOn, passed?.effectiveOn]).toEqual(['2026-06-01', '2026-04-09'])
  })

  test('asks nothing of anybody where the notice only tells', async () => {
    const softer = changed('level="must"', 'level="may"', {
      verdicts: { 'TEL-04': 'material' },
      notice: { notifyOnly: ['TEL-04~2'] },
    })
    expect(await changesOf(softer)).toMatchObject([{ clause: 'TEL-04', asks: false, notice: 'a-change' }])
  })

  test('knows a wider reach with the same words from other words', async () => {
    const wider = changed('role="adviser" channel', 'role="adviser, team-leader" channel', {
      verdicts: { 'TEL-05': 'material' },
    })
    expect(await changesOf(wider)).toMatchObject([{ clause: 'TEL-05', revision: 2, sameWordsAs: 1 }])
  })

  test('names the evidence that its owner carries over, also when the words were bettered since', async () => {
    const text = begun[standard] ?? ''
    const fourth = /<Clause id="TEL-04"[^]*?<\/Clause>\n/.exec(text)?.[0] ?? ''
    const sixth = fourth.replace('TEL-04', 'TEL-06')
    const moved = { 'TEL-04': { verdict: 'retired', into: { how: 'superseded', clauses: ['TEL-06'] } } }
    const came = { 'TEL-06': { verdict: 'new', from: ['TEL-04'], carries: ['TEL-04'] } }
    const files = { [standard]: text.replace(fourth, () => sixth) }
    const superseded = judged(begun, files, { verdicts: { ...moved, ...came } as unknown as Judgement['verdicts'] })
    const better = { [standard]: files[standard]?.replace('before you put', 'before ever you put') ?? '' }
    const library = judged(superseded, better, { verdicts: { 'TEL-06': 'editorial' } })
    const db = await temporaryDatabase()
    await publishCurriculum(db, { curriculum: sound }, now)
    await publishCurriculum(db, { curriculum: parse(library).partial }, later)
    expect((await factsOfKind(db.reader, ['published'])).at(-1)?.fact.changes).toMatchObject([
      { clause: 'TEL-04', verdict: 'retired', programmes: [] },
      { clause: 'TEL-06', verdict: 'new', revision: 1, carries: ['TEL-04~1'] },
    ])
  })

  test('is nothing for the baseline', async () => {
    const db = await temporaryDatabase()
    await publishCurriculum(db, { curriculum: shorter }, now)
    const [baseline] = await factsOfKind(db.reader, ['published'])
    expect(baseline?.fact.changes).toEqual([])
  })

  test('says when a programme ceases to rest on a clause that had changed', async () => {
    const db = await temporaryDatabase()
    const second = soundCurriculum(material())
    await publishCurriculum(db, { curriculum: sound }, now)
    await publishCurriculum(db, { curriculum: second }, later)
    await publishCurriculum(db, { curriculum: { ...second, programmes: [] } }, later)
    const [last] = (await factsOfKind(db.reader, ['published'])).at(-1)?.fact.changes ?? []
    expect(last).toMatchObject({ clause: 'TEL-05', revision: 2, verdict: 'coverage', programmes: [], asks: false })
  })
})
