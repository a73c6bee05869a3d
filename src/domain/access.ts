/**
 * Who may open what and do what: one row for every page and every action. A page or an action
 * without a row is refused, and a test fails for it.
 */
import type { Right } from './facts.ts'
import type { JobRole, PersonId, TeamId } from './ids.ts'

export interface Viewer {
  readonly id: PersonId
  readonly name: string
  readonly email: string
  readonly rights: ReadonlySet<Right>
  /** Job roles held today. */
  readonly roles: ReadonlySet<JobRole>
  /** Teams led today, with every team beneath them. */
  readonly leads: ReadonlySet<TeamId>
}

/**
 * A reason for which somebody is let in; one that holds is enough.
 * - `everyone`: also without signing in
 * - `signed-in`: whoever is signed in
 * - `own`: it is about the viewer
 * - `leads`: it is about a team the viewer leads today, or about a person who was in one on the day asked about;
 *   where nothing is asked about in particular, whoever leads any team
 * - `reader`: its `readers:` name the viewer's rights or job roles, or nobody in particular
 * - a right: whoever holds it
 */
export type Ground = 'everyone' | 'signed-in' | 'own' | 'leads' | 'reader' | Right

/** What a page with a name in its address is about. */
export type SubjectKind =
  'person' | 'team' | 'attempt' | 'play' | 'certificate' | 'standard' | 'clause' | 'lesson' | 'notice'

export interface Subject {
  /** Whose it is. */
  readonly person?: PersonId
  /** The team, or the team the person was in on the day asked about. */
  readonly team?: TeamId | null
  /** Rights or job roles that may read it; undefined means everyone signed in. */
  readonly readers?: readonly string[] | undefined
}

export interface Rule {
  readonly may: readonly Ground[]
  readonly subject?: SubjectKind
}

const everyone: Rule = { may: ['everyone'] }
const signedIn: Rule = { may: ['signed-in'] }
const nobody: Rule = { may: [] }
/** These pages are forms: an auditor reads about people and teams where nothing can be changed. */
const administration: Rule = { may: ['administrator'] }
/** The steward does not read about people; the coordinator, the auditor and the administrator read about all. */
const overseers = ['coordinator', 'auditor', 'administrator'] as const
/** The auditor reads a narrowed text as evidence, the steward keeps it. */
const reading = ['reader', 'steward', 'auditor'] as const

export const routes = {
  '/': signedIn,
  '/sign-in': everyone,
  '/account': signedIn,
  '/invitation/[token]': everyone,
  '/help': everyone,
  '/help/accessibility': everyone,
  '/help/learning': everyone,
  '/help/playing-a-scenario': everyone,
  '/help/running-the-portal': everyone,
  '/help/signing-in': everyone,
  '/help/writing-content': everyone,
  '/help/your-record': everyone,
  '/glossary': signedIn,
  '/coverage': { may: ['steward', ...overseers] },
  // Names on it are asked for one by one, by the row of their own pages.
  '/impact': { may: ['steward', 'coordinator', 'administrator'] },
  '/suggestions': signedIn,
  '/standards': signedIn,
  '/standards/[standard]': { may: reading, subject: 'standard' },
  '/standards/[standard]/acknowledge': { may: reading, subject: 'standard' },
  '/clauses/[clause]': { may: reading, subject: 'clause' },
  // What it finds is narrowed to what the viewer may read, in the query itself.
  '/search': signedIn,
  '/programmes': signedIn,
  '/programmes/[programme]': signedIn,
  '/lessons/[lesson]': { may: reading, subject: 'lesson' },
  '/lessons/[lesson]/[section]': { may: reading, subject: 'lesson' },
  '/quizzes/[quiz]': signedIn,
  '/quizzes/[quiz]/[attempt]': { may: ['own'], subject: 'attempt' },
  '/quizzes/[quiz]/[attempt]/[question]': { may: ['own'], subject: 'attempt' },
  '/quizzes/[quiz]/[attempt]/result': { may: ['own', 'auditor'], subject: 'attempt' },
  '/scenarios': signedIn,
  '/scenarios/[scenario]': signedIn,
  // How far somebody has come in practising is the person's own; whose it is follows from who is signed in.
  '/scenarios/[scenario]/practise': signedIn,
  // It tells every reply with its marks, and how people went on the whole, never who.
  '/scenarios/[scenario]/map': { may: ['steward', ...overseers] },
  '/scenarios/[scenario]/plays/[play]': { may: ['own'], subject: 'play' },
  '/scenarios/[scenario]/plays/[play]/debrief': { may: ['own', 'auditor'], subject: 'play' },
  // What a person is asked to show is the person's own; whose it is follows from who is signed in.
  '/updates': signedIn,
  '/updates/[clause]': signedIn,
  '/notices': signedIn,
  '/notices/[notice]': { may: reading, subject: 'notice' },
  // It shows only what the viewer may read of the notice.
  '/notices/[notice]/briefing': { may: ['leads', 'steward', ...overseers] },
  '/certificates': signedIn,
  // Questions and answers are for the person, and for those who keep or audit the records.
  '/certificates/[certificate]/proof': { may: ['own', ...overseers], subject: 'certificate' },
  '/certificates/[certificate]': { may: ['own', 'leads', ...overseers], subject: 'certificate' },
  '/readiness': { may: ['leads', ...overseers] },
  '/readiness/[team]': { may: ['leads', ...overseers], subject: 'team' },
  // A manager finds nobody but those who work today in a team led today; what is searched is narrowed to them.
  '/people': { may: ['leads', ...overseers] },
  '/people/[person]/then': { may: ['own', 'leads', ...overseers], subject: 'person' },
  '/people/[person]': { may: ['own', 'leads', ...overseers], subject: 'person' },
  '/people/[person]/record': { may: ['own', ...overseers], subject: 'person' },
  '/people/[person]/record.json': { may: ['own', ...overseers], subject: 'person' },
  // Nobody decides about themselves: whose it is, the deed itself asks.
  '/people/[person]/exceptions/new': { may: ['coordinator', 'administrator'], subject: 'person' },
  '/people/[person]/exceptions/[exception]': { may: ['own', 'leads', ...overseers], subject: 'person' },
  '/admin': administration,
  '/admin/people': administration,
  '/admin/people/new': administration,
  '/admin/people/[person]': administration,
  '/admin/people/[person]/invitation': administration,
  '/admin/teams': administration,
  '/admin/teams/new': administration,
  '/admin/teams/[team]': administration,
  // Whoever reads what follows from the settings may read them; the forms on it have rows of their own.
  '/admin/settings': { may: overseers },
  '/media/[file]': signedIn,
  // The page of a refusal is shown in place of another, never by its own address.
  '/refused': nobody,
  '/404': everyone,
  '/500': everyone,
  // Astro brings these two; the first resizes pictures, which nothing here asks for, and an action
  // called through the second is asked for by its own row.
  '/_image': nobody,
  '/_actions/[...path]': everyone,
} as const satisfies Record<string, Rule>

export const actions = {
  'session.signIn': everyone,
  'session.signOut': everyone,
  'session.acceptInvitation': everyone,
  'session.changePassword': signedIn,
  'session.chooseAppearance': everyone,
  'learning.readSection': signedIn,
  'learning.answerCheck': signedIn,
  'learning.acknowledge': signedIn,
  'suggestions.send': signedIn,
  'suggestions.answer': { may: ['steward'] },
  'quizzes.start': signedIn,
  'quizzes.answer': signedIn,
  'quizzes.submit': signedIn,
  'scenarios.start': signedIn,
  'scenarios.reply': signedIn,
  'scenarios.rehearse': signedIn,
  'updates.answer': signedIn,
  'updates.confirm': signedIn,
  'updates.readNotice': signedIn,
  'exceptions.record': { may: ['coordinator', 'administrator'] },
  'exceptions.withdraw': { may: ['coordinator', 'administrator'] },
  'people.add': administration,
  'people.edit': administration,
  'people.move': administration,
  'people.setRoles': administration,
  'people.setLineManager': administration,
  'people.recordLeave': administration,
  'people.recordEmployment': administration,
  'people.setAccess': administration,
  'people.invite': administration,
  'people.signOutEverywhere': administration,
  'teams.add': administration,
  'teams.edit': administration,
  'teams.move': administration,
  'teams.setBranch': administration,
  'teams.setChannels': administration,
  'teams.setManagers': administration,
  'teams.open': administration,
  'settings.setTimeZone': administration,
  'settings.setWindows': administration,
  'settings.setRetention': administration,
  'settings.setQuietDays': administration,
  'settings.cancel': administration,
  'settings.addReason': administration,
  'settings.renameReason': administration,
  'settings.listReason': administration,
} as const satisfies Record<string, Rule>

export type RoutePattern = keyof typeof routes
export type ActionName = keyof typeof actions

export const accessTable: Readonly<Record<RoutePattern | ActionName, Rule>> = { ...routes, ...actions }

export function ruleOfRoute(pattern: string): Rule | undefined {
  return Object.hasOwn(routes, pattern) ? routes[pattern as RoutePattern] : undefined
}

export function ruleOfAction(name: string): Rule | undefined {
  return Object.hasOwn(actions, name) ? actions[name as ActionName] : undefined
}

/** Whether one of a rule's grounds holds. A rule about a subject lets nobody in by it without the subject. */
export function allows(rule: Rule, viewer: Viewer | null, subject: Subject = {}): boolean {
  return rule.may.some((ground) => holds(ground, rule, viewer, subject))
}

/** Whether to show a link or a button: what it leads to asks the same row again. */
export function mayOpen(route: RoutePattern, viewer: Viewer | null, subject?: Subject): boolean {
  return allows(routes[route], viewer, subject)
}

export function mayDo(action: ActionName, viewer: Viewer | null): boolean {
  return allows(actions[action], viewer)
}

/**
 * Whether to show who decided an exception and the words beside it: to the person, and to those who keep or
 * audit the records. Whoever leads the person sees what holds on which days, and the reason.
 */
export function mayReadDecision(viewer: Viewer, person: PersonId): boolean {
  return allows({ may: ['own', ...overseers] }, viewer, { person })
}

export function mayRead(viewer: Viewer, text: { readonly readers: readonly string[] | undefined }): boolean {
  return allows({ may: reading }, viewer, { readers: text.readers })
}

function holds(ground: Ground, rule: Rule, viewer: Viewer | null, subject: Subject): boolean {
  if (ground === 'everyone') return true
  if (viewer === null) return false
  switch (ground) {
    case 'signed-in':
      return true
    case 'own':
      return subject.person === viewer.id
    case 'leads':
      if (rule.subject === undefined) return viewer.leads.size > 0
      return subject.team !== undefined && subject.team !== null && viewer.leads.has(subject.team)
    case 'reader':
      return subject.readers === undefined || subject.readers.some((reader) => isReader(viewer, reader))
    default:
      return viewer.rights.has(ground)
  }
}

/** `manager` is no right to be given: it is whoever leads a team. */
function isReader(viewer: Viewer, reader: string): boolean {
  if (reader === 'manager' && viewer.leads.size > 0) return true
  return ([...viewer.rights, ...viewer.roles] as readonly string[]).includes(reader)
}
