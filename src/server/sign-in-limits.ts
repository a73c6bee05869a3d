/**
 * How often a browser may try to sign in, kept in memory: the first wall against guessing. What must
 * outlast a restart is the lockout in the database (src/workflows/sign-in.ts).
 */
export interface SignInLimits {
  /** Seconds to wait before another try; 0 when it may be made, and it is counted. */
  wait(address: string, email: string): number
}

/** Tries from one address for one e-mail address, and from one address for all of them, in a window. */
const windowMs = 60_000
const triesForOne = 10
/** An office shares one address, so this is wide. */
const triesForAll = 120
/** Above this many keys the oldest go: an attacker's addresses must not fill the memory. */
const mostKeys = 20_000

export function openSignInLimits(clock: () => number = Date.now): SignInLimits {
  const windows = new Map<string, { count: number; until: number }>()

  function windowOf(key: string, now: number) {
    const known = windows.get(key)
    if (known !== undefined && known.until > now) return known
    const fresh = { count: 0, until: now + windowMs }
    windows.delete(key)
    windows.set(key, fresh)
    for (const oldest of windows.keys()) {
      if (windows.size <= mostKeys) break
      windows.delete(oldest)
    }
    return fresh
  }

  return {
    wait(address, email) {
      const now = clock()
      const all = windowOf(address, now)
      const one = windowOf(`${address} ${email}`, now)
      const full = all.count >= triesForAll ? all : one.count >= triesForOne ? one : undefined
      if (full !== undefined) return Math.ceil((full.until - now) / 1000)
      all.count += 1
      one.count += 1
      return 0
    },
  }
}
