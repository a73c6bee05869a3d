import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { builtRoutes } from '../built-routes.ts'
import { addressesOf, type Visit } from './addresses.ts'
import { inTheWay } from './in-the-way.ts'
import { portal, test, type Fixtures } from './portal.ts'

const addresses = addressesOf(portal)
const pages = builtRoutes().filter((route) => route.origin === 'project')
const visits = pages.flatMap(({ pattern }) => {
  const known = addresses[pattern]
  return typeof known === 'object' ? known.map((visit) => ({ pattern, visit })) : []
})

describe('every page', () => {
  test('has a row in the table of example addresses', () => {
    expect(pages.map(({ pattern }) => pattern).filter((pattern) => addresses[pattern] === undefined)).toEqual([])
  })

  test('of the table is built', () => {
    const built = new Set(pages.map(({ pattern }) => pattern))
    expect(Object.keys(addresses).filter((pattern) => !built.has(pattern))).toEqual([])
  })
})

describe('nothing is in the way at 360 and 1280, nor in the dark, and nothing scrolls sideways', () => {
  test.for(visits)('on $pattern, $visit.shows', async ({ visit }, { signedIn, visitor }) => {
    const page = await open(visit, { signedIn, visitor })
    expect(await inTheWay(page, { alsoFits: [768, 1440] })).toEqual([])
  })
})

async function open(visit: Visit, { signedIn, visitor }: Pick<Fixtures, 'signedIn' | 'visitor'>): Promise<Page> {
  const { as, path, status = 200 } = visit
  const expects = status === 200 ? [] : [new RegExp(`status of ${status}`)]
  const page = as === null ? await visitor({ expects }) : await signedIn(as, { expects })
  const answer = await page.goto(path)
  expect(answer?.status(), path).toBe(status)
  return page
}
