/**
 * Example addresses for every page that is built, with somebody who may open them. A page without a
 * row fails the tests that go through all pages.
 */
import type { SharedPortal } from './setup.ts'

export interface Visit {
  /** What stands before the person, to name the test by. */
  readonly shows: string
  /** The part of the address before the @; null for a visitor without a session. */
  readonly as: string | null
  readonly path: string
  /** 200 unless said otherwise. */
  readonly status?: number
}

/** A scenario for each way in which one is staged. */
const stagings = [
  { shows: 'a first decision on the telephone', scenario: 'the-third-call' },
  { shows: 'a first decision by e-mail', scenario: 'what-do-you-hold-on-me' },
  { shows: 'a first decision in chat', scenario: 'one-more-thing' },
  { shows: 'a first decision in public', scenario: 'the-second-salon' },
  { shows: 'a first decision at the counter', scenario: 'closing-time' },
  { shows: 'a first decision among colleagues', scenario: 'between-colleagues' },
] as const

/** By route pattern; a word instead of visits says why there is nothing to look at. */
export function addressesOf(portal: SharedPortal): Readonly<Record<string, readonly Visit[] | string>> {
  const person = (key: string) => portal.people[key] ?? missing(`person ${key}`)
  const attemptOf = (key: string, how: { readonly closed: boolean; readonly passed: boolean }) =>
    portal.attempts.findLast(
      ({ person: by, quiz, closed, passed }) =>
        by === person(key) && quiz === 'telephone' && closed === how.closed && passed === how.passed,
    ) ?? missing(`attempt of ${key}`)
  const certificateOf = (key: string) =>
    portal.certificates.findLast(({ person: of, programme }) => of === person(key) && programme === 'telephone-adviser')
      ?.id ?? missing(`certificate of ${key}`)
  const open = attemptOf('lucas.ferreira', { closed: false, passed: false })
  const passed = attemptOf('kenneth.boyle', { closed: true, passed: true })
  const failed = attemptOf('marcus.bell', { closed: true, passed: false })
  const [notice] = portal.notices
  const playOf = (as: string, how: 'open' | 'failed' | 'passed') => {
    const play = portal.plays.find(
      (one) =>
        one.person === person(as) &&
        one.scenario === 'the-third-call' &&
        one.closed === (how !== 'open') &&
        one.passed === (how === 'passed'),
    )
    return { as, path: `/scenarios/the-third-call/plays/${play?.id ?? missing(`play of ${as}`)}` }
  }
  const debriefOf = (as: string, how: 'failed' | 'passed') => ({ as, path: `${playOf(as, how).path}/debrief` })
  /** One of each kind. */
  const exceptions = [...Map.groupBy(portal.exceptions, ({ kind }) => kind).values()].flatMap(([one]) => one ?? [])
  const quizOf = ({ quiz, id }: typeof open) => `/quizzes/${quiz}/${id}`

  return {
    '/': [
      { shows: 'everything to do', as: 'learner', path: '/' },
      { shows: 'nothing to do', as: 'holder', path: '/' },
      { shows: 'renewal due', as: 'daniel.mensah', path: '/' },
      { shows: 'an update due', as: 'thandiwe.dube', path: '/' },
      { shows: 'an update overdue', as: 'nadia.petrova', path: '/' },
      { shows: 'overdue', as: 'george.papadakis', path: '/' },
      { shows: 'expired', as: 'beatrice.lowe', path: '/' },
      { shows: 'paused', as: 'hannah.weiss', path: '/' },
      { shows: 'half done in several', as: 'patrick.doyle', path: '/' },
    ],
    '/sign-in': [{ shows: 'the door', as: null, path: '/sign-in' }],
    '/account': [{ shows: 'own account', as: 'learner', path: '/account' }],
    '/invitation/[token]': [
      { shows: 'a password to be chosen', as: null, path: `/invitation/${portal.invitation}` },
      { shows: 'a link that leads nowhere', as: null, path: '/invitation/none', status: 404 },
    ],
    '/help': [{ shows: 'help', as: 'learner', path: '/help' }],
    '/help/accessibility': [{ shows: 'help', as: 'learner', path: '/help/accessibility' }],
    '/help/learning': [{ shows: 'help', as: 'learner', path: '/help/learning' }],
    '/help/playing-a-scenario': [{ shows: 'help', as: 'learner', path: '/help/playing-a-scenario' }],
    '/help/running-the-portal': [{ shows: 'help', as: 'admin', path: '/help/running-the-portal' }],
    '/help/signing-in': [{ shows: 'help', as: null, path: '/help/signing-in' }],
    '/help/your-record': [{ shows: 'help', as: 'learner', path: '/help/your-record' }],
    '/help/writing-content': [{ shows: 'help', as: 'steward', path: '/help/writing-content' }],
    '/standards': [{ shows: 'all standards', as: 'learner', path: '/standards' }],
    '/standards/[standard]': [
      { shows: 'a standard', as: 'learner', path: '/standards/telephone' },
      { shows: 'a question and a scenario', as: 'nadia.petrova', path: '/updates/TEL-05' },
      { shows: 'words still to come into force', as: 'noor.rahman', path: '/standards/written-and-digital' },
    ],
    '/standards/[standard]/acknowledge': [
      { shows: 'to be acknowledged', as: 'rosalind.pike', path: '/standards/telephone/acknowledge' },
      { shows: 'acknowledged before', as: 'holder', path: '/standards/telephone/acknowledge' },
    ],
    '/search': [
      { shows: 'what can be searched', as: 'learner', path: '/search' },
      { shows: 'many hits', as: 'learner', path: '/search?q=caller' },
      { shows: 'the clauses among them', as: 'learner', path: '/search?q=caller&in=clauses' },
      { shows: 'a clause by its id', as: 'learner', path: '/search?q=tel%205' },
      { shows: 'a typing error put right', as: 'learner', path: '/search?q=telphone' },
      { shows: 'nothing', as: 'learner', path: '/search?q=qzxv%20jjjj' },
    ],
    '/clauses/[clause]': [
      { shows: 'a clause', as: 'learner', path: '/clauses/TEL-05' },
      { shows: 'a clause on a past day', as: 'learner', path: '/clauses/TEL-05?on=2026-03-01' },
      { shows: 'a clause with an answered suggestion', as: 'holder', path: '/clauses/TEL-05' },
    ],
    '/glossary': [{ shows: 'every term', as: 'learner', path: '/glossary' }],
    '/coverage': [{ shows: 'every clause', as: 'steward', path: '/coverage' }],
    '/impact': [{ shows: 'that nothing would change', as: 'steward', path: '/impact' }],
    '/suggestions': [
      { shows: 'what waits for a steward', as: 'steward', path: '/suggestions' },
      { shows: 'one’s own', as: 'holder', path: '/suggestions' },
      { shows: 'none yet', as: 'learner', path: '/suggestions' },
    ],
    '/programmes': [{ shows: 'all programmes', as: 'learner', path: '/programmes' }],
    '/programmes/[programme]': [
      { shows: 'not begun', as: 'learner', path: '/programmes/telephone-adviser' },
      { shows: 'held', as: 'holder', path: '/programmes/telephone-adviser' },
    ],
    '/lessons/[lesson]': [{ shows: 'a lesson', as: 'learner', path: '/lessons/holding-a-call' }],
    '/lessons/[lesson]/[section]': [{ shows: 'a section', as: 'holder', path: '/lessons/holding-a-call' }],
    '/quizzes/[quiz]': [
      { shows: 'not started', as: 'patrick.doyle', path: '/quizzes/telephone' },
      { shows: 'left open', as: 'lucas.ferreira', path: '/quizzes/telephone' },
      { shows: 'taken before', as: 'holder', path: '/quizzes/telephone' },
      { shows: 'two attempts left', as: 'dylan.hughes', path: '/quizzes/branch' },
    ],
    '/quizzes/[quiz]/[attempt]': [{ shows: 'before submitting', as: 'lucas.ferreira', path: quizOf(open) }],
    '/quizzes/[quiz]/[attempt]/[question]': [
      { shows: 'answered', as: 'lucas.ferreira', path: `${quizOf(open)}/1` },
      { shows: 'open', as: 'lucas.ferreira', path: `${quizOf(open)}/3` },
    ],
    '/quizzes/[quiz]/[attempt]/result': [
      { shows: 'passed', as: 'kenneth.boyle', path: `${quizOf(passed)}/result` },
      { shows: 'failed', as: 'marcus.bell', path: `${quizOf(failed)}/result` },
    ],
    '/scenarios': [
      { shows: 'what is asked, and one begun', as: 'patrick.doyle', path: '/scenarios' },
      { shows: 'some passed, none asked', as: 'kenneth.boyle', path: '/scenarios' },
    ],
    '/scenarios/[scenario]': [
      { shows: 'before it is played', as: 'learner', path: '/scenarios/the-third-call' },
      { shows: 'played before', as: 'kenneth.boyle', path: '/scenarios/the-third-call' },
      { shows: 'left in the middle', as: 'patrick.doyle', path: '/scenarios/the-third-call' },
    ],
    '/scenarios/[scenario]/practise': [
      ...stagings.map(({ shows, scenario }) => ({ shows, as: 'learner', path: `/scenarios/${scenario}/practise` })),
      { shows: 'a rehearsal in the middle', as: 'elena.popescu', path: '/scenarios/the-third-call/practise' },
    ],
    '/scenarios/[scenario]/map': [
      { shows: 'how people went', as: 'coordinator', path: '/scenarios/you-people/map?ways=people&size=read' },
      {
        shows: 'the worst play, seen whole',
        as: 'steward',
        path: '/scenarios/between-colleagues/map?ways=worst&size=whole',
      },
    ],
    '/scenarios/[scenario]/plays/[play]': [{ shows: 'a decision', ...playOf('patrick.doyle', 'open') }],
    '/scenarios/[scenario]/plays/[play]/debrief': [
      { shows: 'what became of it, failed', ...debriefOf('kenneth.boyle', 'failed') },
      { shows: 'what became of it, passed', ...debriefOf('kenneth.boyle', 'passed') },
    ],
    '/updates': [
      { shows: 'two clauses for two programmes', as: 'thandiwe.dube', path: '/updates' },
      { shows: 'one overdue', as: 'nadia.petrova', path: '/updates' },
      { shows: 'nothing to show', as: 'learner', path: '/updates' },
      { shows: 'what is held', as: 'holder', path: '/updates' },
    ],
    '/updates/[clause]': [
      { shows: 'nothing asked', as: 'learner', path: '/updates/TEL-05' },
      { shows: 'a question', as: 'thandiwe.dube', path: '/updates/CMP-10' },
      { shows: 'a text to confirm', as: 'thandiwe.dube', path: '/updates/CMP-09' },
      { shows: 'words still to come into force', as: 'noor.rahman', path: '/updates/DIG-02' },
    ],
    '/notices': [{ shows: 'all notices', as: 'holder', path: '/notices' }],
    '/notices/[notice]':
      notice === undefined
        ? 'The demo has lived through no change.'
        : [{ shows: 'a notice', as: 'manager', path: `/notices/${notice}` }],
    '/notices/[notice]/briefing':
      notice === undefined
        ? 'The demo has lived through no change.'
        : [{ shows: 'a sheet for the team', as: 'manager', path: `/notices/${notice}/briefing` }],
    '/certificates': [
      { shows: 'some', as: 'holder', path: '/certificates' },
      { shows: 'none yet', as: 'learner', path: '/certificates' },
    ],
    '/certificates/[certificate]': [
      { shows: 'in force', as: 'holder', path: `/certificates/${certificateOf('holder')}` },
      { shows: 'lapsed', as: 'tariq.hussain', path: `/certificates/${certificateOf('tariq.hussain')}` },
    ],
    '/certificates/[certificate]/proof': [
      { shows: 'texts, questions and updates', as: 'auditor', path: `/certificates/${certificateOf('holder')}/proof` },
      { shows: 'one’s own', as: 'tariq.hussain', path: `/certificates/${certificateOf('tariq.hussain')}/proof` },
    ],
    '/readiness': [
      { shows: 'three teams', as: 'manager', path: '/readiness' },
      { shows: 'the whole company', as: 'coordinator', path: '/readiness' },
      { shows: 'a past day', as: 'coordinator', path: '/readiness?on=2026-06-01' },
    ],
    '/readiness/[team]': [
      { shows: 'a team of advisers', as: 'manager', path: `/readiness/${portal.teams['voice-south']}` },
      { shows: 'a team with teams beneath', as: 'manager', path: `/readiness/${portal.teams['contact-centre']}` },
      { shows: 'a small team, low', as: 'coordinator', path: `/readiness/${portal.teams['harbour-street']}` },
      { shows: 'a team on target', as: 'coordinator', path: `/readiness/${portal.teams.written}` },
      {
        shows: 'the team with every programme',
        as: 'coordinator',
        path: `/readiness/${portal.teams['alder-and-quay']}`,
      },
    ],
    '/people': [
      { shows: 'everybody', as: 'coordinator', path: '/people' },
      { shows: 'those whose certificate was taken back', as: 'auditor', path: '/people?standing=revoked' },
      { shows: 'exceptions in force', as: 'admin', path: '/people?exception=any' },
      { shows: 'nobody', as: 'coordinator', path: '/people?search=nobody-is-called-this' },
      { shows: 'one’s own teams', as: 'manager', path: '/people?standing=overdue' },
    ],
    '/people/[person]': [
      { shows: 'certified', as: 'manager', path: `/people/${person('holder')}` },
      { shows: 'a long history', as: 'coordinator', path: `/people/${person('fatima.benali')}` },
      { shows: 'oneself', as: 'learner', path: `/people/${person('learner')}` },
    ],
    '/people/[person]/exceptions/new': [
      {
        shows: 'every kind',
        as: 'coordinator',
        path: `/people/${person('learner')}/exceptions/new?programme=telephone-adviser`,
      },
      {
        shows: 'the days of a waiver',
        as: 'coordinator',
        path: `/people/${person('learner')}/exceptions/new?programme=telephone-adviser&kind=waiver&look=1`,
      },
      {
        shows: 'what a revocation will do',
        as: 'coordinator',
        path: `/people/${person('holder')}/exceptions/new?programme=telephone-adviser&kind=revocation`,
      },
      {
        shows: 'that nobody decides about themselves',
        as: 'coordinator',
        path: `/people/${person('coordinator')}/exceptions/new?programme=telephone-adviser`,
      },
    ],
    '/people/[person]/exceptions/[exception]':
      exceptions.length === 0
        ? 'The demo has decided nothing apart from the rules.'
        : exceptions.map(({ id, person: whose, kind }) => ({
            shows: kind,
            as: 'coordinator',
            path: `/people/${whose}/exceptions/${id}`,
          })),
    '/people/[person]/record': [
      { shows: 'oneself', as: 'holder', path: `/people/${person('holder')}/record` },
      { shows: 'an empty record', as: 'coordinator', path: `/people/${person('noor.rahman')}/record` },
    ],
    '/people/[person]/record.json': 'A file to take away.',
    '/people/[person]/then': [
      { shows: 'today', as: 'learner', path: `/people/${person('learner')}/then` },
      {
        shows: 'a day of which more is known today',
        as: 'auditor',
        path: `/people/${person('nadia.petrova')}/then?on=2026-11-01&known=2026-07-01`,
      },
      {
        shows: 'a day before the ledger',
        as: 'coordinator',
        path: `/people/${person('fatima.benali')}/then?on=2026-06-01&known=2019-01-01`,
      },
    ],
    '/admin': [{ shows: 'administration', as: 'admin', path: '/admin' }],
    '/admin/people': [{ shows: 'all people', as: 'admin', path: '/admin/people' }],
    '/admin/people/[person]': [{ shows: 'a person', as: 'admin', path: `/admin/people/${person('peter.novak')}` }],
    '/admin/people/new': [{ shows: 'a new person', as: 'admin', path: '/admin/people/new' }],
    '/admin/people/[person]/invitation': [
      { shows: 'a link to be made', as: 'admin', path: `/admin/people/${person('learner')}/invitation` },
    ],
    '/admin/teams': [{ shows: 'all teams', as: 'admin', path: '/admin/teams' }],
    '/admin/teams/new': [{ shows: 'a new team', as: 'admin', path: '/admin/teams/new' }],
    '/admin/teams/[team]': [{ shows: 'a team', as: 'admin', path: `/admin/teams/${portal.teams['voice-north']}` }],
    '/admin/settings': [
      { shows: 'settings to be set', as: 'admin', path: '/admin/settings' },
      { shows: 'settings to be read', as: 'coordinator', path: '/admin/settings' },
    ],
    '/refused': [{ shows: 'not for you', as: 'learner', path: '/admin', status: 403 }],
    '/404': [{ shows: 'no such page', as: 'learner', path: '/no-such-page', status: 404 }],
    '/500': 'Shown when something broke: tests of the server break something and read it.',
    '/media/[file]': 'A picture.',
  }
}

function missing(what: string): never {
  throw new Error(`the demo holds no ${what}`)
}
