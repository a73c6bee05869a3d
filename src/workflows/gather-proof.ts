/**
 * Everything that proves one certification: the exact text of each clause it covers, what showed it, the
 * questions as they were asked and what was answered, the updates that have carried it on, and the exceptions
 * it rests on or was changed by. It is read from facts and publications alone, so it stands for programmes
 * that have ended and for people whose names were erased.
 */
import { exceptionNames } from '../domain/exception-words.ts'
import { certificateTerms } from '../domain/certificate-worth.ts'
import { isKind, type FactOf, type Recorded } from '../domain/facts.ts'
import { pin, readEvidence, type CertificateId, type ClauseEvidence, type ExceptionId } from '../domain/ids.ts'
import type { Library } from '../domain/library.ts'
import { triesAt } from '../domain/pending-updates.ts'
import {
  proofFrom,
  whichAttempt,
  type AskedAndAnswered,
  type FactPlace,
  type PlayProved,
  type Proof,
  type ProofFacts,
  type ProvedException,
  type ProvedShowing,
  type ProvedText,
  type Showing,
} from '../domain/proof.ts'
import { playThrough } from '../domain/plays.ts'
import { isRight } from '../domain/quiz.ts'
import { endOfPlay } from '../domain/replays.ts'
import { bestMarks, marksOf, percentOf, sceneOf } from '../domain/scenario.ts'
import { shownExceptions } from '../domain/shown-exceptions.ts'
import { askedInUpdate } from '../domain/update-form.ts'
import { attemptWithId } from '../../db/attempts.ts'
import { certificateWithId } from '../../db/certificates.ts'
import { exceptionWordsAbout } from '../../db/exceptions.ts'
import { factsOf, hashAt, headOfLedger } from '../../db/ledger.ts'
import type { Database } from '../../db/open.ts'
import { peopleByIds } from '../../db/people.ts'
import { playWithId } from '../../db/plays.ts'
import { libraryAt, publishedChanges, publishedRecounts } from '../../db/publications.ts'
import { reasonsOf } from '../../db/settings.ts'
import { readAttempt } from './read-attempt.ts'
import { todayIn } from './today-in.ts'

/** Undefined when there is no such certificate. */
export async function gatherProof(
  db: Database,
  certificate: CertificateId,
  now: Temporal.Instant,
): Promise<Proof | undefined> {
  const granted = await certificateWithId(db.reader, certificate)
  if (granted === undefined) return undefined
  const { fact } = granted
  const facts = await factsOf(db.reader, fact.person)
  const found = proofFrom(facts, granted, await publishedChanges(db, db.reader))
  const library = await libraryAt(db, fact.publication)
  const recounts = (await publishedRecounts(db, db.reader)).get(fact.programme)
  const person = (await peopleByIds(db.reader, [fact.person])).get(fact.person)

  const texts: Proof['texts'][number][] = []
  for (const { evidence, shownIn } of found.texts) {
    const shown = shownIn.map(({ showing, questions }) => ({ sequence: showing.sequence, questions }))
    texts.push({ ...(await textOf(db, evidence)), shownIn: shown })
  }
  const prove = async (showings: readonly Showing[]): Promise<ProvedShowing[]> => {
    const proved: ProvedShowing[] = []
    for (const showing of showings) {
      const one = await proveShowing(db, facts, showing)
      if (one.kind === 'attempt') proved.push({ ...one, nth: whichAttempt(facts, granted, one.attempt) })
      else if (one.kind === 'play') proved.push({ ...one, nth: whichAttempt(facts, granted, one.play) })
      else proved.push(one)
    }
    return proved
  }
  return {
    certificate,
    person: { id: fact.person, name: person?.name },
    programme: { id: fact.programme, title: library?.programmes.get(fact.programme)?.title ?? fact.programme },
    organisationName: library?.curriculum.organisation.name ?? '',
    publication: fact.publication,
    path: fact.path,
    grantedOn: fact.on,
    expiresOn: fact.expiresOn,
    terms: certificateTerms(facts, fact, recounts),
    ledger: await placeOf(db, granted),
    head: await headOfLedger(db.reader),
    texts,
    showings: await prove(found.showings),
    besides: await prove(found.besides),
    updates: await prove(found.updates),
    ...(await exceptionsAround(db, facts, found, fact, library, now)),
  }
}

async function placeOf(db: Database, { sequence, at }: Recorded): Promise<FactPlace> {
  const hash = await hashAt(db.reader, sequence)
  if (hash === undefined) throw new Error(`the ledger has no fact ${sequence}`)
  return { sequence, hash, at }
}

async function textOf(db: Database, evidence: ClauseEvidence): Promise<ProvedText> {
  const { clause: id, revision, publication } = readEvidence(evidence)
  const library = await libraryAt(db, publication)
  const clause = library?.clauses.get(id)
  const standard = clause && library?.standards.get(clause.standard)
  return { evidence, id, revision, publication, publishedOn: library?.publishedOn, clause, standard, library }
}

async function proveShowing(db: Database, facts: readonly Recorded[], showing: Showing): Promise<ProvedShowing> {
  const { sequence, at, fact } = showing
  const library = await libraryAt(db, fact.publication)
  const { on, publication } = fact
  const { hash } = await placeOf(db, showing)
  const base = { sequence, hash, at, on, publication, library, questions: [] }
  switch (fact.kind) {
    case 'lesson-completed': {
      const title = library?.lessons.get(fact.lesson)?.title ?? fact.lesson
      return { ...base, kind: 'lesson', title, clauses: fact.clauses }
    }
    case 'acknowledged': {
      const title = library?.standards.get(fact.standard)?.title ?? fact.standard
      return { ...base, kind: 'acknowledgement', title, clauses: fact.clauses }
    }
    case 'attempt-closed':
      return { ...base, ...(await provedAttempt(db, fact)) }
    case 'scenario-closed':
      return {
        ...base,
        ...(await provedPlay(db, fact)),
        kind: 'play',
        nth: 1,
        clauses: fact.clauses.map(({ clause }) => clause),
      }
    case 'clause-updated': {
      const text = await textOf(db, fact.clause)
      const clauses = [fact.clause]
      const tried = await triedBefore(db, facts, showing.sequence, fact)
      const end = fact.play && endOfPlay(facts, fact.play)
      const replay = end && { ...(await provedPlay(db, end)), on: end.on }
      return { ...base, kind: 'update', title: text.id, text, clauses, by: fact.by, replay, ...tried }
    }
  }
}

async function provedAttempt(db: Database, { attempt: id, outcomes, percent, quiz }: FactOf<'attempt-closed'>) {
  const attempt = await attemptWithId(db.reader, id)
  if (attempt === undefined) throw new Error(`the attempt ${id} was closed and never started`)
  const texts = await readAttempt(db, attempt)
  return {
    kind: 'attempt' as const,
    attempt: id,
    quiz,
    title: texts.quiz.title,
    library: texts.library,
    startedOn: attempt.startedOn,
    percent,
    passPercent: texts.quiz.passPercent,
    nth: 1,
    clauses: [...new Set(outcomes.flatMap(({ clauses }) => clauses))],
    questions: texts.asked.map((asked, index) => ({ ...asked, score: outcomes[index]?.score ?? 0 })),
  }
}

async function provedPlay(
  db: Database,
  { play: id, scenario: name, clauses, percent, publication }: FactOf<'scenario-closed'>,
): Promise<PlayProved> {
  const play = await playWithId(db.reader, id)
  const library = await libraryAt(db, publication)
  const scenario = library?.scenarios.get(name)
  if (play === undefined || scenario === undefined)
    throw new Error(`the play ${id} was closed, and publication ${publication} holds no ${name}`)
  const { decisions, at } = playThrough(scenario, play)
  const ending = sceneOf(scenario, at.position.scene)
  return {
    play: id,
    scenario: name,
    title: scenario.title,
    library,
    startedOn: play.startedOn,
    percent,
    passPercent: scenario.passPercent,
    ending: ending.title,
    outcome: ending.turn.kind === 'end' ? ending.turn.outcome : 'stopped',
    shares: clauses.map(({ clause, got, possible }) => ({ clause, got, possible, percent: percentOf(got, possible) })),
    replies: decisions.map(({ position, choice, order }, index) => ({
      place: index + 1,
      scene: sceneOf(scenario, position.scene).title,
      said: choice.body,
      marks: [...bestMarks(order)].map(([clause, best]) => ({ clause, got: marksOf(choice, clause), best })),
    })),
  }
}

/** The try that was right, with its questions as they stood before the person, and how many were not. */
async function triedBefore(
  db: Database,
  facts: readonly Recorded[],
  sequence: number,
  { clause: evidence, person, by }: FactOf<'clause-updated'>,
): Promise<{
  readonly triesBefore: number
  readonly questions: readonly AskedAndAnswered[]
  readonly library?: Library | undefined
}> {
  const { clause, revision } = readEvidence(evidence)
  const pinned = pin(clause, revision)
  const tries = triesAt(
    facts.filter((recorded) => recorded.sequence < sequence),
    pinned,
  )
  const right = tries.findLastIndex(({ passed }) => passed)
  const tried = tries[right]
  if (by === 'reading' || tried === undefined) return { triesBefore: 0, questions: [] }
  // A publication may have come in between the answers and the play that was the last of it.
  const library = await libraryAt(db, tried.publication)
  const questions = tried.answers.flatMap(({ question: id, options: chosen }, index) => {
    const question = library?.questions.get(id)
    if (question === undefined) return []
    const score = isRight(question, chosen) ? 1 : 0
    return [{ ...askedInUpdate(person, pinned, right, question), place: index + 1, chosen, score }]
  })
  return { triesBefore: right, questions, library }
}

async function exceptionsAround(
  db: Database,
  facts: readonly Recorded[],
  { restsOn, changedBy }: Pick<ProofFacts, 'restsOn' | 'changedBy'>,
  { person }: FactOf<'granted'>,
  library: Library | undefined,
  now: Temporal.Instant,
): Promise<Pick<Proof, 'restsOn' | 'changedBy'>> {
  const all = [...restsOn, ...changedBy]
  if (all.length === 0 || library === undefined) return { restsOn: [], changedBy: [] }
  const shown = shownExceptions(
    facts,
    {
      names: exceptionNames(library),
      reasons: await reasonsOf(db),
      people: await peopleByIds(
        db.reader,
        all.flatMap(({ by, withdrawn }) => [by ?? [], withdrawn?.by ?? []].flat()),
      ),
      words: await exceptionWordsAbout(db.reader, person),
      withDecision: true,
    },
    await todayIn(db, now),
  )
  const placed = (kind: 'exception' | 'exception-withdrawn', id: ExceptionId) => {
    const recorded = facts.find((one) => isKind(one, kind) && one.fact.exception === id)
    return recorded && placeOf(db, recorded)
  }
  const ofThese = async (ids: ReadonlySet<string>) => {
    const proved: ProvedException[] = []
    for (const one of shown.filter(({ exception }) => ids.has(exception.id)).toReversed()) {
      const { id } = one.exception
      const recordedAs = await placed('exception', id)
      if (recordedAs === undefined) throw new Error(`the exception ${id} is not among the facts`)
      proved.push({ ...one, recordedAs, withdrawnAs: await placed('exception-withdrawn', id) })
    }
    return proved
  }
  return {
    restsOn: await ofThese(new Set(restsOn.map(({ id }) => id))),
    changedBy: await ofThese(new Set(changedBy.map(({ id }) => id))),
  }
}
