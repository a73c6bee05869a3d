/**
 * The choices of an answer that came after the session had ended: they travel in the address of the
 * question through signing in, are shown marked there, and are kept only when the person sends them.
 */

const name = 'chosen'
/** No question shows more options than these. */
const most = 40

/** The address of a question with the places chosen, from 1; without them when none is a place. */
export function withUnsentPlaces(address: string, given: readonly FormDataEntryValue[]): string {
  const places = given.filter((place) => typeof place === 'string' && /^[1-9]\d?$/.test(place)).slice(0, most)
  const [path = address, asked] = address.split('?')
  const query = new URLSearchParams(asked)
  query.delete(name)
  if (places.length > 0) query.set(name, places.join('-'))
  return query.size === 0 ? path : `${path}?${query}`
}

/** The places that the address of a question brings, of those that it shows. */
export function unsentPlaces(url: URL, shown: number): ReadonlySet<number> {
  const places = (url.searchParams.get(name) ?? '').split('-').map(Number)
  return new Set(places.filter((place) => Number.isInteger(place) && place >= 1 && place <= shown))
}
