/** Where the links and pictures of a text may lead. What they lead to is looked up once all files are read. */
import type { CitedKind, Reading } from './reading.ts'

const citedPages: Readonly<Record<string, CitedKind>> = {
  clauses: 'clause',
  standards: 'standard',
  lessons: 'lesson',
  quizzes: 'quiz',
  programmes: 'programme',
}

/** Links lead to http(s) and mailto addresses, to a page of the portal, or to a section of the same page. */
export function citeLink(href: string, line: number, reading: Reading): void {
  if (/^https?:\/\/[^\s/]+/i.test(href) || /^mailto:[^\s@]+@[^\s@]+$/i.test(href)) return
  if (href.startsWith('#')) {
    reading.cite('anchor', `${reading.address}${decoded(href)}`, line)
    return
  }
  // A browser reads `//host` and `/\host` as another site.
  if (!/^\/(?![/\\])/.test(href)) {
    reading.fault(
      line,
      href === '' ? 'a link that leads nowhere' : `the link ${href} leads nowhere`,
      'Begin it with https://, mailto:, / for a page of the portal, or # for a section of this page.',
    )
    return
  }
  const [path = '', anchor] = decoded(href).split('#', 2)
  const [, page = '', id = '', ...more] = (path.split('?', 1)[0] ?? '').split('/')
  const kind = Object.hasOwn(citedPages, page) ? citedPages[page] : undefined
  if (kind === undefined || id === '' || more.length > 0) return
  reading.cite(kind, id, line)
  if (anchor !== undefined && anchor !== '') reading.cite('anchor', `/${page}/${id}#${anchor}`, line)
}

export function citePicture(src: string, line: number, reading: Reading): void {
  if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(src)) {
    reading.fault(line, `the picture ${src} is on another site`, 'Put the file into images/ and write src="images/…".')
  } else {
    reading.cite('picture', decoded(src), line)
  }
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address).normalize('NFC')
  } catch {
    return address
  }
}
