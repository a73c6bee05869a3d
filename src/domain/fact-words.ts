/** What recorded facts say, in a sentence each: those from which standings follow. */
import { dayInWords } from './day-words.ts'
import { factKindsBehind } from './derived-standings.ts'
import { exceptionWords, wordTerms, type ExceptionNames } from './exception-words.ts'
import type { Exception } from './exceptions.ts'
import type { FactOf, Recorded } from './facts.ts'
import { listed, type Names } from './history-words.ts'
import { readEvidence } from './ids.ts'
import { lowerFirst } from './scope-words.ts'

/** Kinds of facts about somebody, a team or a publication that can turn a standing. */
export const turningKinds = [...factKindsBehind, 'team-branch', 'team-channels', 'published'] as const
export type TurningKind = (typeof turningKinds)[number]
export type TurningFact = FactOf<TurningKind>

export function isTurning(recorded: Recorded): recorded is Recorded<TurningFact> {
  return (turningKinds as readonly string[]).includes(recorded.fact.kind)
}

/**
 * "On leave from 12 March 2026.", "Certified on 3 March 2026, until 3 March 2027."
 *
 * @param exceptions all of the person's, so that a withdrawn one can be named
 */
export function wordFact(
  fact: TurningFact,
  names: Names & ExceptionNames,
  exceptions: readonly Pick<Exception, 'id' | 'terms'>[],
): string {
  switch (fact.kind) {
    case 'employment':
      return `${fact.employed ? 'Employed' : 'No longer employed'} from ${dayInWords(fact.from)}.`
    case 'leave':
      return `${fact.away ? 'On leave' : 'Back at work'} from ${dayInWords(fact.from)}.`
    case 'membership':
      return `In ${fact.team === null ? 'no team' : names.team(fact.team)} from ${dayInWords(fact.from)}.`
    case 'job-roles': {
      const roles = listed(
        fact.roles.map((role) => lowerFirst(names.role(role))),
        '',
      )
      const works = roles === '' ? 'No job role' : `Works as ${roles}`
      return `${works} from ${dayInWords(fact.from)}.`
    }
    case 'granted':
      return `Certified on ${dayInWords(fact.on)}, until ${dayInWords(fact.expiresOn)}.`
    case 'clause-updated': {
      const { clause, revision } = readEvidence(fact.clause)
      return `${clause} shown at revision ${revision} on ${dayInWords(fact.on)}.`
    }
    case 'exception':
      return `${exceptionWords[fact.terms.kind].title}. ${wordTerms(fact.terms, names)}`
    case 'exception-withdrawn': {
      const terms = exceptions.find(({ id }) => id === fact.exception)?.terms
      return `${terms === undefined ? 'Exception' : exceptionWords[terms.kind].title} withdrawn on ${dayInWords(fact.on)}.`
    }
    case 'team-branch': {
      const place = fact.branch === null ? 'no branch' : names.branch(fact.branch)
      return `${names.team(fact.team)} is at ${place} from ${dayInWords(fact.from)}.`
    }
    case 'team-channels': {
      const channels = listed(
        fact.channels.map((channel) => lowerFirst(names.channel(channel))),
        'no channel',
      )
      return `${names.team(fact.team)} has ${channels} among its channels from ${dayInWords(fact.from)}.`
    }
    case 'published':
      return `Publication ${fact.publication}, on ${dayInWords(fact.on)}.`
  }
}
