/**
 * What stands in people's way on a page: what axe-core finds, and scrolling sideways.
 *
 * Straight on axe-core, which is put into the page once and in its small form: its own driver for Playwright
 * puts three times as much there again at each look.
 */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from 'playwright-core'

declare global {
  var axe: { run(context: Document, options: RunOptions): Promise<AxeResults> } | undefined
}

const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const rulesOfColour = ['color-contrast', 'link-in-text-block']

const everyRule: RunOptions = { runOnly: standards }
const colours: RunOptions = { runOnly: { type: 'rule', values: rulesOfColour } }
const allButColours: RunOptions = {
  runOnly: standards,
  rules: Object.fromEntries(rulesOfColour.map((rule) => [rule, { enabled: false }])),
}

export interface Looks {
  /** Pixels. */
  readonly widths?: readonly number[]
  readonly schemes?: readonly ('light' | 'dark')[]
  /** Where nothing but the width is looked at, in pixels. */
  readonly alsoFits?: readonly number[]
}

/**
 * A sentence for each fault, and none on a page that is in nobody's way. Everything is looked at in the first
 * scheme and width; at further widths all but colours, which no width changes; and in further schemes nothing
 * but colours, which is all that a scheme changes.
 */
export async function inTheWay(
  page: Page,
  { widths = [1280, 360], schemes = ['light', 'dark'], alsoFits = [] }: Looks = {},
): Promise<readonly string[]> {
  const found: string[] = []
  const [first = 'light', ...further] = schemes
  await page.emulateMedia({ colorScheme: first, reducedMotion: 'reduce' })
  for (const width of alsoFits) found.push(...(await sidewaysAt(page, width)))
  for (const [place, width] of widths.entries()) {
    found.push(...(await sidewaysAt(page, width)))
    found.push(...named(`${width} ${first}`, await axeFinds(page, place === 0 ? everyRule : allButColours)))
  }
  for (const colorScheme of further) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await transitionsEnd(page)
    found.push(...named(`${widths.at(-1)} ${colorScheme}`, await axeFinds(page, colours)))
  }
  return found
}

/** What axe finds on a page as it stands. */
export async function axeFinds(page: Page, options = everyRule): Promise<readonly string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(source)
  const violations = await page.evaluate(async (asked) => (await globalThis.axe?.run(document, asked))?.violations, {
    resultTypes: ['violations'],
    ...options,
  } satisfies RunOptions)
  if (violations === undefined) throw new Error(`axe does not run on ${page.url()}`)
  return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id} (${help}) at ${node.target.join(' ')}`))
}

async function sidewaysAt(page: Page, width: number): Promise<readonly string[]> {
  await page.setViewportSize({ width, height: 800 })
  const wide = await page.evaluate(async () => {
    await document.fonts.ready
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth <= clientWidth) return undefined
    const past = [...document.querySelectorAll('body *')].filter(
      (element) => element.getBoundingClientRect().right > clientWidth + 1,
    )
    return past.slice(0, 3).map((element) => element.outerHTML.slice(0, 120))
  })
  return wide === undefined ? [] : [`${width}: scrolls sideways for ${wide.join(' | ')}`]
}

/** A colour on its way to another is neither. */
async function transitionsEnd(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await new Promise(requestAnimationFrame)
    await Promise.allSettled(document.getAnimations().map(({ finished }) => finished))
  })
}

const named = (look: string, faults: readonly string[]) => faults.map((fault) => `${look}: ${fault}`)
