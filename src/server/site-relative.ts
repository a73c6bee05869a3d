/**
 * An address to go back to, only when it stays within this site: `//host`, `/\host` and control
 * characters are what a browser would read as somewhere else.
 */
export function siteRelative(to: string | null | undefined): string | undefined {
  if (typeof to !== 'string' || !/^\/(?![/\\])[^\p{Cc}\\]*$/u.test(to) || to.length > 2000) return undefined
  const url = new URL(to, 'http://site.invalid')
  // `/.//host` loses its dot on the way and would lead elsewhere.
  if (url.origin !== 'http://site.invalid' || url.pathname.startsWith('//')) return undefined
  return url.pathname + url.search + url.hash
}
