/**
 * Argon2id at 19 MiB and two passes: about 12 ms of work, which is what makes a stolen hash slow to
 * guess. At most two run at once, so that a rush to sign in leaves the machine to those who learn.
 */
import { hash, verify } from '@node-rs/argon2'

/** `Algorithm.Argon2id` of the package, whose enum cannot be imported by erasable TypeScript. */
const argon2id = 2
const cost = { algorithm: argon2id, memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 }
const mostAtOnce = 2

let running = 0
const waiting: (() => void)[] = []

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= mostAtOnce) await new Promise<void>((resolve) => waiting.push(resolve))
  else running += 1
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next === undefined) running -= 1
    else next()
  }
}

export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password.normalize('NFKC'), cost))
}

let nobodysHash: Promise<string> | undefined

/**
 * Whether the password belongs to the hash. Without a hash (nobody has this e-mail address, or has
 * chosen no password yet) it works just as long and says no, so that the time tells nothing.
 */
export async function isPasswordOf(passwordHash: string | undefined, password: string): Promise<boolean> {
  nobodysHash ??= hash('nobody has this password', cost)
  const against = passwordHash ?? (await nobodysHash)
  const fits = await inTurn(() => verify(against, password.normalize('NFKC')))
  return fits && passwordHash !== undefined
}
