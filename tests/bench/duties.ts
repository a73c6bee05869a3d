/**
 * What it costs to know who owes an update: microseconds of a processor a person, of the duties alone
 * and of all standings. Run with `node tests/bench/duties.ts`.
 */
import type { Programme } from '../../src/domain/curriculum.ts'
import { FOREVER, addDays, addMonths, day, type Day } from '../../src/domain/days.ts'
import type { FactOf, Recorded } from '../../src/domain/facts.ts'
import {
  as,
  evidenceOf,
  pin,
  type CertificateId,
  type Channel,
  type ClauseId,
  type JobRole,
} from '../../src/domain/ids.ts'
import type { PersonId, ProgrammeId } from '../../src/domain/ids.ts'
import type { Profile } from '../../src/domain/organisation.ts'
import type { Grant } from '../../src/domain/grants.ts'
import { standingTimeline } from '../../src/domain/standing.ts'
import { clauseHistories, dutiesOf, shownFrom } from '../../src/domain/updates.ts'

const people = 2_000
const programmes = Array.from({ length: 20 }, (_, index) => as<ProgrammeId>(`programme-${index}`))
const clauses = Array.from({ length: 10 }, (_, index) => as<ClauseId>(`TEL-${10 + index}`))
const start = day('2024-01-01')
const roles = ['adviser', 'clerk', 'leader'].map((role) => as<JobRole>(role))
const phone = as<Channel>('phone')

/** Each clause changes once; a programme rests on five of the ten. */
const published = clauses.map((clause, index): Recorded<FactOf<'published'>> => ({
  sequence: index + 1,
  at: '',
  by: null,
  fact: {
    kind: 'published',
    publication: index + 2,
    digest: '',
    on: addDays(start, 400 + 40 * index),
    act: 'publish',
    changes: [
      {
        clause,
        revision: 2,
        verdict: 'material',
        before: { revision: 1, roles: 'everyone', channels: 'all' },
        sameWordsAs: 2,
        programmes: programmes.filter((_, at) => (at + index) % 2 === 0),
        notice: null,
        effectiveOn: addDays(start, 414 + 40 * index),
        updateWithinDays: 21,
        asks: true,
        carries: [],
        roles: index % 3 === 0 ? roles.slice(0, 2) : 'everyone',
        channels: index % 4 === 0 ? [phone] : 'all',
      },
    ],
  },
}))
const histories = clauseHistories(published)

const rules: Programme = {
  id: as<ProgrammeId>('programme'),
  title: '',
  summary: '',
  audience: { roles: 'everyone', channels: undefined, branches: undefined },
  requirements: [],
  renewal: [],
  completeWithinDays: 14,
  validForMonths: 12,
  renewalWindowDays: 60,
  graceDays: 30,
  opensChannels: [],
}

interface Person {
  readonly facts: readonly Recorded[]
  readonly profiles: readonly Profile[]
  readonly absences: readonly { from: Day; to: Day }[]
  readonly grants: readonly Grant[]
}

/** Three years of certificates, one move, one leave; half of the changed clauses are shown within ten days. */
function somebody(index: number): Person {
  const person = as<PersonId>(String(index))
  const moved = addDays(start, 300 + (index % 500))
  const place = { team: null, away: false, branch: null }
  const grants = [0, 12, 24].map((months, at): Grant => {
    const on = addMonths(addDays(start, index % 300), months)
    const expiresOn = addMonths(on, 12)
    const publication = [1, 2, 8][at] ?? 1
    return {
      certificate: as<CertificateId>(`${index}-${at}`),
      publication,
      on,
      expiresOn,
      windowOpensOn: addDays(expiresOn, -60),
    }
  })
  let sequence = 0
  const recorded = (fact: Recorded['fact']): Recorded => ({ sequence: (sequence += 1), at: '', by: null, fact })
  const granted = programmes.flatMap((programme) =>
    grants.map(({ certificate, publication, on, expiresOn, windowOpensOn }) =>
      recorded({
        kind: 'granted',
        person,
        programme,
        certificate,
        publication,
        path: 'renewal',
        on,
        expiresOn,
        windowOpensOn,
        evidence: [],
        clauses: [
          ...clauses.map((clause, at) => evidenceOf(pin(clause, publication >= at + 2 ? 2 : 1), publication)),
          ...Array.from({ length: 30 }, (_, other) =>
            evidenceOf(pin(as<ClauseId>(`MAI-${10 + other}`), 1), publication),
          ),
        ],
      }),
    ),
  )
  const updated = clauses.flatMap((clause, at) =>
    (index + at) % 2 === 0
      ? [
          recorded({
            kind: 'clause-updated',
            person,
            clause: evidenceOf(pin(clause, 2), at + 2),
            publication: at + 2,
            by: 'questions',
            on: addDays(start, 410 + 40 * at),
          }),
        ]
      : [],
  )
  return {
    facts: [...granted, ...updated],
    profiles: [
      { ...place, from: start, to: moved, roles: [roles[index % 3] ?? roles[0] ?? as<JobRole>('')], channels: [] },
      { ...place, from: moved, to: FOREVER, roles: [roles[0] ?? as<JobRole>('')], channels: [phone] },
    ],
    absences: index % 5 === 0 ? [{ from: addDays(start, 420), to: addDays(start, 440) }] : [],
    grants,
  }
}

const everybody = Array.from({ length: people }, (_, index) => somebody(index))
const required = [{ from: start, to: FOREVER }]
const history = [{ from: start, to: FOREVER, value: rules }]

let found = 0
function time(what: string, deed: (person: Person) => void): void {
  for (const person of everybody.slice(0, 200)) deed(person)
  const before = process.cpuUsage()
  for (const person of everybody) deed(person)
  const { user, system } = process.cpuUsage(before)
  const microseconds = (user + system) / people
  console.log(`${what.padEnd(44)} ${microseconds.toFixed(0).padStart(6)} µs a person`)
}

const duties = (person: Person) => {
  const shown = shownFrom(person.facts, histories)
  return programmes.map((programme) => dutiesOf({ programme, histories, shown, required, ...person }))
}
time('what was shown, of 60 certificates', (person) => void (found += shownFrom(person.facts, histories).size))
time('duties in 20 programmes, with what was shown', (person) => void (found += duties(person).flat().length))
time('standings in 20 programmes without duties', ({ absences, grants }) => {
  programmes.forEach(() => {
    found += standingTimeline({ required, absences, grants, rules: history, duties: [] }).length
  })
})
time('standings in 20 programmes with their duties', (person) => {
  for (const own of duties(person)) {
    found += standingTimeline({
      required,
      absences: person.absences,
      grants: person.grants,
      rules: history,
      duties: own,
    }).length
  }
})
console.log(`${people} people, ${found} found`)
