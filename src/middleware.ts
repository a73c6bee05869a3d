/**
 * What happens to every request before its page: who is asking, from which publication it is answered,
 * whether the access table lets it through, and the form it brings.
 */
import { ActionError, getActionContext } from 'astro:actions'
import { defineMiddleware } from 'astro:middleware'
import type { APIContext, MiddlewareNext } from 'astro'
import { viewerOf } from '../db/people.ts'
import { settingHistories } from '../db/settings.ts'
import { allows, ruleOfAction, ruleOfRoute } from './domain/access.ts'
import { clauseIdMeant } from './domain/named-texts.ts'
import { readDay, type Day } from './domain/days.ts'
import type { SettingHistories } from './domain/settings.ts'
import { dayAt } from './domain/time-zones.ts'
import { withUnsentPlaces } from './page-data/unsent-places.ts'
import { paths } from './paths.ts'
import { siteRelative } from './server/site-relative.ts'
import { subjectOfAddress } from './server/subjects.ts'

/** Pages that Astro renders by itself when something is missing or has failed. */
const errorPages = new Set(['/404', '/500'])

export const onRequest = defineMiddleware(async (context, next) => {
  if (import.meta.env.DEV) {
    const { preparePreview } = await import('./server/preview.ts')
    await preparePreview(context.locals)
  }
  // An error page that Astro shows in place of another comes by with what the first page was given. Asked
  // for by its own address it is a page like any other: a form sent there must meet its rule.
  const isInPlaceOfAnother = context.locals.now !== undefined && errorPages.has(context.routePattern)
  context.locals.now ??= context.locals.portal.clock()
  if (isInPlaceOfAnother) return errorPage(context, next)
  try {
    await recognise(context)
    return await answer(context, next)
  } catch (error) {
    fault(context, error)
    return new Response(null, { status: 500 })
  }
})

/** Fills what pages ask `Astro.locals` for. */
async function recognise({ locals, cookies }: APIContext): Promise<void> {
  const { portal } = locals
  const library = await portal.library()
  if (library === undefined) throw new Error('no publication to answer from')
  locals.library = library
  locals.settings = await settingHistories(portal.db)
  locals.today = dayOfMinute(locals.now, locals.settings)
  locals.typed = null
  if (portal.preview !== undefined) return
  const token = cookies.get(portal.sessions.cookieName)?.value
  const person = token === undefined ? undefined : await portal.sessions.personOf(token)
  locals.viewer = person === undefined ? null : ((await viewerOf(portal.db, person, locals.today)) ?? null)
}

let lastAsked: { readonly minute: number; readonly settings: SettingHistories; readonly day: Day } | undefined

/** Days begin on a minute in every time zone, so one look at the calendar serves all requests of a minute. */
function dayOfMinute(now: Temporal.Instant, settings: SettingHistories): Day {
  const minute = Math.floor(now.epochMilliseconds / 60_000)
  if (lastAsked?.minute !== minute || lastAsked.settings !== settings) {
    lastAsked = { minute, settings, day: dayAt(settings, now) }
  }
  return lastAsked.day
}

async function answer(context: APIContext, next: MiddlewareNext): Promise<Response> {
  const { locals, url } = context
  const rule = ruleOfRoute(context.routePattern)
  // A page that nobody gave a row is not there; the access test fails for it before it is released.
  if (rule === undefined || rule.may.length === 0) return new Response(null, { status: 404 })

  const isOpen = allows({ may: rule.may.filter((ground) => ground === 'everyone') }, null)
  if (!isOpen && locals.viewer === null) return toSignIn(context)
  const kind = 'subject' in rule ? rule.subject : undefined
  const on = readDay(url.searchParams.get('on') ?? '') ?? locals.today
  const asked = { db: locals.portal.db, library: locals.library, on, id: (kind && context.params[kind]) ?? '' }
  const subject = kind === undefined ? {} : await subjectOfAddress(kind, asked)
  if (subject === undefined) {
    // Nothing is told by it: what no clause bears is answered as missing at the address it is led to.
    const clause = kind === 'clause' ? clauseIdMeant(asked.id) : undefined
    return clause === undefined || clause === asked.id
      ? new Response(null, { status: 404 })
      : context.redirect(paths.clause(clause) + url.search, 301)
  }
  if (!allows(rule, locals.viewer, subject)) return refused(context, next)
  return act(context, next)
}

/** Runs the form that a page brings: on success the browser asks anew for where to go, so nothing is sent twice. */
async function act(context: APIContext, next: MiddlewareNext): Promise<Response> {
  const { locals, url } = context
  const { action, setActionResult, serializeActionResult } = getActionContext(context)
  if (action === undefined) return next()
  const rule = ruleOfAction(action.name)
  if (rule === undefined) return new Response(null, { status: 404 })
  if (!allows(rule, locals.viewer)) {
    if (locals.viewer === null) return toSignIn(context)
    return refused(context, next)
  }
  // A call from a script is run and answered by Astro itself.
  if (action.calledFrom === 'rpc') return next()

  const body = context.request.clone()
  const result = await action.handler()
  if (result.error === undefined) {
    const goTo: unknown = result.data?.goTo
    return context.redirect(siteRelative(typeof goTo === 'string' ? goTo : undefined) ?? addressOfForm(url), 303)
  }
  if (result.error.code === 'INTERNAL_SERVER_ERROR') {
    fault(context, result.error, action.name)
    return new Response(null, { status: 500 })
  }
  locals.typed = await body.formData().catch(() => null)
  setActionResult(action.name, serializeActionResult(result))
  return next()
}

/** The field of a form whose choices go along when the session has ended, by its action. */
const placesIn: Readonly<Record<string, string | undefined>> = {
  'quizzes.answer': 'chosen',
  'scenarios.reply': 'reply',
}

/**
 * To the door, and from there back to the page. A form that came with the request is not stored, and the
 * door says so; the choices of an answer go along, so that the question shows them marked again.
 */
async function toSignIn(context: APIContext): Promise<Response> {
  const address = addressOfForm(context.url)
  const { action } = getActionContext(context)
  const rule = action?.calledFrom === 'form' ? ruleOfAction(action.name) : undefined
  if (action === undefined || rule === undefined || allows(rule, null)) {
    return context.redirect(paths.signIn(address), 303)
  }
  const places = placesIn[action.name]
  if (places === undefined) return context.redirect(paths.signIn(address, 'form'), 303)
  const form = await context.request.formData().catch(() => new FormData())
  return context.redirect(paths.signIn(withUnsentPlaces(address, form.getAll(places)), 'answer'), 303)
}

/** Where the form stands: the address without the name of its action. */
function addressOfForm(url: URL): string {
  const address = new URL(url)
  address.searchParams.delete('_action')
  return address.pathname + address.search
}

/** Shows that it may not be, in place of the page; and sees to it that the form which came along does nothing. */
async function refused(context: APIContext, next: MiddlewareNext): Promise<Response> {
  const { action, setActionResult, serializeActionResult } = getActionContext(context)
  if (action?.calledFrom === 'rpc') return new Response('You may not do this.', { status: 403 })
  if (action !== undefined) {
    // Astro runs every form that has no result yet, also while it shows another page in place of the first.
    const error = new ActionError({ code: 'FORBIDDEN' })
    setActionResult(action.name, serializeActionResult({ data: undefined, error }))
  }
  return next('/refused')
}

/** An error page needs no rights, runs no form, and must not fail for what made the first page fail. */
function errorPage({ locals }: APIContext, next: MiddlewareNext): Promise<Response> {
  locals.viewer ??= null
  locals.typed ??= null
  return next()
}

function fault({ locals, url, request }: APIContext, error: unknown, action?: string) {
  locals.portal.log.fault('A page failed.', {
    request: locals.requestId,
    method: request.method,
    path: url.pathname,
    person: locals.viewer?.id,
    action,
    error,
  })
}
