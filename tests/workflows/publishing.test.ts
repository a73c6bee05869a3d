import { describe, expect, test } from 'vitest'
import { factsOfKind } from '../../db/ledger.ts'
import { write } from '../../db/open.ts'
import { currentLibrary, libraryAt, storedMedia } from '../../db/publications.ts'
import { publications } from '../../db/schema.ts'
import { countUnsettled } from '../../db/unsettled.ts'
import { as, type StandardId } from '../../src/domain/ids.ts'
import { publishCurriculum } from '../../src/workflows/publish-curriculum.ts'
import { soundCurriculum, soundLibrary, spoiled } from '../curriculum/small-library.ts'
import { temporaryDatabase } from '../db/temporary.ts'

const now = Temporal.Instant.from('2026-03-10T09:00:00Z')
const later = now.add({ hours: 24 * 30 })
const another = {
  ...soundCurriculum(),
  standards: soundCurriculum().standards.map((standard) => ({ ...standard, id: as<StandardId>('of-others') })),
}
const shorter = soundCurriculum(spoiled('standards/telephone.mdx', 'value="30"', 'value="20"'))

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
    await publishCurriculum(db, { curriculum: soundCurriculum() }, now)
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
    await publishCurriculum(db, { curriculum: shorter }, later)
    expect(await publishCurriculum(db, { curriculum: soundCurriculum() }, later)).toEqual({
      kind: 'older',
      publication: 1,
      inForce: 2,
    })
  })

  test('on purpose goes back to what an earlier publication said, under a new number', async () => {
    const db = await temporaryDatabase()
    await publishCurriculum(db, { curriculum: soundCurriculum() }, now)
    await publishCurriculum(db, { curriculum: shorter }, later)
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
    const before = soundCurriculum()
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
        others: [],
      },
    })
  })

  test('stores a piece that did not change only once', async () => {
    const db = await temporaryDatabase()
    await publishCurriculum(db, { curriculum: soundCurriculum() }, now)
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
