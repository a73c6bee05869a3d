/** What an administrator does about one person. */
import { defineAction } from 'astro:actions'
import { z } from 'astro/zod'
import { type Right, rights } from '../domain/facts.ts'
import { as, type JobRole, type PersonId, type TeamId } from '../domain/ids.ts'
import { paths } from '../paths.ts'
import { addPerson, type AddPersonRefusal } from '../workflows/add-person.ts'
import { editPerson, type EditPersonRefusal } from '../workflows/edit-person.ts'
import { invitePerson, type InvitePersonRefusal } from '../workflows/invite-person.ts'
import { movePerson, type MovePersonRefusal } from '../workflows/move-person.ts'
import { recordEmployment, type EmploymentRefusal } from '../workflows/record-employment.ts'
import { recordLeave, type LeaveRefusal } from '../workflows/record-leave.ts'
import { setAccess, type SetAccessRefusal } from '../workflows/set-access.ts'
import { setJobRoles, type JobRolesRefusal } from '../workflows/set-job-roles.ts'
import { setReportingLine, type ReportingLineRefusal } from '../workflows/set-reporting-line.ts'
import { signOutEverywhere } from '../workflows/sign-out.ts'
import { acting, choice, choices, dayFrom, dayRefusals, freshId, refuse, text } from './form-input.ts'
import type { Refused } from './refused-form.ts'

type PersonRefusal =
  | AddPersonRefusal
  | EditPersonRefusal
  | EmploymentRefusal
  | InvitePersonRefusal
  | JobRolesRefusal
  | LeaveRefusal
  | ReportingLineRefusal
  | MovePersonRefusal
  | SetAccessRefusal
  | keyof typeof dayRefusals
  | 'not-sure'

export const personRefusals: Readonly<Record<PersonRefusal, Refused>> = {
  ...dayRefusals,
  'unknown-person': { at: 'person', says: 'Nobody is recorded under this address. Go back to the list of people.' },
  'name-missing': { at: 'name', says: 'Write the name, with at least one letter and at most 120 characters.' },
  'email-invalid': { at: 'email', says: 'Write the work e-mail address, as name@example.com.' },
  'email-taken': { at: 'email', says: 'Somebody has this e-mail address already. Look them up, or use another one.' },
  'unknown-team': { at: 'team', says: 'This team is not known. Choose one of the list.' },
  'team-closed': { at: 'team', says: 'This team is not open on that day. Choose another team or another day.' },
  'unknown-role': { at: 'roles', says: 'This job role is not among those of the organisation. Choose from the list.' },
  'unknown-manager': { at: 'manager', says: 'This line manager is not known. Choose one of the list.' },
  'manager-not-employed': {
    at: 'manager',
    says: 'This line manager is not employed on that day. Choose somebody else or another day.',
  },
  'manager-of-self': { at: 'manager', says: 'Nobody reports to themselves. Choose somebody else.' },
  'manager-cycle': {
    at: 'manager',
    says: 'On some day they would report to themselves by way of others. First change who the other one reports to.',
  },
  'before-employment': {
    at: 'from',
    says: 'They are not employed yet on that day. Choose their first day of work or a later one.',
  },
  'back-before-leave': { at: 'backOn', says: 'The first day back must come after the first day away.' },
  'last-administrator': {
    at: 'rights',
    says: 'This is the last administrator who can sign in. First make somebody else an administrator, and let them choose a password.',
  },
  'has-left': { at: 'person', says: 'They are no longer employed. Record their return first, then make a link.' },
  'not-sure': { at: 'sure', says: 'Tick the box to say that you mean it.' },
}

const person = z
  .string()
  .max(100)
  .transform((given) => as<PersonId>(given))

/**
 * Where the browser goes next, and the sentence it finds there. A form's own fragment, by which a refused
 * form comes back into view, would outlive the redirect; so the page's beginning is named.
 */
function back(to: PersonId, done: string, said: { readonly kind: string }) {
  return { goTo: `${paths.adminPerson(to)}?done=${said.kind === 'same' ? 'same' : done}#main` }
}

export const people = {
  add: defineAction({
    accept: 'form',
    input: z.object({
      person: freshId,
      name: text,
      email: text,
      from: text,
      team: choice,
      manager: choice,
      roles: choices,
      rights: z.array(z.enum(rights)),
    }),
    async handler(input, { locals }) {
      const outcome = await addPerson(
        locals.portal.db,
        {
          by: acting(locals).id,
          person: as<PersonId>(input.person),
          name: input.name,
          email: input.email,
          from: dayFrom(input.from),
          team: input.team === null ? null : as<TeamId>(input.team),
          manager: input.manager === null ? null : as<PersonId>(input.manager),
          roles: input.roles.map((role) => as<JobRole>(role)),
          rights: input.rights,
        },
        locals.now,
      )
      if (outcome.kind === 'refused') return refuse(personRefusals[outcome.reason])
      return { goTo: `${paths.adminPerson(outcome.person)}?done=added` }
    },
  }),

  edit: defineAction({
    accept: 'form',
    input: z.object({ person, name: text, email: text }),
    async handler({ person, name, email }, { locals }) {
      const said = await editPerson(locals.portal.db, { by: acting(locals).id, person, name, email }, locals.now)
      if (said.kind === 'refused') return refuse(personRefusals[said.reason])
      return back(person, 'edited', said)
    },
  }),

  move: defineAction({
    accept: 'form',
    input: z.object({ person, team: choice, from: text }),
    async handler({ person, team, from }, { locals }) {
      const to = team === null ? null : as<TeamId>(team)
      const input = { by: acting(locals).id, person, team: to, from: dayFrom(from) }
      const said = await movePerson(locals.portal.db, input, locals.now)
      if (said.kind === 'refused') return refuse(personRefusals[said.reason])
      return back(person, 'moved', said)
    },
  }),

  setRoles: defineAction({
    accept: 'form',
    input: z.object({ person, roles: choices, from: text }),
    async handler({ person, roles, from }, { locals }) {
      const named = roles.map((role) => as<JobRole>(role))
      const input = { by: acting(locals).id, person, roles: named, from: dayFrom(from) }
      const said = await setJobRoles(locals.portal.db, input, locals.now)
      if (said.kind === 'refused') return refuse(personRefusals[said.reason])
      return back(person, 'roles', said)
    },
  }),

  setLineManager: defineAction({
    accept: 'form',
    input: z.object({ person, manager: choice, from: text }),
    async handler({ person, manager, from }, { locals }) {
      const to = manager === null ? null : as<PersonId>(manager)
      const input = { by: acting(locals).id, person, manager: to, from: dayFrom(from) }
      const said = await setReportingLine(locals.portal.db, input, locals.now)
      if (said.kind === 'refused') return refuse(personRefusals[said.reason])
      return back(person, 'reports', said)
    },
  }),

  recordLeave: defineAction({
    accept: 'form',
    input: z.object({ person, away: z.enum(['yes', 'no']), from: text, backOn: text }),
    async handler({ person, away, from, backOn }, { locals }) {
      const isAway = away === 'yes'
      const by = acting(locals).id
      const input = {
        by,
        person,
        away: isAway,
        from: dayFrom(from),
        backOn: backOn === '' ? undefined : dayFrom(backOn),
      }
      const said = await recordLeave(locals.portal.db, input, locals.now)
      if (said.kind === 'refused') return refuse(personRefusals[said.reason])
      return back(person, isAway ? 'away' : 'back', said)
    },
  }),

  recordEmployment: defineAction({
    accept: 'form',
    input: z.object({ person, employed: z.enum(['yes', 'no']), from: text, sure: text }),
    async handler({ person, employed, from, sure }, { locals }) {
      if (employed === 'no' && sure !== 'yes') return refuse(personRefusals['not-sure'])
      const input = { by: acting(locals).id, person, employed: employed === 'yes', from: dayFrom(from) }
      const said = await recordEmployment(locals.portal.db, input, locals.now)
      if (said.kind === 'refused') return refuse(personRefusals[said.reason])
      return back(person, input.employed ? 'employed' : 'left', said)
    },
  }),

  setAccess: defineAction({
    accept: 'form',
    input: z.object({ person, rights: z.array(z.enum(rights)) }),
    async handler({ person, rights }, { locals }) {
      const given: readonly Right[] = rights
      const said = await setAccess(locals.portal.db, { by: acting(locals).id, person, rights: given }, locals.now)
      if (said.kind === 'refused') return refuse(personRefusals[said.reason])
      // Whoever has just given up the right to administer may no longer see this page.
      const gaveUpOwn = person === acting(locals).id && !given.includes('administrator')
      return gaveUpOwn ? { goTo: `${paths.home()}?gave-up=administrator#main` } : back(person, 'rights', said)
    },
  }),

  /** The link itself goes by a cookie that only the next page reads: an address would stay in logs and histories. */
  invite: defineAction({
    accept: 'form',
    input: z.object({ person }),
    async handler({ person }, { locals, cookies }) {
      const outcome = await invitePerson(locals.portal.db, { by: acting(locals).id, person }, locals.now)
      if (outcome.kind === 'refused') return refuse(personRefusals[outcome.reason])
      const page = paths.adminInvitation(person)
      cookies.set(invitationCookie, outcome.token, {
        path: page,
        httpOnly: true,
        sameSite: 'strict',
        secure: locals.portal.settings.publicOrigin?.startsWith('https:') ?? false,
        maxAge: secondsToReadLink,
      })
      return { goTo: `${page}#main` }
    },
  }),

  signOutEverywhere: defineAction({
    accept: 'form',
    input: z.object({ person }),
    async handler({ person }, { locals }) {
      const isOwn = person === acting(locals).id
      await signOutEverywhere(locals.portal.db, person)
      return { goTo: isOwn ? `${paths.signIn()}#main` : `${paths.adminPerson(person)}?done=signed-out#main` }
    },
  }),
}

export const invitationCookie = 'invitation-link'
/** The next page takes the link from the cookie at once; this only bounds a browser that never gets there. */
const secondsToReadLink = 60
