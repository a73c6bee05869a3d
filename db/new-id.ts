import { randomBytes } from 'node:crypto'

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/**
 * A new opaque id of 21 lower-case letters and digits, safe in addresses: 9 for the millisecond, so
 * that ids sort by when they were made, and 12 (60 random bits) that nobody can guess.
 */
export function newId(): string {
  let time = ''
  for (let left = Date.now(), place = 0; place < 9; place++, left = Math.floor(left / 32))
    time = alphabet[left % 32] + time
  let chance = ''
  for (const byte of randomBytes(12)) chance += alphabet[byte % 32]
  return time + chance
}
