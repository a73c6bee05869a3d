/** What somebody who looks after people asks to find: a name, a standing, something decided apart from the rules. */
import { dayInWords } from './day-words.ts'
import type { Exception } from './exceptions.ts'
import type { ExceptionState } from './exception-states.ts'
import { exceptionWords, isExceptionKind } from './exception-words.ts'
import type { ExceptionKind } from './facts.ts'
import { as, type ProgrammeId, type TeamId } from './ids.ts'
import { standingKinds, type StandingKind } from './standing-words.ts'

export type LiveState = Extract<ExceptionState, 'in-force' | 'to-come'>

export interface PeopleAsked {
  /** Words that must all be found in the name or the address. */
  readonly search: string
  /** A team with those beneath it; `none` for those without one. */
  readonly team: TeamId | 'none' | undefined
  /** With a standing or an exception, the programme it is in; alone, whoever it asks. */
  readonly programme: ProgrammeId | undefined
  readonly standing: StandingKind | undefined
  readonly exception: ExceptionKind | 'any' | undefined
  readonly state: LiveState
  /** Also those who do not work here today. */
  readonly everRecorded: boolean
}

const longestSearch = 200

/** Reads what an address asks; what makes no sense there asks nothing. */
export function readPeopleAsked(address: URLSearchParams): PeopleAsked {
  const given = (name: string) => {
    const text = (address.get(name) ?? '').trim()
    return text === '' ? undefined : text
  }
  const [team, programme, standing, exception] = ['team', 'programme', 'standing', 'exception'].map(given)
  const state: LiveState = given('state') === 'to-come' ? 'to-come' : 'in-force'
  const isAnyException = exception === 'any' || (exception === undefined && state === 'to-come')
  return {
    search: (given('search') ?? '').slice(0, longestSearch),
    team: team === undefined || team === 'none' ? team : as<TeamId>(team),
    programme: programme === undefined ? undefined : as<ProgrammeId>(programme),
    standing: standingKinds.find((kind) => kind === standing && kind !== 'not-required'),
    exception: isAnyException ? 'any' : exception !== undefined && isExceptionKind(exception) ? exception : undefined,
    state,
    everRecorded: given('who') === 'recorded',
  }
}

/** As an address asks it, with nothing that is so without being asked. */
export function peopleAskedAsAddress(asked: Partial<PeopleAsked>, page = 1): URLSearchParams {
  const { search = '', team, programme, standing, exception, state, everRecorded = false } = asked
  const address = new URLSearchParams()
  if (search !== '') address.set('search', search)
  if (team !== undefined) address.set('team', team)
  if (programme !== undefined) address.set('programme', programme)
  if (standing !== undefined) address.set('standing', standing)
  if (exception !== undefined) address.set('exception', exception)
  if (exception !== undefined && state === 'to-come') address.set('state', state)
  if (everRecorded) address.set('who', 'recorded')
  if (page > 1) address.set('page', String(page))
  return address
}

const asking: Readonly<Record<StandingKind, boolean>> = {
  'not-required': false,
  paused: false,
  exempt: false,
  revoked: true,
  expired: true,
  overdue: true,
  'update-due': true,
  'renewal-due': true,
  certified: false,
  'to-do': true,
}

/** Whether a standing asks something of the person. */
export function asksSomething(kind: StandingKind): boolean {
  return asking[kind]
}

/** "Waiver until 31 December 2026"; the first day of one to come, and the last where there is one. */
export function exceptionInShort({ terms }: Pick<Exception, 'terms'>, state: LiveState): string {
  const { title } = exceptionWords[terms.kind]
  switch (terms.kind) {
    case 'waiver':
    case 'pause': {
      const from = state === 'to-come' ? ` from ${dayInWords(terms.from)}` : ''
      const until = terms.until === null ? ', until it is withdrawn' : ` until ${dayInWords(terms.until)}`
      return `${title}${from}${until}`
    }
    case 'extension':
      return `${title} until ${dayInWords(terms.until)}`
    default:
      return title
  }
}
