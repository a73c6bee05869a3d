/**
 * Who may open what and do what, tried against the built server with every role and with people and
 * teams near and far. The outcomes are written by hand: nothing here asks the access table, but for
 * the names of its rows.
 */
import { describe, expect, test } from 'vitest'
import { accessTable, actions, routes } from '../../src/domain/access.ts'
import { builtActions as readBuiltActions } from '../built-actions.ts'
import { builtRoutes } from '../built-routes.ts'
import { cookieOf, portal, test as withPortal } from './portal.ts'

/**
 * - `nobody` has not signed in
 * - `learner` works in Voice North, `holder` beside her; `grace.adeyemi` leads Voice North and `manager`
 *   the contact centre above it; `owen.pritchard` leads Voice South, another team
 * - the last four hold a right each
 */
const askers = [
  'nobody',
  'learner',
  'holder',
  'grace.adeyemi',
  'manager',
  'owen.pritchard',
  'coordinator',
  'steward',
  'auditor',
  'admin',
] as const
type Asker = (typeof askers)[number]

const everybody: readonly Asker[] = askers
const signedIn = askers.filter((asker) => asker !== 'nobody')
const overseers = ['coordinator', 'auditor', 'admin'] as const

interface Row {
  readonly path: string
  /** Who sees the page; every other asker who is signed in is refused, and nobody is sent to sign in. */
  readonly sees: readonly Asker[]
  /** 200 unless said otherwise. */
  readonly status?: number
}

const person = (key: string) => portal.people[key] ?? missing(`person ${key}`)
const attemptOf = (key: string, closed: boolean) => {
  const found = portal.attempts.find((attempt) => attempt.person === person(key) && attempt.closed === closed)
  return found === undefined ? missing(`attempt of ${key}`) : `/quizzes/${found.quiz}/${found.id}`
}
const certificateOf = (key: string) =>
  portal.certificates.find((certificate) => certificate.person === person(key))?.id ?? missing(`certificate of ${key}`)

/** Undefined while the demo has lived through no change. */
const [notice] = portal.notices

/** Of somebody in Voice South, whom nobody else of the askers leads. */
const exception = portal.exceptions.find(({ kind }) => kind === 'waiver')
const [scenario] = portal.scenarios
/** A play that is over or not, and who sees it beside `more`; where the demo holds none, nobody finds it. */
const playRow = (closed: boolean, page: string, more: readonly Asker[]): Row => {
  const play = portal.plays.find((one) => one.closed === closed)
  if (play === undefined)
    return { path: `/scenarios/${scenario ?? 'none'}/plays/none${page}`, sees: signedIn, status: 404 }
  const own = signedIn.filter((asker) => person(asker) === play.person)
  return { path: `/scenarios/${play.scenario}/plays/${play.id}${page}`, sees: [...own, ...more] }
}

/** Every page of the portal, with what stands in its address near to and far from each asker. */
const pages: Readonly<Record<string, readonly Row[]>> = {
  '/': [{ path: '/', sees: signedIn }],
  '/account': [{ path: '/account', sees: signedIn }],
  '/invitation/[token]': [{ path: '/invitation/nobody-has-this-one', sees: everybody, status: 404 }],
  '/help': [{ path: '/help', sees: everybody }],
  '/help/accessibility': [{ path: '/help/accessibility', sees: everybody }],
  '/help/learning': [{ path: '/help/learning', sees: everybody }],
  '/help/playing-a-scenario': [{ path: '/help/playing-a-scenario', sees: everybody }],
  '/help/running-the-portal': [{ path: '/help/running-the-portal', sees: everybody }],
  '/help/signing-in': [{ path: '/help/signing-in', sees: everybody }],
  '/help/writing-content': [{ path: '/help/writing-content', sees: everybody }],
  '/help/your-record': [{ path: '/help/your-record', sees: everybody }],
  '/standards': [{ path: '/standards', sees: signedIn }],
  '/standards/[standard]': [{ path: '/standards/telephone', sees: signedIn }],
  '/standards/[standard]/acknowledge': [{ path: '/standards/telephone/acknowledge', sees: signedIn }],
  '/clauses/[clause]': [{ path: '/clauses/TEL-05', sees: signedIn }],
  '/search': [{ path: '/search?q=hold', sees: signedIn }],
  '/glossary': [{ path: '/glossary', sees: signedIn }],
  '/coverage': [{ path: '/coverage', sees: ['steward', ...overseers] }],
  '/impact': [{ path: '/impact', sees: ['coordinator', 'steward', 'admin'] }],
  '/suggestions': [{ path: '/suggestions', sees: signedIn }],
  '/programmes': [{ path: '/programmes', sees: signedIn }],
  '/programmes/[programme]': [{ path: '/programmes/telephone-adviser', sees: signedIn }],
  '/lessons/[lesson]': [{ path: '/lessons/holding-a-call', sees: signedIn, status: 303 }],
  '/lessons/[lesson]/[section]': [{ path: '/lessons/holding-a-call/the-shelf-in-the-workshop', sees: signedIn }],
  '/quizzes/[quiz]': [{ path: '/quizzes/telephone', sees: signedIn }],
  '/quizzes/[quiz]/[attempt]': [{ path: attemptOf('lucas.ferreira', false), sees: [] }],
  '/quizzes/[quiz]/[attempt]/[question]': [{ path: `${attemptOf('lucas.ferreira', false)}/1`, sees: [] }],
  '/quizzes/[quiz]/[attempt]/result': [
    { path: `${attemptOf('holder', true)}/result`, sees: ['holder', 'auditor'] },
    { path: `${attemptOf('grace.adeyemi', true)}/result`, sees: ['grace.adeyemi', 'auditor'] },
  ],
  '/scenarios': [{ path: '/scenarios', sees: signedIn }],
  '/scenarios/[scenario]': [{ path: `/scenarios/${scenario ?? 'none'}`, sees: signedIn, status: scenario ? 200 : 404 }],
  '/scenarios/[scenario]/practise': [
    { path: `/scenarios/${scenario ?? 'none'}/practise`, sees: signedIn, status: scenario ? 200 : 404 },
  ],
  '/scenarios/[scenario]/map': [
    {
      path: `/scenarios/${scenario ?? 'none'}/map`,
      sees: ['steward', ...overseers],
      status: scenario ? 200 : 404,
    },
  ],
  '/scenarios/[scenario]/plays/[play]': [playRow(false, '', [])],
  '/scenarios/[scenario]/plays/[play]/debrief': [playRow(true, '/debrief', ['auditor'])],
  '/updates': [{ path: '/updates', sees: signedIn }],
  '/updates/[clause]': [{ path: '/updates/TEL-05', sees: signedIn }],
  '/notices': [{ path: '/notices', sees: signedIn }],
  '/notices/[notice]': [{ path: `/notices/${notice ?? 'none'}`, sees: signedIn, status: notice ? 200 : 404 }],
  '/notices/[notice]/briefing': [
    {
      path: `/notices/${notice ?? 'none'}/briefing`,
      sees: ['grace.adeyemi', 'manager', 'owen.pritchard', 'steward', ...overseers],
      status: notice ? 200 : 404,
    },
  ],
  '/certificates': [{ path: '/certificates', sees: signedIn }],
  '/certificates/[certificate]/proof': [
    { path: `/certificates/${certificateOf('holder')}/proof`, sees: ['holder', ...overseers] },
    { path: `/certificates/${certificateOf('owen.pritchard')}/proof`, sees: ['owen.pritchard', ...overseers] },
  ],
  '/certificates/[certificate]': [
    { path: `/certificates/${certificateOf('holder')}`, sees: ['holder', 'grace.adeyemi', 'manager', ...overseers] },
    { path: `/certificates/${certificateOf('owen.pritchard')}`, sees: ['owen.pritchard', 'manager', ...overseers] },
  ],
  '/readiness': [{ path: '/readiness', sees: ['grace.adeyemi', 'manager', 'owen.pritchard', ...overseers] }],
  '/readiness/[team]': [
    { path: `/readiness/${portal.teams['voice-north']}`, sees: ['grace.adeyemi', 'manager', ...overseers] },
    { path: `/readiness/${portal.teams['voice-south']}`, sees: ['manager', 'owen.pritchard', ...overseers] },
    { path: `/readiness/${portal.teams['contact-centre']}`, sees: ['manager', ...overseers] },
    { path: `/readiness/${portal.teams['back-offices']}`, sees: overseers },
  ],
  '/people': [{ path: '/people', sees: ['grace.adeyemi', 'manager', 'owen.pritchard', ...overseers] }],
  '/people/[person]/then': [
    { path: `/people/${person('holder')}/then`, sees: ['holder', 'grace.adeyemi', 'manager', ...overseers] },
    { path: `/people/${person('tom.hale')}/then`, sees: overseers },
    // On a day before she joined, a new learner was in nobody's team.
    { path: `/people/${person('learner')}/then?on=2026-01-05`, sees: ['learner', ...overseers] },
  ],
  '/people/[person]': [
    { path: `/people/${person('learner')}`, sees: ['learner', 'grace.adeyemi', 'manager', ...overseers] },
    { path: `/people/${person('holder')}`, sees: ['holder', 'grace.adeyemi', 'manager', ...overseers] },
    { path: `/people/${person('owen.pritchard')}`, sees: ['owen.pritchard', 'manager', ...overseers] },
    { path: `/people/${person('tom.hale')}`, sees: overseers },
    { path: `/people/${person('steward')}`, sees: ['steward', ...overseers] },
    // On a day before she joined, a new learner was in nobody's team.
    { path: `/people/${person('learner')}?on=2026-01-05`, sees: ['learner', ...overseers] },
  ],
  '/people/[person]/exceptions/new': [
    {
      path: `/people/${person('learner')}/exceptions/new?programme=telephone-adviser`,
      sees: ['coordinator', 'admin'],
    },
    // About oneself the page is there and says no.
    {
      path: `/people/${person('coordinator')}/exceptions/new?programme=telephone-adviser`,
      sees: ['coordinator', 'admin'],
    },
  ],
  '/people/[person]/exceptions/[exception]': [
    {
      path: `/people/${person('learner')}/exceptions/none`,
      sees: ['learner', 'grace.adeyemi', 'manager', ...overseers],
      status: 404,
    },
    ...(exception === undefined
      ? []
      : [
          {
            path: `/people/${exception.person}/exceptions/${exception.id}`,
            sees: ['manager', 'owen.pritchard', ...overseers] as const,
          },
        ]),
  ],
  '/people/[person]/record': [
    { path: `/people/${person('learner')}/record`, sees: ['learner', ...overseers] },
    { path: `/people/${person('holder')}/record`, sees: ['holder', ...overseers] },
  ],
  '/people/[person]/record.json': [
    { path: `/people/${person('learner')}/record.json`, sees: ['learner', ...overseers] },
    { path: `/people/${person('holder')}/record.json`, sees: ['holder', ...overseers] },
  ],
  '/admin': [{ path: '/admin', sees: ['admin'] }],
  '/admin/people': [{ path: '/admin/people', sees: ['admin'] }],
  '/admin/people/new': [{ path: '/admin/people/new', sees: ['admin'] }],
  '/admin/people/[person]': [{ path: `/admin/people/${person('learner')}`, sees: ['admin'] }],
  '/admin/people/[person]/invitation': [{ path: `/admin/people/${person('learner')}/invitation`, sees: ['admin'] }],
  '/admin/teams': [{ path: '/admin/teams', sees: ['admin'] }],
  '/admin/teams/new': [{ path: '/admin/teams/new', sees: ['admin'] }],
  '/admin/settings': [{ path: '/admin/settings', sees: overseers }],
  '/admin/teams/[team]': [{ path: `/admin/teams/${portal.teams['voice-north']}`, sees: ['admin'] }],
  '/media/[file]': [{ path: `/media/${portal.media[0] ?? missing('picture')}`, sees: signedIn }],
}

/** Tried on their own below, or never shown by their own address. */
const elsewhere = ['/sign-in', '/404', '/500', '/refused', '/_image', '/_actions/[...path]']

/** Who may try a form. Whose it is and whether it may be done now is for the deed itself to refuse. */
const forms: Readonly<Record<string, readonly Asker[]>> = {
  'session.signIn': everybody,
  'session.signOut': everybody,
  'session.acceptInvitation': everybody,
  'session.chooseAppearance': everybody,
  'session.changePassword': signedIn,
  'learning.readSection': signedIn,
  'learning.answerCheck': signedIn,
  'learning.acknowledge': signedIn,
  'suggestions.send': signedIn,
  'suggestions.answer': ['steward'],
  'quizzes.start': signedIn,
  'quizzes.answer': signedIn,
  'quizzes.submit': signedIn,
  'scenarios.start': signedIn,
  'scenarios.reply': signedIn,
  'scenarios.rehearse': signedIn,
  'updates.answer': signedIn,
  'updates.confirm': signedIn,
  'updates.readNotice': signedIn,
  'exceptions.record': ['coordinator', 'admin'],
  'exceptions.withdraw': ['coordinator', 'admin'],
  'people.add': ['admin'],
  'people.edit': ['admin'],
  'people.move': ['admin'],
  'people.setRoles': ['admin'],
  'people.setLineManager': ['admin'],
  'people.recordLeave': ['admin'],
  'people.recordEmployment': ['admin'],
  'people.setAccess': ['admin'],
  'people.invite': ['admin'],
  'people.signOutEverywhere': ['admin'],
  'teams.add': ['admin'],
  'teams.edit': ['admin'],
  'teams.move': ['admin'],
  'teams.setBranch': ['admin'],
  'teams.setChannels': ['admin'],
  'teams.setManagers': ['admin'],
  'teams.open': ['admin'],
  'settings.setTimeZone': ['admin'],
  'settings.setWindows': ['admin'],
  'settings.setRetention': ['admin'],
  'settings.setQuietDays': ['admin'],
  'settings.cancel': ['admin'],
  'settings.addReason': ['admin'],
  'settings.renameReason': ['admin'],
  'settings.listReason': ['admin'],
}

async function ask(asker: Asker, path: string, body?: URLSearchParams): Promise<Response> {
  const headers: Record<string, string> = asker === 'nobody' ? {} : { cookie: await cookieOf(asker) }
  if (body !== undefined) headers['origin'] = portal.url
  const method = body === undefined ? 'GET' : 'POST'
  return fetch(portal.url + path, { method, headers, redirect: 'manual', ...(body === undefined ? {} : { body }) })
}

const builtActions = await readBuiltActions()

describe('every page and every action has its row', () => {
  const built = builtRoutes().map(({ pattern }) => pattern)

  test('in the access table', () => {
    expect(built.filter((pattern) => !(pattern in routes))).toEqual([])
    expect(builtActions.filter((name) => !(name in actions))).toEqual([])
  })

  test('in this test', () => {
    expect(built.filter((pattern) => !(pattern in pages) && !elsewhere.includes(pattern))).toEqual([])
    expect(builtActions.filter((name) => !(name in forms))).toEqual([])
  })

  test('and no row stands for what is gone', () => {
    const known = new Set([...built, ...builtActions, '/_actions/[...path]'])
    expect(Object.keys(accessTable).filter((name) => !known.has(name))).toEqual([])
    expect(Object.keys(pages).filter((pattern) => !known.has(pattern))).toEqual([])
  })
})

describe.each(Object.entries(pages))('%s', (_pattern, rows) => {
  test.each(rows)('$path is seen by those who may', async ({ path, sees, status = 200 }) => {
    const outcomes: Record<string, number | string> = {}
    const expected: Record<string, number | string> = {}
    for (const asker of askers) {
      const answer = await ask(asker, path)
      const to = answer.headers.get('location')
      outcomes[asker] = to?.startsWith('/sign-in') ? 'sign in' : answer.status
      expected[asker] = sees.includes(asker) ? status : asker === 'nobody' ? 'sign in' : 403
    }
    expect(outcomes).toEqual(expected)
  })
})

describe('an attempt under way', () => {
  test('is seen by the one who makes it', async () => {
    const headers = { cookie: await cookieOf('lucas.ferreira') }
    const answer = await fetch(`${portal.url}${attemptOf('lucas.ferreira', false)}/1`, { headers, redirect: 'manual' })
    expect(answer.status).toBe(200)
  })
})

describe('every action', () => {
  test.each(Object.entries(forms))('%s is tried by those who may', async (name, may) => {
    const outcomes: Record<string, string> = {}
    const expected: Record<string, string> = {}
    for (const asker of askers) {
      // An own page without an action of its own, and a form with nothing in it: only the door is tried.
      const page = asker === 'nobody' ? '/help' : '/account'
      // It would take away the session that the other tests go on with.
      if (name === 'session.signOut' && asker !== 'nobody') continue
      const answer = await ask(asker, `${page}?_action=${name}`, new URLSearchParams({ nothing: '' }))
      const to = answer.headers.get('location')
      outcomes[asker] = to?.startsWith('/sign-in?') ? 'sign in' : answer.status === 403 ? 'refused' : 'let in'
      expected[asker] = may.includes(asker) ? 'let in' : asker === 'nobody' ? 'sign in' : 'refused'
    }
    expect(outcomes).toEqual(expected)
  })

  test.each(Object.entries(forms))('%s asks the same of a script', async (name, may) => {
    for (const asker of askers) {
      if (may.includes(asker)) continue
      const answer = await ask(asker, `/_actions/${name}`, new URLSearchParams({ nothing: '' }))
      expect([asker, asker === 'nobody' ? answer.status === 303 : answer.status === 403]).toEqual([asker, true])
    }
  })

  test('an action that is not there is not found', async () => {
    expect((await ask('admin', '/account?_action=people.erase', new URLSearchParams({ a: '' }))).status).toBe(404)
  })
})

describe('a form that would give its sender every right', () => {
  withPortal('does nothing, wherever it is sent', async ({ ownPortal }) => {
    const { url } = await ownPortal()
    const headers = { cookie: await cookieOf('auditor', url), origin: url }
    const body = () => new URLSearchParams({ person: person('auditor'), rights: 'administrator' })
    for (const address of [
      '/account?_action=people.setAccess',
      '/admin?_action=people.setAccess',
      '/404?_action=people.setAccess',
      '/500?_action=people.setAccess',
      '/refused?_action=people.setAccess',
      '/no-such-page?_action=people.setAccess',
      '/people/nobody?_action=people.setAccess',
      '/sign-in?_action=people.setAccess',
      '/help?_action=people.setAccess',
      '/_actions/people.setAccess',
      '/_actions/people.setAccess?_action=session.signOut',
      '/_image?_action=people.setAccess',
    ]) {
      const answer = await fetch(url + address, { method: 'POST', headers, body: body(), redirect: 'manual' })
      const after = await fetch(`${url}/admin`, { headers })
      expect([address, answer.status >= 400 || answer.status === 303, after.status]).toEqual([address, true, 403])
    }
    const admin = { cookie: await cookieOf('admin', url), origin: url }
    await fetch(`${url}/admin?_action=people.setAccess`, { method: 'POST', headers: admin, body: body() })
    // The same form, sent by somebody who may, does it: so it was the sender who was refused.
    expect((await fetch(`${url}/admin`, { headers })).status).toBe(200)
  })
})

describe('what is not there', () => {
  test.each([
    '/people/nobody',
    '/readiness/nowhere',
    '/certificates/none',
    '/certificates/none/proof',
    '/people/nobody/then',
    '/clauses/TEL-99',
    '/quizzes/telephone/none',
    '/scenarios/none',
    '/scenarios/none/plays/none',
    '/refused',
    '/_image',
    '/no-such-page',
  ])('%s is not found, by whoever asks', async (path) => {
    const statuses = await Promise.all(signedIn.map(async (asker) => (await ask(asker, path)).status))
    expect(new Set(statuses)).toEqual(new Set([404]))
  })

  test('the sign-in page leads somebody signed in home, and never elsewhere', async () => {
    for (const [to, leads] of [
      ['/account', '/account'],
      ['//evil.example', '/'],
      ['/\\evil.example', '/'],
      ['/.//evil.example', '/'],
      ['https://evil.example', '/'],
    ] as const) {
      const answer = await ask('learner', `/sign-in?to=${encodeURIComponent(to)}`)
      expect([to, answer.status, answer.headers.get('location')]).toEqual([to, 303, leads])
    }
  })
})

function missing(what: string): never {
  throw new Error(`the demo holds no ${what}`)
}
