/** A certificate says what it is worth today, and nothing on its sheet lies on anything else. */
import { describe, expect } from 'vitest'
import type { Page } from 'playwright-core'
import { portal, test } from './portal.ts'

function telephoneCertificateOf(key: string): string {
  const found = portal.certificates.findLast(
    ({ person, programme }) => person === portal.people[key] && programme === 'telephone-adviser',
  )
  return `/certificates/${found?.id}`
}

/** Pairs of parts that share a place on the sheet, and parts that reach beyond it. */
function faultsOf(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const names = ['text', 'foot .hallmarks', 'check', 'clauses'].map((part) => `.certificate-${part}`)
    const boxes = ['.micro', '.braid', ...names].map((name) => ({
      name,
      box: document.querySelector(name)!.getBoundingClientRect(),
    }))
    const sheet = document.querySelector('.certificate')!.getBoundingClientRect()
    return boxes.flatMap(({ name, box }, at) => [
      ...(box.top < sheet.top || box.bottom > sheet.bottom + 1 || box.right > sheet.right + 1 ? [name] : []),
      ...boxes
        .slice(at + 1)
        .filter(({ box: other }) => box.left < other.right - 1 && other.left < box.right - 1)
        .filter(({ box: other }) => box.top < other.bottom - 0.5 && other.top < box.bottom - 0.5)
        .map((other) => `${name} on ${other.name}`),
    ])
  })
}

describe('a certificate today', () => {
  test('that was taken back says so above its sheet and across it', async ({ signedIn }) => {
    const page = await signedIn('coordinator', { javaScript: false })
    await page.goto(telephoneCertificateOf('aaron.whitlock'))
    expect(await page.locator('.certificate-deeds').first().textContent()).toMatch(
      /^\s*It was taken back on \d+ \w+ \d{4}\. /,
    )
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('.certificate-stamp').innerText()).toMatch(/^Taken back\s+on \d+ \w+ \d{4}$/)
    expect(await page.locator('.certificate-dates').textContent()).not.toContain('Holds until')
  })

  test('that holds longer tells both ends', async ({ signedIn }) => {
    const page = await signedIn('coordinator', { javaScript: false })
    await page.goto(telephoneCertificateOf('helena.brandt'))
    expect(await page.locator('.certificate-deeds').first().textContent()).toMatch(
      /It holds until \d+ \w+ \d{4}; as granted until \d+ \w+ \d{4}\./,
    )
    expect(await page.locator('.certificate-dates').textContent()).toMatch(/Holds until[\s\S]+as granted until/)
    expect(await page.locator('.certificate-stamp').count()).toBe(0)
  })

  test('keeps its parts apart with 37 clauses and with 60, on the screen and on one sheet of paper', async ({
    signedIn,
  }) => {
    const page = await signedIn('coordinator')
    await page.setViewportSize({ width: 1280, height: 900 })
    await page.goto(telephoneCertificateOf('aaron.whitlock'))
    expect(await faultsOf(page)).toEqual([])
    await page.evaluate(() => {
      const list = document.querySelector('.certificate-clauses')!
      const one = list.querySelector('.one')!
      list.replaceChildren(
        ...Array.from({ length: 60 }, (_, at) => {
          const clause = one.cloneNode()
          clause.textContent = `CMPL-${at + 10}~10 ·`
          return clause
        }).flatMap((clause) => [clause, ' ']),
      )
      const name = document.querySelector<HTMLElement>('#holder')!
      name.textContent = 'Maximiliana Josephine Featherstonehaugh-Cholmondeley'
      name.dataset['length'] = 'longest'
    })
    expect(await faultsOf(page)).toEqual([])
    await page.emulateMedia({ media: 'print' })
    expect(await faultsOf(page)).toEqual([])
    const printed = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
    expect(printed.match(/\/Type \/Page\b/g)).toHaveLength(1)
  })
})

test('a proof names each part’s fact and hash, and the head of the ledger by which the whole is proved', async ({
  signedIn,
}) => {
  const page = await signedIn('coordinator', { javaScript: false })
  await page.goto(`${telephoneCertificateOf('aaron.whitlock')}/proof`)
  const places = await page.locator('.proof-showing .proof-code, .exceptions .proof-code').allTextContents()
  expect(places.length).toBeGreaterThan(3)
  for (const place of places) expect(place).toMatch(/^Fact \d+ of the ledger, hash [0-9a-f]{64}$/)
  const ledger = await page.locator('section', { has: page.locator('#ledger') }).textContent()
  expect(ledger).toMatch(/Head of the whole ledger on \d+ \w+ \d{4}, \d\d:\d\d\s*\d+:[0-9a-f]{64}/)
  expect(ledger).not.toMatch(/\dT\d\d:\d\d/)
})

test('a person’s page is printed without what only a screen can use', async ({ signedIn }) => {
  const page = await signedIn('coordinator', { javaScript: false })
  await page.goto(`/people/${portal.people['aaron.whitlock']}?programme=telephone-adviser`)
  await page.emulateMedia({ media: 'print' })
  expect(await page.locator('.day-form').innerText()).toMatch(/^As on \d+ \w+ \d{4}$/)
  expect(await page.locator('main button:visible, main input:visible').count()).toBe(0)
  expect(await page.locator('.exceptions').innerText()).toContain('Revocation, in force')
})
