/**
 * Three years in the life of an organisation, day by day and alike each time: people join, move, go on
 * leave, come back and go; they learn, fail some quizzes, are certified, renew, let it lapse, and do the
 * updates that two publications ask for.
 */
import { createHash } from 'node:crypto'
import { isInAudience } from '../../../src/domain/audience.ts'
import { canonicalJson } from '../../../src/domain/canonical.ts'
import { decideGrant, evidenceFrom, type Evidence } from '../../../src/domain/certification.ts'
import type { Programme } from '../../../src/domain/curriculum.ts'
import { addDays, daysBetween, type Day } from '../../../src/domain/days.ts'
import type { Fact, FactOf, Recorded } from '../../../src/domain/facts.ts'
import {
  as,
  type AttemptId,
  type Branch,
  type CertificateId,
  type Channel,
  type ClauseEvidence,
  type JobRole,
  type PersonId,
  type ProgrammeId,
  type TeamId,
} from '../../../src/domain/ids.ts'
import type { Library } from '../../../src/domain/library.ts'
import type { Grant } from '../../../src/domain/grants.ts'
import { bookOf, clausesCertified, formsOfQuiz, type Book } from './book.ts'
import { chanceFrom, idOf } from './chance.ts'
import { roles } from './library.ts'

export interface Team {
  readonly id: TeamId
  readonly channels: readonly Channel[]
  readonly branch: Branch
}

export interface PopulationInput {
  readonly people: number
  readonly teams: readonly Team[]
  readonly begins: Day
  readonly today: Day
  /** In the order published; the first is the baseline. */
  readonly libraries: readonly Library[]
  /** Records one fact and says its place. */
  readonly append: (fact: Fact, on: Day, by: PersonId | null) => Recorded
  readonly onDay?: (done: number, all: number) => void
}

/** What one programme is to one person. */
interface Course {
  evidence: Evidence[]
  readonly grants: Grant[]
  taught: Book
  asked: Book
  /** The changes shown since the last certification. */
  readonly updated: Set<ClauseEvidence>
}

/** Somebody, with the facts that standings follow from. */
export interface Somebody {
  readonly id: PersonId
  readonly number: number
  readonly facts: Recorded[]
  team: Team
  role: JobRole
  employed: boolean
  readonly courses: Map<ProgrammeId, Course>
}

/** `lessons`, `quiz` and `again` name a programme by its place, `update` a publication. */
type Deed = 'join' | 'move' | 'role' | 'away' | 'back' | 'leave' | 'update' | 'lessons' | 'quiz' | 'again'

interface Today {
  readonly on: Day
  /** Days since the first. */
  readonly after: number
  readonly book: Book
}

/** Plays the three years and returns everybody, in the order of their ids. */
export function populate(input: PopulationInput): readonly Somebody[] {
  const play = new Play(input)
  play.run()
  return play.everybody
}

class Play {
  readonly everybody: readonly Somebody[]
  private readonly input: PopulationInput
  private readonly chance
  private readonly books: readonly Book[]
  private readonly days: readonly Day[]
  private readonly calendar: { readonly who: Somebody; readonly deed: Deed; readonly which: number }[][]
  private readonly certified = new Map<string, readonly ClauseEvidence[]>()
  private attempts = 0
  private certificates = 0

  constructor(input: PopulationInput) {
    this.input = input
    this.chance = chanceFrom(input.people)
    this.books = input.libraries.map((library, place) => bookOf(library, input.libraries[place - 1]))
    const last = daysBetween(input.begins, input.today)
    this.days = Array.from({ length: last + 1 }, (_, after) => addDays(input.begins, after))
    this.calendar = this.days.map(() => [])
    this.everybody = Array.from({ length: input.people }, (_, number) => this.somebody(number))
  }

  run() {
    for (const [after, on] of this.days.entries()) {
      const book = this.books.findLast(({ library }) => library.publishedOn <= on)
      if (book === undefined) throw new Error(`nothing was published by ${on}`)
      if (book.library.publishedOn === on && book !== this.books[0]) this.planUpdates(after, this.books.indexOf(book))
      const events = this.calendar[after] ?? []
      // A deed may plan another for the same day.
      for (const { who, deed, which } of events) this.happen(who, deed, which, { on, after, book })
      events.length = 0
      this.input.onDay?.(after + 1, this.days.length)
    }
  }

  private somebody(number: number): Somebody {
    const { chance } = this
    const who: Somebody = {
      id: as<PersonId>(idOf('person', number)),
      number,
      facts: [],
      team: this.input.teams[number % this.input.teams.length] ?? chance.oneOf(this.input.teams),
      role: as<JobRole>(chance.oneOf(roles)),
      employed: false,
      courses: new Map(),
    }
    const joined = chance.percent(60) ? 0 : chance.between(1, this.days.length - 2)
    this.plan(who, joined, 'join')
    if (chance.percent(25)) this.plan(who, joined + chance.between(30, 1000), 'move')
    if (chance.percent(10)) this.plan(who, joined + chance.between(60, 1000), 'role')
    if (chance.percent(15)) this.plan(who, joined + chance.between(20, 900), 'away')
    if (chance.percent(20)) this.plan(who, joined + chance.between(90, 1400), 'leave')
    return who
  }

  private plan(who: Somebody, after: number, deed: Deed, which = 0) {
    this.calendar[after]?.push({ who, deed, which })
  }

  private planUpdates(after: number, edition: number) {
    for (const who of this.everybody)
      if (this.chance.percent(88)) this.plan(who, after + this.chance.between(1, 25), 'update', edition)
  }

  private happen(who: Somebody, deed: Deed, which: number, today: Today) {
    const { on, after, book } = today
    const person = who.id
    if (deed === 'join') return this.join(who, today)
    if (!who.employed) return
    const programme = book.programmes[which]
    switch (deed) {
      case 'move':
        who.team = this.chance.oneOf(this.input.teams)
        this.keep(who, { kind: 'membership', person, from: on, team: who.team.id }, on)
        return this.begin(who, today)
      case 'role':
        who.role = as<JobRole>(this.chance.oneOf(roles))
        this.keep(who, { kind: 'job-roles', person, from: on, roles: [who.role] }, on)
        return this.begin(who, today)
      case 'away':
        this.keep(who, { kind: 'leave', person, from: on, away: true }, on)
        return this.plan(who, after + this.chance.between(20, 120), 'back')
      case 'back':
        this.keep(who, { kind: 'leave', person, from: on, away: false }, on)
        return
      case 'leave':
        who.employed = false
        this.keep(who, { kind: 'employment', person, from: on, employed: false }, on)
        return
      case 'update':
        return this.update(who, this.books[which]?.changed ?? [], today)
      case 'lessons':
      case 'again':
        if (programme === undefined || !isAsked(who, programme)) return
        this.takeLessons(who, programme, which, today)
        return deed === 'again' ? this.plan(who, after + 1, 'quiz', which) : undefined
      case 'quiz':
        return programme && isAsked(who, programme) ? this.sitQuiz(who, programme, which, today) : undefined
    }
  }

  /** A fact from which standings follow. */
  private keep(who: Somebody, fact: Fact, on: Day, by: PersonId | null = null) {
    who.facts.push(this.input.append(fact, on, by))
  }

  private join(who: Somebody, today: Today) {
    const { id: person } = who
    const { on } = today
    who.employed = true
    this.input.append({ kind: 'person-recorded', person, personal: wordsOf(who).hash }, on, null)
    this.keep(who, { kind: 'employment', person, from: on, employed: true }, on)
    this.keep(who, { kind: 'membership', person, from: on, team: who.team.id }, on)
    this.keep(who, { kind: 'job-roles', person, from: on, roles: [who.role] }, on)
    this.begin(who, today)
  }

  /** What a place asks anew is done in time by most, late by some, never by a few. */
  private begin(who: Somebody, { after, book }: Today) {
    const { chance } = this
    for (const [which, programme] of book.programmes.entries()) {
      if (!isAsked(who, programme) || who.courses.has(programme.id) || chance.percent(3)) continue
      const first = after + (chance.percent(6) ? 30 : 0) + chance.between(1, 20)
      this.plan(who, first, 'lessons', which)
      this.plan(who, first + chance.between(0, 5), 'quiz', which)
    }
  }

  private courseOf(who: Somebody, programme: Programme, book: Book): Course {
    const known = who.courses.get(programme.id)
    if (known !== undefined) return known
    const course: Course = { evidence: [], grants: [], taught: book, asked: book, updated: new Set() }
    who.courses.set(programme.id, course)
    return course
  }

  private takeLessons(who: Somebody, programme: Programme, which: number, today: Today) {
    const { on, book } = today
    const course = this.courseOf(who, programme, book)
    const { publication } = book.library
    for (const requirement of programme.requirements) {
      const taught = requirement.kind === 'lesson' ? book.lessons.get(requirement.lesson) : undefined
      if (requirement.kind !== 'lesson' || taught === undefined) continue
      const { lesson } = requirement
      const fact: Fact = { kind: 'lesson-completed', person: who.id, lesson, publication, ...taught, on }
      course.evidence.push(...evidenceFrom([this.input.append(fact, on, who.id)]))
    }
    course.taught = book
    this.grant(who, programme, which, today)
  }

  private sitQuiz(who: Somebody, programme: Programme, which: number, today: Today) {
    const { on, after, book } = today
    const asked = book.quizzes.get(programme.id)
    if (asked === undefined) return
    const { chance } = this
    const { publication } = book.library
    const person = who.id
    const attempt = as<AttemptId>(idOf('attempt', this.attempts++))
    const seed = chance.between(0, formsOfQuiz - 1)
    const passed = !chance.percent(12)
    const quiz = asked.quiz.id
    const form = asked.forms[seed] ?? []
    const started = { person, attempt, quiz, publication }
    const append = (fact: Fact) => this.input.append(fact, on, person)
    append({ kind: 'attempt-started', ...started, content: asked.content, seed, form, on })
    for (const [place, { question }] of form.entries())
      append({ kind: 'answered', person, attempt, question, options: [passed || place > 1 ? 'b' : 'a'] })
    const outcomes = passed ? asked.right : asked.wrong
    const percent = passed ? 100 : 50
    const closed = append({ kind: 'attempt-closed', ...started, passed, percent, outcomes, brokenCritical: [], on })
    if (!passed) return this.plan(who, after + chance.between(1, 4), 'quiz', which)
    const course = this.courseOf(who, programme, book)
    course.evidence.push(...evidenceFrom([closed]))
    course.asked = book
    this.grant(who, programme, which, today)
  }

  /** As the portal does it: granted with the fact that was lacking last. */
  private grant(who: Somebody, programme: Programme, which: number, { on, book }: Today) {
    const course = this.courseOf(who, programme, book)
    const decision = decideGrant(programme, { ...course, exceptions: [] }, on)
    if (decision === undefined) return
    const { taught, asked } = course
    const granted: FactOf<'granted'> = {
      kind: 'granted',
      person: who.id,
      programme: programme.id,
      certificate: as<CertificateId>(idOf('certificate', this.certificates++)),
      publication: Math.max(asked.library.publication, decision.path === 'initial' ? taught.library.publication : 0),
      ...decision,
      clauses: this.clausesOf(programme, taught, asked),
    }
    this.keep(who, granted, on)
    course.grants.push(granted)
    course.evidence = []
    course.updated.clear()
    this.planRenewal(who, which, daysBetween(this.input.begins, granted.expiresOn))
  }

  private clausesOf(programme: Programme, taught: Book, asked: Book): readonly ClauseEvidence[] {
    const key = [programme.id, taught.library.publication, asked.library.publication].join()
    const known = this.certified.get(key) ?? clausesCertified(programme, taught, asked)
    this.certified.set(key, known)
    return known
  }

  /** Most renew in the window, some in grace, some let it lapse and come back later, some never. */
  private planRenewal(who: Somebody, which: number, expires: number) {
    const { chance } = this
    if (chance.percent(88)) this.plan(who, expires - chance.between(1, 55), 'quiz', which)
    else if (chance.percent(50)) this.plan(who, expires + chance.between(1, 25), 'quiz', which)
    else if (chance.percent(60)) this.plan(who, expires + chance.between(40, 100), 'again', which)
  }

  private update(who: Somebody, changed: Book['changed'], { on, book }: Today) {
    const { publication } = book.library
    const person = who.id
    for (const { shown, question, programmes } of changed) {
      const owing = programmes.some((programme) => {
        const course = who.courses.get(programme)
        return (
          course !== undefined &&
          (course.grants.at(-1)?.expiresOn ?? '') >= on &&
          !course.asked.quizzes.get(programme)?.right.some(({ clauses }) => clauses.includes(shown)) &&
          !course.updated.has(shown)
        )
      })
      if (!owing) continue
      const answers = [{ question, options: ['b'] }]
      const told = { person, clause: shown, publication, on } as const
      this.input.append({ kind: 'update-tried', ...told, answers, passed: true }, on, person)
      this.keep(who, { kind: 'clause-updated', ...told, by: 'questions' }, on, person)
      for (const programme of programmes) who.courses.get(programme)?.updated.add(shown)
    }
  }
}

function isAsked({ role, team }: Somebody, { audience }: Programme): boolean {
  return isInAudience(audience, { roles: [role], channels: team.channels, branch: team.branch })
}

/** Name, address and hash of somebody, alike each time. */
export function wordsOf({ number }: Pick<Somebody, 'number'>) {
  const name = `${givenNames[number % givenNames.length]} ${familyNames[Math.floor(number / 7) % familyNames.length]}`
  const email = `person-${number}@bench.test`
  const salt = idOf('salt', number)
  return {
    name,
    email,
    salt,
    hash: createHash('sha256').update(salt).update(canonicalJson({ name, email })).digest('hex'),
  }
}

const givenNames = ['Ann', 'Bela', 'Carl', 'Dora', 'Emil', 'Fay', 'Gus', 'Hale', 'Ida', 'Jon', 'Kit', 'Lea', 'Mo']
const familyNames = ['Archer', 'Baker', 'Cooper', 'Dyer', 'Fletcher', 'Glover', 'Hooper', 'Mason', 'Naylor', 'Potter']
