/**
 * Plays of scenarios under whatever can be posted, over HTTP against the built portal. Two thousand posts
 * each time; `TOUCHSTONE_RUNS=100000` posts as many as you like.
 */
import { expect, test } from 'vitest'
import { portal } from '../browser/portal.ts'
import { postSteps } from '../step-posts/run.ts'

const posts = Number(process.env['TOUCHSTONE_RUNS'] ?? 2_000)

test(
  `of ${posts} posts to plays, with a kill in the middle, each that was answered as said is in the ledger once, and no other`,
  async () => {
    const told = await postSteps(portal, { posts, players: 40, seed: 6 })
    if (process.env['TOUCHSTONE_RUNS'] !== undefined) console.log(told)
    expect(told.faults).toEqual([])
    expect(told.posts).toBeGreaterThanOrEqual(posts)
    expect(Object.keys(told.statuses).filter((status) => Number(status) >= 500)).toEqual([])
    expect(told.kills).toBe(1)
    expect(told.closed).toBeGreaterThan(posts / 100)
    expect(told.passed).toBeGreaterThan(posts / 600)
    expect(told.granted).toBeGreaterThan(0)
  },
  60_000 + posts * 20,
)
