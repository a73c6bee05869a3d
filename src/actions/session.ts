/** Signing in and out, passwords, one-time links, and light or dark. */
import { ActionError, defineAction, type ActionAPIContext } from 'astro:actions'
import { z } from 'astro/zod'
import type { PersonId } from '../domain/ids.ts'
import type { PasswordRefusal } from '../domain/passwords.ts'
import { shortestPassword } from '../domain/passwords.ts'
import { paths } from '../paths.ts'
import { siteRelative } from '../server/site-relative.ts'
import { acceptInvitation, type AcceptInvitationRefusal } from '../workflows/accept-invitation.ts'
import { changePassword, type ChangePasswordRefusal } from '../workflows/change-password.ts'
import { createFirstAdministrator, type CreateFirstAdministratorRefusal } from '../workflows/first-administrator.ts'
import { signIn } from '../workflows/sign-in.ts'
import { signOutEverywhere } from '../workflows/sign-out.ts'

const passwordSentences: Record<PasswordRefusal, string> = {
  'too-short': `Use at least ${shortestPassword} characters. Four words that you can picture together are a good password.`,
  'too-long': 'Use at most 200 characters.',
  'about-you':
    'Do not use your own name or e-mail address. Four words that you can picture together are a good password.',
  common:
    'This is among the passwords that are tried first. Four words that you can picture together are a better one.',
}

const changeSentences: Record<ChangePasswordRefusal, string> = {
  ...passwordSentences,
  'wrong-password': 'This is not your present password. Type it again.',
  'same-password': 'This is the password you have now. Choose another one.',
}

const invitationSentences: Record<AcceptInvitationRefusal, string> = {
  ...passwordSentences,
  'link-used-or-old': 'This link was used or has run out. Ask whoever sent it for a new one.',
}

const firstAdministratorSentences: Record<CreateFirstAdministratorRefusal, string> = {
  ...invitationSentences,
  'name-missing': 'Write your name.',
  'email-invalid': 'Write your e-mail address, as name@example.com.',
  'email-taken': 'Somebody has this e-mail address already. Use another one.',
}

const wrongSentence = 'This e-mail address and password do not belong together. Type both again.'
const hasLeftSentence =
  'You are recorded as no longer employed here. If that is wrong, ask an administrator to correct it.'
const tooManySentence = (wait: string) => `There were too many tries. Wait ${wait}, then try again.`

/** Far beyond any password in use; the rule itself is worded by the workflow. */
const password = z.string('Write a password.').max(1000, 'Use at most 200 characters.')

export const session = {
  signIn: defineAction({
    accept: 'form',
    input: z.object({
      email: z.string('Write your e-mail address.').max(254, 'This is too long to be an e-mail address.'),
      password: z.string('Write your password.').max(1000, wrongSentence),
      to: z.string().nullish(),
    }),
    async handler({ email, password, to }, context) {
      const { portal, now } = context.locals
      const wait = portal.signInLimits.wait(context.clientAddress, email.trim().toLowerCase())
      if (wait > 0) throw refusal('TOO_MANY_REQUESTS', tooManySentence(count(wait, 'second')))
      const outcome = await signIn(portal.db, { email, password }, now)
      if (outcome.kind === 'refused') {
        if (outcome.reason === 'locked') {
          throw refusal('TOO_MANY_REQUESTS', tooManySentence(count(outcome.minutesLeft, 'minute')))
        }
        throw refusal('BAD_REQUEST', outcome.reason === 'has-left' ? hasLeftSentence : wrongSentence)
      }
      await startSession(context, outcome.person)
      return { goTo: siteRelative(to) ?? paths.home() }
    },
  }),

  signOut: defineAction({
    accept: 'form',
    input: z.object({ everywhere: z.string().nullish() }),
    async handler({ everywhere }, context) {
      const { portal, viewer } = context.locals
      if (everywhere === 'yes' && viewer !== null) await signOutEverywhere(portal.db, viewer.id)
      const token = context.cookies.get(portal.sessions.cookieName)?.value
      setCookie(context, await portal.sessions.end(token))
      return { goTo: paths.signIn() }
    },
  }),

  changePassword: defineAction({
    accept: 'form',
    input: z.object({ current: password, next: password, again: password }),
    async handler({ current, next, again }, context) {
      const { portal, viewer, now } = context.locals
      if (viewer === null) throw refusal('UNAUTHORIZED', 'Sign in first.')
      const wait = portal.signInLimits.wait(context.clientAddress, viewer.email)
      if (wait > 0) throw refusal('TOO_MANY_REQUESTS', tooManySentence(count(wait, 'second')))
      mustAgree(next, again)
      const outcome = await changePassword(portal.db, { person: viewer.id, current, next }, now)
      if (outcome.kind === 'refused') throw refusal('BAD_REQUEST', changeSentences[outcome.reason])
      setCookie(context, await portal.sessions.restart(viewer.id))
      return { goTo: `${paths.account()}?changed=password` }
    },
  }),

  acceptInvitation: defineAction({
    accept: 'form',
    input: z.object({
      token: z.string().max(200),
      name: z.string().max(500).nullish(),
      email: z.string().max(500).nullish(),
      password,
      again: password,
    }),
    async handler(input, context) {
      const { portal, now, today } = context.locals
      const wait = portal.signInLimits.wait(context.clientAddress, 'one-time link')
      if (wait > 0) throw refusal('TOO_MANY_REQUESTS', tooManySentence(count(wait, 'second')))
      mustAgree(input.password, input.again)
      const { token, password, name, email } = input
      if (typeof name !== 'string' && typeof email !== 'string') {
        const outcome = await acceptInvitation(portal.db, { token, password }, now)
        if (outcome.kind === 'refused') throw refusal('CONFLICT', invitationSentences[outcome.reason])
        await startSession(context, outcome.person)
        return { goTo: paths.home() }
      }
      const first = { token, password, name: name ?? '', email: email ?? '', today }
      const outcome = await createFirstAdministrator(portal.db, first, now)
      if (outcome.kind === 'refused') throw refusal('CONFLICT', firstAdministratorSentences[outcome.reason])
      portal.log.note('The first administrator has come in.', { person: outcome.person })
      await startSession(context, outcome.person)
      return { goTo: paths.admin() }
    },
  }),

  chooseAppearance: defineAction({
    accept: 'form',
    input: z.object({ appearance: z.enum(['light', 'dark', 'system']) }),
    handler({ appearance }, context) {
      const secure = context.locals.portal.settings.publicOrigin?.startsWith('https:') ?? false
      const options = { path: '/', sameSite: 'lax', httpOnly: true, secure } as const
      if (appearance === 'system') context.cookies.delete('appearance', options)
      else context.cookies.set('appearance', appearance, { ...options, maxAge: 400 * 86_400 })
      return { goTo: `${paths.account()}#appearance` }
    },
  }),
}

type Context = Pick<ActionAPIContext, 'cookies' | 'locals'>

async function startSession(context: Context, person: PersonId) {
  const { sessions } = context.locals.portal
  setCookie(context, await sessions.start(person, context.cookies.get(sessions.cookieName)?.value))
}

function setCookie(context: Context, cookie: Awaited<ReturnType<App.Locals['portal']['sessions']['start']>>) {
  context.cookies.set(cookie.name, cookie.value, cookie.attributes)
}

function mustAgree(next: string, again: string) {
  if (next !== again) throw refusal('BAD_REQUEST', 'The two passwords differ. Type the new one twice.')
}

function refusal(code: ActionError['code'], message: string): ActionError {
  return new ActionError({ code, message })
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
