/** Where the links and pictures of a text may lead. What they lead to is looked up once all files are read. */
import type { CitedKind, Reading } from './reading.ts'

const citedPages: Readonly<Record<string, CitedKind>> = {
  clauses: 'clause-page',
  standards: 'standard',
  lessons: 'lesson',
  quizzes: 'quiz',
  scenarios: 'scenario',
  programmes: 'programme',
  notices: 'notice',
}

/**
 * Links lead to http(s) and mailto addresses, to a page of the portal, or to a section of the same
 * page. Gives the address, or a harmless one in the place of one that is refused.
 */
export function citeLink(href: string, line: number, reading: Reading): string {
  if (/^https?:\/\/[^\s/]+/i.test(href) || /^mailto:[^\s@]+@[^\s@]+$/i.test(href)) return href
  if (href.startsWith('#')) {
    reading.cite('anchor', `${reading.address}${decoded(href)}`, line)
    return href
  }
  // A browser reads `//host` and `/\host` as another site.
  if (!/^\/(?![/\\])/.test(href)) {
    reading.fault(
      line,
      href === '' ? 'a link that leads nowhere' : `the link ${href} leads nowhere`,
      'Begin it with https://, mailto:, / for a page of the portal, or # for a section of this page.',
    )
    return '#'
  }
  const [path = '', anchor] = decoded(href).split('#', 2)
  const [, page = '', id = '', ...more] = (path.split('?', 1)[0] ?? '').split('/')
  const kind = Object.hasOwn(citedPages, page) ? citedPages[page] : undefined
  if (kind === undefined || id === '' || more.length > 0) return href
  reading.cite(kind, id, line)
  if (anchor !== undefined && anchor !== '') reading.cite('anchor', `/${page}/${id}#${anchor}`, line)
  return href
}

/** Cites a picture and gives its path beneath the content folder. */
export function citePicture(src: string, line: number, reading: Reading): string {
  if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(src)) {
    reading.fault(line, `the picture ${src} is on another site`, 'Put the file into images/ and write src="images/…".')
    return ''
  }
  const path = decoded(src)
  reading.cite('picture', path, line)
  return path
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address).normalize('NFC')
  } catch {
    return address
  }
}
