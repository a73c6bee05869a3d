/** The same random years as in memory, on a real file: nothing kept may differ from what the facts say. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { factsOf, record, verifyLedger } from '../../db/ledger.ts'
import { closeDatabase, openDatabase, write, type Database } from '../../db/open.ts'
import { deriveStandings, fingerprintOfStandings } from '../../db/projections.ts'
import { standingsOf } from '../../db/standings.ts'
import type { Curriculum } from '../../src/domain/curriculum.ts'
import { holds, type Day } from '../../src/domain/days.ts'
import type { Fact } from '../../src/domain/facts.ts'
import { as, type CertificateId, type PersonId } from '../../src/domain/ids.ts'
import type { TeamSpan } from '../../src/domain/standing.ts'
import { addPerson } from '../../src/workflows/add-person.ts'
import { addTeam } from '../../src/workflows/add-team.ts'
import { publishCurriculum } from '../../src/workflows/publish-curriculum.ts'
import { rebuild } from '../../src/workflows/rebuild.ts'
import { settle } from '../../src/workflows/settle.ts'
import { settleEverybody } from '../../src/workflows/settle-everybody.ts'
import { temporaryFolder } from '../db/temporary.ts'
import { someDeeds, Years, type Deed } from '../domain/years.ts'
import { must } from './learning/small-school.ts'

const runs = Math.min(Math.ceil(Number(process.env['TOUCHSTONE_RUNS'] ?? 120) / 40), 100)
const maya = as<PersonId>('maya')

/** Changes of clauses and recounts come with verdicts and notices, which tests of publishing hold. */
const isPlain = ({ kind }: Deed) => !/clause|for everybody/.test(kind)
const withoutRecount = (deed: Deed): Deed => ({ ...deed, b: deed.b * 12 + 1 })

const noon = (on: Day) => Temporal.Instant.from(`${on}T12:00:00Z`)

function curriculumOf(years: Years, publication: number): Curriculum {
  const lesson = (id: string) => ({ id: as<never>(id), title: id, summary: '', minutes: 1, readers: undefined })
  return {
    organisation: {
      // A publication that changes no rule says something new all the same.
      name: `The office, publication ${publication}`,
      timeZone: 'Europe/London',
      language: 'en-GB',
      readinessTargetPercent: 95,
      roles: new Map(['adviser', 'clerk'].map((id) => [as(id), id])),
      channels: new Map(['phone', 'post'].map((id) => [as(id), id])),
      branches: new Map(['harbour', 'market'].map((id) => [as(id), id])),
    },
    standards: [],
    lessons: ['holding', 'writing'].map((id) => ({ ...lesson(id), clauses: [], sections: [], checks: [] })),
    quizzes: [],
    scenarios: [],
    programmes: years.programmesOf(publication),
    glossary: [],
    notices: [],
    lock: [],
    media: [],
  }
}

async function found(db: Database, years: Years): Promise<void> {
  const now = noon(years.today)
  const from = years.today
  await publishCurriculum(db, { curriculum: curriculumOf(years, 1) }, now)
  for (const [team, channels] of [
    ['voice', ['phone']],
    ['desk', ['post']],
  ] as const) {
    const about = { name: team, purpose: '', parent: null, branch: null, managers: [] }
    must(
      await addTeam(
        db,
        { by: null, team: as(team), from, channels: channels.map((one) => as<never>(one)), ...about },
        now,
      ),
    )
  }
  const placed = { team: as<never>('voice'), roles: [as<never>('adviser')], manager: null, rights: [] }
  must(await addPerson(db, { by: null, person: maya, name: 'Maya', email: 'maya@office.test', from, ...placed }, now))
}

test('years on a file are those in memory, both projections equal their rebuild, and the ledger verifies', async () => {
  await fc.assert(
    fc.asyncProperty(someDeeds, async (played) => {
      const db = await openDatabase(`file:${temporaryFolder()}/portal.db`)
      try {
        const years = new Years()
        await found(db, years)
        const named = new Map<string, CertificateId>()
        for (const deed of played.filter(isPlain).map(withoutRecount)) {
          const { length } = years.facts
          years.do(deed)
          const done = years.facts.slice(length).map(({ fact }) => namedHere(fact, named))
          const granted = years.settle()
          const now = noon(years.today)
          if (done.some(({ kind }) => kind === 'published')) {
            await publishCurriculum(db, { curriculum: curriculumOf(years, years.library.publication) }, now)
            await settleEverybody(db, { who: 'marked' }, now)
          } else {
            await write(db, async (tx) => {
              await record(tx, done, now, null)
              await settle(tx, db, [maya], now)
            })
          }
          const own = (await factsOf(db.reader, maya)).flatMap(({ fact }) => (fact.kind === 'granted' ? [fact] : []))
          for (const { fact } of granted) {
            const same = own.find(
              ({ programme, on, expiresOn, path }) =>
                programme === fact.programme && on === fact.on && expiresOn === fact.expiresOn && path === fact.path,
            )
            expect([fact.programme, fact.on, same !== undefined]).toEqual([fact.programme, fact.on, true])
            named.set(fact.certificate, same!.certificate)
          }
          expect(own.length).toBe(named.size)
        }
        const { spans } = await deriveStandings(db, db.reader, maya)
        expect(asTold(spans)).toEqual(asTold(years.standings().spans))
        const kept = await standingsOf(db, maya, years.today)
        expect(kept.map(({ kind }) => kind).toSorted()).toEqual(
          spans.flatMap((span) => (holds(span, years.today) ? [span.kind] : [])).toSorted(),
        )
        const fingerprint = await fingerprintOfStandings(db.reader)
        expect(await rebuild(db)).toMatchObject({ changed: false })
        expect(await fingerprintOfStandings(db.reader)).toBe(fingerprint)
        expect((await verifyLedger(db.reader)).faults).toEqual([])
      } finally {
        await closeDatabase(db)
      }
    }),
    { numRuns: runs, endOnFailure: true },
  )
}, 600_000)

function asTold(spans: readonly TeamSpan[]): readonly string[] {
  return spans.map(({ programme, from, to, kind, team }) => [programme, from, to, kind, team].join(' ')).toSorted()
}

/** A fact as it is recorded here, where certificates have names of their own. */
function namedHere(fact: Fact, named: ReadonlyMap<string, CertificateId>): Fact {
  if (fact.kind !== 'exception' || !('certificate' in fact.terms) || fact.terms.certificate === null) return fact
  const certificate = named.get(fact.terms.certificate)
  return { ...fact, terms: { ...fact.terms, certificate: certificate ?? fact.terms.certificate } }
}
