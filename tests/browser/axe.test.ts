import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { builtRoutes } from '../built-routes.ts'
import { addressesOf, type Visit } from './addresses.ts'
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

const rulesOfColour = ['color-contrast', 'link-in-text-block']
const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

describe.each(visits)('$pattern, $visit.shows', ({ visit }) => {
  test('axe finds nothing at 360 and 1280, nor in the dark', async ({ signedIn, visitor }) => {
    const page = await open(visit, { signedIn, visitor })
    const found: string[] = []
    const looks = [
      [1280, 'light', (axe: AxeBuilder) => axe.withTags(standards)],
      // A scheme changes colours and nothing else, and no width changes a colour; they are what takes most time.
      [360, 'light', (axe: AxeBuilder) => axe.withTags(standards).disableRules(rulesOfColour)],
      [360, 'dark', (axe: AxeBuilder) => axe.withRules(rulesOfColour)],
    ] as const
    for (const [width, colorScheme, asks] of looks) {
      await page.setViewportSize({ width, height: 800 })
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      const { violations } = await asks(new AxeBuilder({ page }).setLegacyMode(true)).analyze()
      found.push(
        ...violations.flatMap(({ id, help, nodes }) =>
          nodes.map((node) => `${width} ${colorScheme}: ${id} (${help}) at ${node.target.join(' ')}`),
        ),
      )
    }
    expect(found).toEqual([])
  })

  test('never scrolls sideways at 360, 768, 1280 and 1440', async ({ signedIn, visitor }) => {
    const page = await open(visit, { signedIn, visitor })
    const tooWide: string[] = []
    for (const width of [360, 768, 1280, 1440]) {
      await page.setViewportSize({ width, height: 800 })
      const wide = await page.evaluate(async () => {
        await document.fonts.ready
        const { scrollWidth, clientWidth } = document.documentElement
        const past = [...document.querySelectorAll('body *')].filter(
          (element) => element.getBoundingClientRect().right > clientWidth + 1,
        )
        return scrollWidth > clientWidth
          ? past.slice(0, 3).map((element) => element.outerHTML.slice(0, 120))
          : undefined
      })
      if (wide !== undefined) tooWide.push(`${width}: ${wide.join(' | ')}`)
    }
    expect(tooWide).toEqual([])
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
