/**
 * The frame of a page for whoever asks: `<Leaf {...frameOf(Astro)} title="…" current={paths.home()}>`.
 * It shows only the ways that the asker may go; each page asks the same row of the access table again.
 */
import type { AstroCookies } from 'astro'
import { mayOpen, type RoutePattern } from '../domain/access.ts'
import { paths } from '../paths.ts'
import type { Frame, NavItem, Theme } from './frame.ts'

const ways: readonly (NavItem & { readonly route: RoutePattern })[] = [
  { route: '/', href: paths.home(), label: 'My training' },
  { route: '/standards', href: paths.standards(), label: 'Standards' },
  { route: '/readiness', href: paths.readiness(), label: 'Readiness' },
  { route: '/admin', href: paths.admin(), label: 'People and teams' },
]

export function frameOf(page: { readonly locals: App.Locals; readonly cookies: AstroCookies }): Frame {
  // A page that is shown in place of a broken one may find nothing prepared.
  const { viewer = null, library } = page.locals as Partial<App.Locals>
  return {
    nav: viewer === null ? [] : ways.filter(({ route }) => mayOpen(route, viewer)),
    organisationName: library?.curriculum.organisation.name ?? '',
    person: viewer === null ? undefined : { name: viewer.name, id: viewer.id },
    publication:
      library === undefined || library.publication === 0
        ? undefined
        : { number: library.publication, from: library.publishedOn },
    theme: readTheme(page.cookies.get('appearance')?.value),
  }
}

function readTheme(text: string | undefined): Theme | undefined {
  return text === 'light' || text === 'dark' ? text : undefined
}
