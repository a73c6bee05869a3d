/** Names and addresses as people type them. */

/** Longer than any name in use, short enough for one line of a table. */
const longestName = 120
const longestAddress = 254

/** Hidden marks that reverse the reading direction of what follows; they come along with pasted text. */
const directionMarks = /[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu

/**
 * A name of any script in one form: NFC, white space collapsed, nothing hidden.
 * Undefined when no letter or digit is left, or when it is longer than 120 characters.
 */
export function readName(text: string): string | undefined {
  const name = readLine(text)
  return /[\p{L}\p{N}]/u.test(name) && name.length <= longestName ? name : undefined
}

/** One line of free text, which may be empty: NFC, white space collapsed, nothing hidden. */
export function readLine(text: string): string {
  return withoutHiddenMarks(text)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
}

/** Text in NFC, without the marks that turn its reading direction. */
export function withoutHiddenMarks(text: string): string {
  return text.normalize('NFC').replace(directionMarks, '')
}

/** An e-mail address in lower case, by which a person signs in; undefined when it cannot be one. */
export function readEmail(text: string): string | undefined {
  const address = text.normalize('NFC').replace(directionMarks, '').trim().toLowerCase()
  if (address.length > longestAddress) return undefined
  const [, local, domain] = /^([^\s@\p{Cc}"(),:;<>[\]\\]{1,64})@([^\s@\p{Cc}"(),:;<>[\]\\]+)$/u.exec(address) ?? []
  if (local === undefined || domain === undefined) return undefined
  if (local.startsWith('.') || local.endsWith('.') || local.includes('..')) return undefined
  const labels = domain.split('.')
  const sound = labels.every((label) => /^[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}-]*[\p{L}\p{N}\p{M}])?$/u.test(label))
  return labels.length >= 2 && sound ? address : undefined
}

/** How two names are compared in a search: without marks and case, so that "zielinski" finds Zieliński. */
export function foldForSearch(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ł/g, 'l')
    .replace(/ø/g, 'o')
    .replace(/đ/g, 'd')
    .replace(/ß/g, 'ss')
    .replace(/æ/g, 'ae')
    .replace(/œ/g, 'oe')
}
