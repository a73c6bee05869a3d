/** What is decided for a person of the story apart from the rules, through the same workflow as by anybody. */
import { courseOf } from '../../src/domain/certification.ts'
import { requirementKey } from '../../src/domain/curriculum.ts'
import type { ExceptionTerms } from '../../src/domain/facts.ts'
import { grantOn } from '../../src/domain/grants.ts'
import {
  as,
  type CertificateId,
  type PersonId,
  type ProgrammeId,
  type QuizId,
  type ReasonId,
} from '../../src/domain/ids.ts'
import { recordException } from '../../src/workflows/record-exception.ts'
import { todayIn } from '../../src/workflows/today-in.ts'
import { factsOf } from '../ledger.ts'
import type { ExceptionDeed, StoryTerms } from './exception-deeds.ts'
import type { ProgrammeKey } from './programmes.ts'
import { expectDone, openLessons, type Learner } from './replay-learning.ts'
import type { StoryClock } from './story-clock.ts'

export async function decide(learner: Learner, by: PersonId, deed: ExceptionDeed, clock: StoryClock): Promise<void> {
  const { db, person, now } = learner
  const programme = as<ProgrammeId>(deed.programme)
  const terms = await termsOf(learner, deed.programme, deed.terms, clock)
  const reason = as<ReasonId>(deed.reason)
  expectDone(await recordException(db, { by, person, programme, terms, reason, words: deed.words }, now))
}

async function termsOf(
  learner: Learner,
  programme: ProgrammeKey,
  told: StoryTerms,
  { day }: StoryClock,
): Promise<ExceptionTerms> {
  switch (told.kind) {
    case 'waiver':
    case 'pause':
      return { kind: told.kind, from: day(told.fromAgo), until: day(-told.untilAhead) }
    case 'extension':
      return { kind: told.kind, certificate: await certificateOf(learner, programme), until: day(-told.untilAhead) }
    case 'revocation':
      return { kind: told.kind, certificate: await certificateOf(learner, programme) }
    case 'prior-learning': {
      const lessons = await openLessons(learner, programme)
      const requirements = lessons.map((lesson) => requirementKey({ kind: 'lesson', lesson }))
      return { kind: told.kind, requirements, learnedOn: day(told.learnedAgo) }
    }
    case 'test-out':
      return { kind: told.kind }
    case 'manual-grant':
      return { kind: told.kind, completedOn: day(told.completedAgo) }
    case 'more-attempts':
      return { kind: told.kind, quiz: as<QuizId>(told.quiz), attempts: told.attempts }
  }
}

async function certificateOf({ db, person, now }: Learner, programme: ProgrammeKey): Promise<CertificateId> {
  const { grants } = courseOf(await factsOf(db.reader, person), as<ProgrammeId>(programme))
  const grant = grantOn(grants, await todayIn(db, now))
  if (grant === undefined) throw new Error('no certificate is held on that day')
  return grant.certificate
}
