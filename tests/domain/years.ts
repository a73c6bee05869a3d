/**
 * The years of one person, played fact by fact: whatever can happen to somebody in two programmes, each deed
 * followed by the grants that it earned, as the portal settles it.
 */
import fc from 'fast-check'
import {
  requirementKey,
  type Programme,
  type Quiz,
  type Requirement,
  type Standard,
} from '../../src/domain/curriculum.ts'
import { FOREVER, addDays, day, type Day, type Holding } from '../../src/domain/days.ts'
import { standingsFrom, type Derived, type Ground } from '../../src/domain/derived-standings.ts'
import type { ClauseChange, ExceptionTerms, Fact, FactOf, Reach, Recorded } from '../../src/domain/facts.ts'
import type { Recount } from '../../src/domain/grants.ts'
import { grantsEarned } from '../../src/domain/grants-earned.ts'
import { as, evidenceOf, pin, type CertificateId, type ClauseId, type ExceptionId } from '../../src/domain/ids.ts'
import type {
  Branch,
  Channel,
  JobRole,
  LessonId,
  NoticeId,
  PersonId,
  ProgrammeId,
  QuizId,
  StandardId,
  TeamId,
} from '../../src/domain/ids.ts'
import { libraryOf, type Library } from '../../src/domain/library.ts'
import { organisationHistory, teamFactKinds } from '../../src/domain/organisation.ts'
import { clauseHistories } from '../../src/domain/updates.ts'

export const programmes = ['telephone', 'letters'].map((id) => as<ProgrammeId>(id))
const person = as<PersonId>('maya')
const teams = ['voice', 'desk'].map((id) => as<TeamId>(id))
const clauses = ['TEL-05', 'TEL-09'].map((id) => as<ClauseId>(id))
const [adviser, clerk] = [as<JobRole>('adviser'), as<JobRole>('clerk')]
const [phone, post] = [as<Channel>('phone'), as<Channel>('post')]
const [harbour, market] = [as<Branch>('harbour'), as<Branch>('market')]
const [holding, writing] = [as<LessonId>('holding'), as<LessonId>('writing')]
const quiz = as<QuizId>('calls')
const standard = as<StandardId>('service')
const lesson = (id: LessonId): Requirement => ({ kind: 'lesson', lesson: id })
const asksQuiz: Requirement = { kind: 'quiz', quiz }
const asksWord: Requirement = { kind: 'acknowledgement', standard }

const firstRules: readonly Programme[] = [
  {
    id: programmes[0]!,
    title: '',
    summary: '',
    audience: { roles: [adviser], channels: [phone], branches: undefined },
    requirements: [lesson(holding), asksQuiz, asksWord],
    renewal: [asksQuiz],
    completeWithinDays: 14,
    validForMonths: 3,
    renewalWindowDays: 30,
    graceDays: 20,
    opensChannels: [],
  },
  {
    id: programmes[1]!,
    title: '',
    summary: '',
    audience: { roles: 'everyone', channels: undefined, branches: undefined },
    requirements: [lesson(writing), lesson(holding)],
    renewal: [lesson(writing)],
    completeWithinDays: 30,
    validForMonths: 2,
    renewalWindowDays: 14,
    graceDays: 10,
    opensChannels: [],
  },
]

interface Text extends Reach {
  readonly revision: number
  /** The earliest revision in the same words. */
  readonly words: number
  readonly isRetired: boolean
}

/** Something that happens: so many days after the one before, with numbers that say which, whom and how long. */
export interface Deed {
  readonly kind: DeedKind
  readonly after: number
  readonly a: number
  readonly b: number
}

/** What is recorded so far, and what the portal holds beside the ledger. */
export class Years {
  readonly facts: Recorded[] = []
  readonly libraries: Library[] = []
  today: Day = day('2027-10-01')
  private rules: readonly Programme[] = firstRules
  private texts = new Map<ClauseId, Text>(
    clauses.map((id) => [id, { revision: 1, words: 1, roles: 'everyone', channels: 'all', isRetired: false }]),
  )
  private grounds: { upTo: number; ground: Ground } | undefined

  constructor() {
    this.publish(this.rules, [])
    for (const [index, team] of teams.entries()) {
      this.record({ kind: 'team-open', team, from: this.today, open: true })
      this.record({ kind: 'team-channels', team, from: this.today, channels: index === 0 ? [phone] : [post] })
    }
    this.record({ kind: 'employment', person, from: this.today, employed: true })
    this.record({ kind: 'membership', person, from: this.today, team: teams[0]! })
    this.record({ kind: 'job-roles', person, from: this.today, roles: [adviser] })
    this.settle()
  }

  get library(): Library {
    return this.libraries.at(-1)!
  }

  record(fact: Fact): number {
    const sequence = this.facts.length + 1
    this.facts.push({ sequence, at: `${this.today}T09:00:00.000Z`, by: null, fact })
    return sequence
  }

  /** Grants what is earned today, as the portal does in the transaction of each deed. */
  settle(): readonly Recorded<FactOf<'granted'>>[] {
    const earned = grantsEarned(this.library, person, this.facts, this.ground(), this.today)
    return earned.map((grant) => {
      const sequence = this.record({ ...grant, certificate: as<CertificateId>(`c${this.facts.length + 1}`) })
      return this.facts[sequence - 1] as Recorded<FactOf<'granted'>>
    })
  }

  ground(): Ground {
    if (this.grounds?.upTo !== this.facts.length)
      this.grounds = { upTo: this.facts.length, ground: groundOf(this.facts, (one) => this.programmesOf(one)) }
    return this.grounds.ground
  }

  programmesOf(publication: number): readonly Programme[] {
    return this.libraries[publication - 1]?.curriculum.programmes ?? []
  }

  standings(): Derived {
    return standingsFrom(this.facts, this.ground())
  }

  do(deed: Deed): void {
    this.today = addDays(this.today, deed.after)
    deeds[deed.kind](this, deed)
  }

  publish(
    rules: readonly Programme[],
    changes: readonly ClauseChange[],
    recounts?: FactOf<'published'>['recounts'],
  ): void {
    this.rules = rules
    for (const { clause, revision, sameWordsAs: words, roles, channels, verdict } of changes)
      this.texts.set(clause, { revision, words, roles, channels, isRetired: verdict === 'retired' })
    const publication = this.libraries.length + 1
    const on = this.today
    this.libraries.push(libraryWith(rules, this.texts, publication, on))
    const act = publication === 1 ? 'baseline' : 'publish'
    this.record({ kind: 'published', publication, digest: '', on, act, changes, ...(recounts && { recounts }) })
  }

  /** Publishes a programme by other rules; `undefined` takes it away. */
  rule(id: ProgrammeId, change: (rule: Programme) => Programme | undefined, recounts = false): void {
    const given = [...this.rules, ...firstRules.filter((one) => !this.rules.some((known) => known.id === one.id))]
    const rules = given.flatMap((one) => (one.id === id ? (change(one) ?? []) : this.rules.includes(one) ? one : []))
    const reaching = {
      programme: id,
      notice: as<NoticeId>('n'),
      from: addDays(this.today, 7),
      notBefore: addDays(this.today, 30),
    }
    this.publish(rules, [], recounts ? [reaching] : undefined)
  }

  /** Publishes a change of one clause. */
  change({ a, b }: Deed, given: Partial<ClauseChange>): void {
    const clause = clauses[a % 2]!
    const before = this.texts.get(clause)!
    if (before.isRetired) return
    const revision = given.verdict === 'coverage' ? before.revision : before.revision + 1
    const { roles, channels } = before
    this.publish(this.rules, [
      {
        clause,
        revision,
        verdict: 'material',
        before: { revision: before.revision, roles, channels },
        sameWordsAs: revision,
        programmes: given.verdict === 'retired' ? [] : programmes,
        notice: null,
        effectiveOn: addDays(this.today, b % 20),
        updateWithinDays: (a + b) % 25,
        asks: true,
        carries: [],
        roles,
        channels,
        ...given,
      },
    ])
  }

  wordsOf({ a }: Deed): number {
    return this.texts.get(clauses[a % 2]!)!.words
  }

  except({ a }: Deed, terms: ExceptionTerms | undefined): void {
    if (terms === undefined) return
    const exception = as<ExceptionId>(`e${this.facts.length + 1}`)
    this.record({
      kind: 'exception',
      person,
      programme: programmes[a % 2]!,
      exception,
      terms,
      on: this.today,
      reason: as('a'),
      words: null,
    })
  }

  /** A certificate of the programme a deed is about, as often the newest as any. */
  certificate({ a, b }: Deed): CertificateId | undefined {
    const own = this.facts.flatMap(({ fact }) =>
      fact.kind === 'granted' && fact.programme === programmes[a % 2]! ? [fact.certificate] : [],
    )
    return b % 2 === 0 ? own.at(-1) : own[b % Math.max(own.length, 1)]
  }

  withdraw(kinds: readonly ExceptionTerms['kind'][], { b }: Deed): void {
    const back = new Set(this.facts.flatMap(({ fact }) => (fact.kind === 'exception-withdrawn' ? fact.exception : [])))
    const open = this.facts.flatMap(({ fact }) =>
      fact.kind === 'exception' && kinds.includes(fact.terms.kind) && !back.has(fact.exception) ? [fact] : [],
    )
    const one = open[b % Math.max(open.length, 1)]
    if (one === undefined) return
    const { exception, programme } = one
    this.record({
      kind: 'exception-withdrawn',
      person,
      programme,
      exception,
      on: this.today,
      reason: as('a'),
      words: null,
    })
  }

  /** A day near today: words are recorded late as well as beforehand. */
  near({ b }: Deed): Day {
    return addDays(this.today, (b % 41) - 20)
  }

  evidence(on = clauses) {
    return on.map((clause) => evidenceOf(pin(clause, this.texts.get(clause)!.revision), this.library.publication))
  }
}

type Play = (years: Years, deed: Deed) => unknown
const rule = (of: Deed, change: (rule: Programme) => Programme | undefined, recounts = false): Play =>
  ((years: Years) => years.rule(programmes[of.a % 2]!, change, recounts)) as Play
const asked = (of: Deed): readonly Requirement[] => firstRules[of.a % 2]!.requirements

function attempt(years: Years, passed: boolean): void {
  const { publication } = years.library
  const outcomes = [{ question: as('q'), clauses: years.evidence(), score: passed ? 1 : 0 }] as const
  const id = as<never>(`a${years.facts.length}`)
  const about = { person, attempt: id, quiz, publication, on: years.today }
  years.record({
    kind: 'attempt-closed',
    ...about,
    passed,
    percent: passed ? 100 : 0,
    outcomes,
    brokenCritical: [],
  } as Fact)
}

/** Everything that can happen. Words with a day of their own (`near`) may come late. */
export const deeds = {
  'joins or returns': (y, d) => y.record({ kind: 'employment', person, from: y.near(d), employed: true }),
  'leaves the organisation': (y, d) => y.record({ kind: 'employment', person, from: y.near(d), employed: false }),
  'goes on leave': (y, d) => y.record({ kind: 'leave', person, from: y.near(d), away: true }),
  'is back from leave': (y, d) => y.record({ kind: 'leave', person, from: y.near(d), away: false }),
  'moves to a team': (y, d) => y.record({ kind: 'membership', person, from: y.near(d), team: teams[d.a % 2]! }),
  'stands in no team': (y, d) => y.record({ kind: 'membership', person, from: y.near(d), team: null }),
  'gets another job role': (y, d) =>
    y.record({ kind: 'job-roles', person, from: y.near(d), roles: [[adviser], [clerk], [adviser, clerk]][d.a % 3]! }),
  'loses every job role': (y, d) => y.record({ kind: 'job-roles', person, from: y.near(d), roles: [] }),
  'gets another manager': (y, d) => y.record({ kind: 'line-manager', person, from: y.near(d), manager: as('omar') }),
  'team moves to a branch': (y, d) =>
    y.record({
      kind: 'team-branch',
      team: teams[d.a % 2]!,
      from: y.near(d),
      branch: [harbour, market, null][d.a % 3]!,
    }),
  'team gets other channels': (y, d) =>
    y.record({
      kind: 'team-channels',
      team: teams[d.a % 2]!,
      from: y.near(d),
      channels: [[phone], [phone, post], []][d.a % 3]!,
    }),
  'team gets another parent': (y, d) =>
    y.record({ kind: 'team-parent', team: teams[d.a % 2]!, from: y.near(d), parent: null }),
  'team closes': (y, d) => y.record({ kind: 'team-open', team: teams[d.a % 2]!, from: y.near(d), open: false }),
  'completes a lesson': (y, d) =>
    y.record({
      kind: 'lesson-completed',
      person,
      lesson: [holding, writing][d.a % 2]!,
      publication: y.library.publication,
      content: '',
      clauses: y.evidence([clauses[d.a % 2]!]),
      on: y.today,
    }),
  'passes the quiz': (y) => attempt(y, true),
  'fails the quiz': (y) => attempt(y, false),
  'confirms the standard': (y) =>
    y.record({
      kind: 'acknowledged',
      person,
      standard,
      publication: y.library.publication,
      content: '',
      clauses: y.evidence(),
      on: y.today,
    }),
  'does the whole path': (y, d) => {
    for (const { kind } of asked(d)) {
      if (kind === 'quiz') deeds['passes the quiz'](y)
      else if (kind === 'acknowledgement') deeds['confirms the standard'](y)
      else for (const a of [0, 1]) deeds['completes a lesson'](y, { ...d, a })
    }
  },
  'tries an update': (y, d) =>
    y.record({
      kind: 'update-tried',
      person,
      clause: y.evidence([clauses[d.a % 2]!])[0]!,
      publication: y.library.publication,
      answers: [],
      // Answered rightly while a scenario is still to be played, which alone shows nothing.
      passed: d.b % 2 === 0,
      on: y.today,
    }),
  'shows an update': (y, d) =>
    y.record({
      kind: 'clause-updated',
      person,
      clause: y.evidence([clauses[d.a % 2]!])[0]!,
      publication: y.library.publication,
      by: 'questions',
      on: y.today,
    }),
  'reads a notice': (y) =>
    y.record({ kind: 'notice-read', person, notice: as('n'), publication: y.library.publication, on: y.today }),
  'an editorial publication': (y) =>
    y.rule(programmes[0]!, (one) => (y.programmesOf(y.library.publication).includes(one) ? one : undefined)),
  'a clause changes its words': (y, d) => y.change(d, {}),
  'a clause reaches others': (y, d) =>
    y.change(d, {
      sameWordsAs: y.wordsOf(d),
      roles: d.b % 2 === 0 ? [clerk] : 'everyone',
      channels: d.b % 3 === 0 ? [post] : 'all',
    }),
  'a clause returns to its first words': (y, d) => y.change(d, { sameWordsAs: 1 }),
  'a clause changes and only tells': (y, d) => y.change(d, { asks: false }),
  'another programme rests on a clause': (y, d) =>
    y.change(d, { verdict: 'coverage', asks: false, sameWordsAs: y.wordsOf(d), programmes: [programmes[d.b % 2]!] }),
  'a clause is retired': (y, d) => y.change(d, { verdict: 'retired', asks: false }),
  'validity changes for what is granted next': (y, d) =>
    rule(d, (one) => ({ ...one, validForMonths: 1 + (d.b % 6) }))(y, d),
  'validity changes for everybody': (y, d) => rule(d, (one) => ({ ...one, validForMonths: 1 + (d.b % 6) }), true)(y, d),
  'expiry counts from completion': (y, d) =>
    rule(d, (one) => ({ ...one, renewsFrom: 'completion' }), d.b % 3 === 0)(y, d),
  'expiry counts from the old expiry': (y, d) =>
    rule(d, (one) => ({ ...one, renewsFrom: 'old-expiry' }), d.b % 3 === 0)(y, d),
  'expiry falls on fixed days': (y, d) =>
    rule(
      d,
      (one) => ({
        ...one,
        renewsFrom: 'fixed-date',
        fixedExpiry: [day('2028-01-31'), day('2028-02-29'), day('2027-11-30')][d.b % 3]!,
        leastActiveDays: d.b % 70,
      }),
      d.b % 4 === 0,
    )(y, d),
  'grace and window change': (y, d) =>
    rule(d, (one) => ({ ...one, graceDays: d.b % 40, renewalWindowDays: (d.b * 3) % 50 }))(y, d),
  'time to complete changes': (y, d) => rule(d, (one) => ({ ...one, completeWithinDays: d.b % 40 }))(y, d),
  'a programme asks others': (y, d) =>
    rule(d, (one) => ({
      ...one,
      audience: {
        roles: d.b % 2 === 0 ? 'everyone' : [clerk],
        channels: d.b % 3 === 0 ? [phone] : undefined,
        branches: d.b % 5 === 0 ? [harbour] : undefined,
      },
    }))(y, d),
  'a programme asks for less': (y, d) =>
    rule(d, (one) => ({ ...one, requirements: one.requirements.slice(0, 1), renewal: one.renewal.slice(0, 1) }))(y, d),
  'a programme asks for more': (y, d) =>
    rule(d, (one) => ({
      ...one,
      requirements: firstRules[d.a % 2]!.requirements,
      renewal: firstRules[d.a % 2]!.requirements,
    }))(y, d),
  'a programme is taken away': (y, d) => rule(d, () => undefined)(y, d),
  'a programme is brought back': (y, d) => rule(d, (one) => one)(y, d),
  'a waiver': (y, d) => y.except(d, { kind: 'waiver', from: y.near(d), until: addDays(y.today, d.b % 60) }),
  'a pause': (y, d) => y.except(d, { kind: 'pause', from: y.near(d), until: addDays(y.today, d.b % 60) }),
  'a pause without an end': (y, d) => y.except(d, { kind: 'pause', from: y.near(d), until: null }),
  'more time for a certificate': (y, d) => {
    const certificate = y.certificate(d)
    y.except(d, certificate && { kind: 'extension', certificate, until: addDays(y.today, d.b % 120) })
  },
  'more time for what is asked': (y, d) =>
    y.except(d, { kind: 'extension', certificate: null, until: addDays(y.today, d.b % 60) }),
  'a revocation': (y, d) => {
    const certificate = y.certificate(d)
    y.except(d, certificate && { kind: 'revocation', certificate })
  },
  'prior learning': (y, d) =>
    y.except(d, {
      kind: 'prior-learning',
      requirements: asked(d)
        .slice(0, 1 + (d.b % 3))
        .map(requirementKey),
      learnedOn: addDays(y.today, -(d.b % 300)),
    }),
  'a test-out': (y, d) => y.except(d, { kind: 'test-out' }),
  'certified by hand': (y, d) => y.except(d, { kind: 'manual-grant', completedOn: addDays(y.today, -(d.b % 90)) }),
  'further attempts': (y, d) => y.except(d, { kind: 'more-attempts', quiz, attempts: 1 }),
  'a waiver or pause is taken back': (y, d) => y.withdraw(['waiver', 'pause'], d),
  'more time is taken back': (y, d) => y.withdraw(['extension'], d),
  'a revocation is taken back': (y, d) => y.withdraw(['revocation'], d),
  'what a certificate rests on is taken back': (y, d) => y.withdraw(['prior-learning', 'test-out', 'manual-grant'], d),
  'a setting changes': (y, d) =>
    y.record({ kind: 'setting', setting: 'retention', from: y.near(d), value: String(1 + (d.b % 9)) }),
  'time passes': () => undefined,
} as const satisfies Record<string, Play>
export type DeedKind = keyof typeof deeds

const someNumber = fc.integer({ min: 0, max: 999 })
const kinds = Object.keys(deeds) as DeedKind[]
/** Learning and changes of clauses come more often than the rest, or hardly anybody would be certified and asked. */
const often: readonly DeedKind[] = [
  'does the whole path',
  'does the whole path',
  'passes the quiz',
  'completes a lesson',
  'is back from leave',
  'joins or returns',
  'a clause changes its words',
]
const someKind = fc.oneof(
  { arbitrary: fc.constantFrom(...often), weight: 2 },
  { arbitrary: fc.constantFrom(...kinds), weight: 3 },
)
export const someDeeds = fc.array(
  fc.record<Deed>({
    kind: someKind,
    after: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 45 })),
    a: someNumber,
    b: someNumber,
  }),
  { minLength: 1, maxLength: 30, size: 'max' },
)

/** What standings follow from, made of the facts alone and of what each publication held. */
export function groundOf(
  facts: readonly Recorded[],
  programmesOf: (publication: number) => readonly Programme[],
): Ground {
  const published = facts.filter((one): one is Recorded<FactOf<'published'>> => one.fact.kind === 'published')
  const rules = new Map<ProgrammeId, Holding<Programme>[]>()
  const recounts = new Map<ProgrammeId, Recount[]>()
  for (const [index, { fact }] of published.entries()) {
    const to = published[index + 1]?.fact.on ?? FOREVER
    for (const value of programmesOf(fact.publication)) {
      const stated = rules.get(value.id) ?? []
      rules.set(value.id, stated)
      if (fact.on < to) stated.push({ from: fact.on, to, value })
    }
    for (const { programme, notice, from, notBefore } of fact.recounts ?? []) {
      const own = recounts.get(programme) ?? []
      recounts.set(programme, own)
      const find = (number: number) => programmesOf(number).find(({ id }) => id === programme)
      const before = published.slice(0, index).findLast((one) => find(one.fact.publication))?.fact.publication
      const after = find(fact.publication)
      if (before === undefined || after === undefined) continue
      const then = { publishedOn: fact.on, publication: fact.publication, notice, from, notBefore }
      own.push({ ...then, before: find(before)!, rule: after })
    }
  }
  const teamFacts = facts.filter((one) => (teamFactKinds as readonly string[]).includes(one.fact.kind))
  return {
    organisation: organisationHistory(teamFacts as Parameters<typeof organisationHistory>[0]),
    rules,
    histories: clauseHistories(published),
    recounts,
  }
}

function libraryWith(
  rules: readonly Programme[],
  texts: ReadonlyMap<ClauseId, Text>,
  publication: number,
  publishedOn: Day,
): Library {
  const known = [...texts].filter(([, { isRetired }]) => !isRetired)
  const stated = known.map(([id, { revision, roles, channels }]) => ({ id, revision, roles, channels, standard }))
  const question = { id: as('q'), clauses: known.map(([id, { revision }]) => pin(id, revision)) }
  const about = (id: LessonId, clause: ClauseId) => ({ id, clauses: [clause], sections: [], checks: [] })
  return libraryOf(
    {
      organisation: {} as never,
      standards: [{ id: standard, clauses: stated } as unknown as Standard],
      lessons: [about(holding, clauses[0]!), about(writing, clauses[1]!)] as never,
      quizzes: [{ id: quiz, questions: [question] } as unknown as Quiz],
      scenarios: [],
      programmes: rules,
      glossary: [],
      notices: [],
      lock: [],
      media: [],
    },
    { publication, publishedOn, digest: '', hashes: new Map() },
  )
}
