/** Every address of the portal, in one place: a page that moves is moved here. */
import type {
  AttemptId,
  CertificateId,
  ClauseId,
  ExceptionId,
  LessonId,
  NoticeId,
  PersonId,
  PlayId,
  ProgrammeId,
  QuizId,
  ScenarioId,
  SectionId,
  StandardId,
  SuggestionId,
  TeamId,
} from './domain/ids.ts'
import type { Requirement } from './domain/curriculum.ts'
import type { Day } from './domain/days.ts'
import type { SettingName } from './domain/facts.ts'
import type { ExceptionKind } from './domain/facts.ts'
import { peopleAskedAsAddress, type PeopleAsked } from './domain/people-found.ts'
import type { SuggestionPlace } from './domain/suggestions.ts'

const on = (day: Day | undefined) => (day === undefined ? '' : `?on=${day}`)

export const paths = {
  home: () => '/',
  /** `unsent`: a form that came after the session had ended, and was not stored. */
  signIn: (returnTo?: string, unsent?: 'answer' | 'form') =>
    (returnTo === undefined ? '/sign-in' : `/sign-in?to=${encodeURIComponent(returnTo)}`) +
    (unsent === undefined ? '' : `&unsent=${unsent}`),
  account: () => '/account',
  invitation: (token: string) => `/invitation/${token}`,
  help: () => '/help',
  helpSigningIn: () => '/help/signing-in',
  helpRecord: () => '/help/your-record',
  coverage: () => '/coverage',
  impact: () => '/impact',
  suggestions: (suggestion?: SuggestionId) => `/suggestions${suggestion === undefined ? '' : `#${suggestion}`}`,
  standards: () => '/standards',
  standard: (id: StandardId, clause?: ClauseId) => `/standards/${id}${clause === undefined ? '' : `#${clause}`}`,
  acknowledge: (id: StandardId) => `/standards/${id}/acknowledge`,
  clause: (id: ClauseId, day?: Day) => `/clauses/${id}${on(day)}`,
  glossary: (term?: string) => `/glossary${term === undefined ? '' : `#${term}`}`,
  search: (
    asked: { readonly q?: string; readonly in?: string; readonly page?: number; readonly exact?: boolean } = {},
  ) => {
    const query = new URLSearchParams()
    if (asked.q) query.set('q', asked.q)
    if (asked.in !== undefined) query.set('in', asked.in)
    if (asked.page !== undefined && asked.page > 1) query.set('page', String(asked.page))
    if (asked.exact === true) query.set('exact', '1')
    return query.size === 0 ? '/search' : `/search?${query}`
  },
  programmes: () => '/programmes',
  programme: (id: ProgrammeId) => `/programmes/${id}`,
  lesson: (id: LessonId, section?: SectionId) => `/lessons/${id}${section === undefined ? '' : `/${section}`}`,
  quiz: (id: QuizId) => `/quizzes/${id}`,
  attempt: (quiz: QuizId, attempt: AttemptId, question?: number) =>
    `/quizzes/${quiz}/${attempt}${question === undefined ? '' : `/${question}`}`,
  result: (quiz: QuizId, attempt: AttemptId) => `/quizzes/${quiz}/${attempt}/result`,
  /** After an answer that came when the attempt was submitted already. */
  resultAfterLateAnswer: (quiz: QuizId, attempt: AttemptId) => `/quizzes/${quiz}/${attempt}/result?late=answer`,
  scenarios: () => '/scenarios',
  scenario: (id: ScenarioId) => `/scenarios/${id}`,
  scenarioMap: (id: ScenarioId, asked?: { readonly ways: string; readonly size: string }) =>
    `/scenarios/${id}/map${asked === undefined ? '' : `?ways=${asked.ways}&size=${asked.size}#drawn`}`,
  /** After a reply: at what it led to. */
  practise: (id: ScenarioId, at?: 'now') => `/scenarios/${id}/practise${at === undefined ? '' : `#${at}`}`,
  play: (scenario: ScenarioId, play: PlayId, at?: 'now') =>
    `/scenarios/${scenario}/plays/${play}${at === undefined ? '' : `#${at}`}`,
  debrief: (scenario: ScenarioId, play: PlayId) => `/scenarios/${scenario}/plays/${play}/debrief`,
  /** After a reply that came when the play was over already. */
  debriefAfterLateReply: (scenario: ScenarioId, play: PlayId) =>
    `/scenarios/${scenario}/plays/${play}/debrief?late=reply`,
  /** Where a suggestion was made. */
  suggestionPlace: (place: SuggestionPlace) => {
    switch (place.kind) {
      case 'clause':
        return `/clauses/${place.clause}`
      case 'standard':
        return `/standards/${place.standard}`
      case 'lesson':
        return `/lessons/${place.lesson}/${place.section}`
    }
  },
  /** Where a requirement is met. */
  requirement: (requirement: Requirement) => {
    switch (requirement.kind) {
      case 'lesson':
        return `/lessons/${requirement.lesson}`
      case 'quiz':
        return `/quizzes/${requirement.quiz}`
      case 'scenario':
        return `/scenarios/${requirement.scenario}`
      case 'acknowledgement':
        return `/standards/${requirement.standard}/acknowledge`
    }
  },
  updates: () => '/updates',
  /** After an update was done: where the next one is, or the list, which tell of the one before. */
  update: (clause: ClauseId) => `/updates/${clause}`,
  afterUpdate: (shown: ClauseId, next: ClauseId | undefined) =>
    `/updates${next === undefined ? '' : `/${next}`}?shown=${shown}#main`,
  notices: () => '/notices',
  notice: (id: NoticeId) => `/notices/${id}`,
  briefing: (id: NoticeId) => `/notices/${id}/briefing`,
  certificates: () => '/certificates',
  certificate: (id: CertificateId) => `/certificates/${id}`,
  proof: (id: CertificateId) => `/certificates/${id}/proof`,
  readiness: (day?: Day) => `/readiness${on(day)}`,
  teamReadiness: (team: TeamId, day?: Day) => `/readiness/${team}${on(day)}`,
  people: (asked: Partial<PeopleAsked> = {}, page?: number) => {
    const query = peopleAskedAsAddress(asked, page)
    return query.size === 0 ? '/people' : `/people?${query}`
  },
  /** What was known of somebody on an earlier day. */
  knownThen: (id: PersonId, asked: { readonly on?: Day; readonly known?: Day } = {}) => {
    const query = new URLSearchParams({ ...asked })
    return `/people/${id}/then${query.size === 0 ? '' : `?${query}`}`
  },
  person: (id: PersonId, day?: Day) => `/people/${id}${on(day)}`,
  record: (id: PersonId) => `/people/${id}/record`,
  recordFile: (id: PersonId) => `/people/${id}/record.json`,
  /** Recording an exception: of any kind, or of one kind with what was chosen so far, as its form names it. */
  newException: (
    id: PersonId,
    asked: { readonly programme: ProgrammeId; readonly kind?: ExceptionKind; readonly quiz?: QuizId },
  ) => `/people/${id}/exceptions/new?${new URLSearchParams({ ...asked }).toString()}`,
  exception: (id: PersonId, exception: ExceptionId) => `/people/${id}/exceptions/${exception}`,
  admin: () => '/admin',
  adminPeople: () => '/admin/people',
  adminNewPerson: () => '/admin/people/new',
  adminPerson: (id: PersonId) => `/admin/people/${id}`,
  adminInvitation: (id: PersonId) => `/admin/people/${id}/invitation`,
  adminTeams: () => '/admin/teams',
  adminNewTeam: () => '/admin/teams/new',
  adminTeam: (id: TeamId) => `/admin/teams/${id}`,
  adminSettings: (setting?: SettingName) => `/admin/settings${setting === undefined ? '' : `#${setting}`}`,
  media: (hash: string, extension: string) => `/media/${hash}.${extension}`,
} as const
