/** A coordinator waives a programme for somebody, sees it, and takes it back; takes a certificate away. */
import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { addDays, addMonths, dayOf } from '../../src/domain/days.ts'
import { dayInWords } from '../../src/domain/day-words.ts'
import { portal, test } from './portal.ts'

const today = dayOf(Temporal.Now.instant(), 'Europe/London')
const programme = 'telephone-adviser'
const person = (key: string) => portal.people[key] ?? ''
const pageOf = (key: string) => `/people/${person(key)}?programme=${programme}`
const recordingFor = (key: string, rest = '') => `/people/${person(key)}/exceptions/new?programme=${programme}${rest}`

/** The whole text of the page, on one line. */
async function textOf(page: Page): Promise<string> {
  return (await page.locator('main').innerText()).replaceAll(/\s+/g, ' ')
}

describe('a coordinator without JavaScript', () => {
  test('waives a programme, sees somebody exempt, and withdraws it', async ({ ownPortal, signedIn }) => {
    const { url } = await ownPortal()
    const page = await signedIn('coordinator', { url, javaScript: false, expects: [/status of 409/] })
    await page.goto(recordingFor('learner'))
    await page.getByRole('link', { name: 'Waive it for some days' }).click()
    const until = addDays(today, 20)

    // The wrong way round first: the sentence stands beside its field, and what was typed stays.
    await page.getByLabel('Last day').fill(addDays(today, -1))
    await page.getByRole('button', { name: 'See what it will do' }).click()
    expect(await textOf(page)).toContain('The last day lies before the first.')
    expect(await page.getByLabel('Last day').inputValue()).toBe(addDays(today, -1))

    await page.getByLabel('Last day').fill(until)
    await page.getByRole('button', { name: 'See what it will do' }).click()
    expect(await textOf(page)).toContain(`Exempt from ${dayInWords(today)} to ${dayInWords(until)}.`)

    await page.getByLabel('In your words').fill('She covers the archive until then.')
    await page.getByRole('button', { name: 'Record it' }).click()
    expect(await textOf(page)).toContain('Choose a reason')
    expect(await page.getByLabel('In your words').inputValue()).toBe('She covers the archive until then.')
    await page.getByLabel('Reason').selectOption({ label: 'No customer contact in this job' })
    await page.getByRole('button', { name: 'Record it' }).click()
    expect(await textOf(page)).toContain('Recorded. It holds at once')
    expect(await textOf(page)).toContain('She covers the archive until then.')
    const exception = new URL(page.url()).pathname

    const learner = await signedIn('learner', { url, javaScript: false })
    await learner.goto(pageOf('learner'))
    expect(await textOf(learner)).toContain('Exempt')
    await learner.goto(exception)
    expect(await textOf(learner)).toContain('She covers the archive until then.')
    expect(await learner.getByRole('button', { name: 'Withdraw it' }).count()).toBe(0)

    const leader = await signedIn('grace.adeyemi', { url, javaScript: false })
    await leader.goto(exception)
    const seen = await textOf(leader)
    expect(seen).toContain('No customer contact in this job')
    expect(seen).not.toContain('archive')
    expect(seen).not.toContain('Recorded by')

    await page.goto(recordingFor('learner', `&kind=waiver&from=${until}&until=${addDays(until, 9)}&look=1`))
    expect(await textOf(page)).toContain('Another waiver covers some of these days.')

    await page.goto(exception)
    await page.getByLabel('Reason').selectOption({ label: 'Recorded in error' })
    await page.getByRole('button', { name: 'Withdraw it' }).click()
    expect(await textOf(page)).toContain('Withdrawn. From today it does nothing any more.')
    expect(await page.getByRole('button', { name: 'Withdraw it' }).count()).toBe(0)
    await learner.goto('/')
    expect(await textOf(learner)).toContain('Telephone adviser')
  })

  test('takes a certificate back, and its holder sees the whole programme asked', async ({ ownPortal, signedIn }) => {
    const { url } = await ownPortal()
    const page = await signedIn('coordinator', { url, javaScript: false })
    await page.goto(recordingFor('holder'))
    await page.getByRole('link', { name: 'Take the certificate back' }).click()
    expect(await textOf(page)).toContain('The certificate is taken back, and the whole programme is asked anew.')
    await page.getByLabel('Reason').selectOption({ label: 'Breach of a must-not clause' })
    await page.getByRole('button', { name: 'Record it' }).click()
    expect(await textOf(page)).toContain('Revocation')

    const holder = await signedIn('holder', { url, javaScript: false })
    await holder.goto('/')
    expect(await textOf(holder)).toContain('Telephone adviser')
    await holder.goto(pageOf('holder'))
    expect(await textOf(holder)).toContain('The certificate was taken back')

    await page.goto(recordingFor('holder', '&kind=revocation'))
    expect(await textOf(page)).toContain('This was recorded today already.')

    // A waiver over it is possible, and says that the revocation waits.
    const days = `&kind=waiver&from=${today}&until=${addMonths(today, 1)}&look=1`
    await page.goto(recordingFor('holder', days))
    expect(await textOf(page)).toContain('the revocation waits')
  })

  test('decides nothing about themselves', async ({ signedIn }) => {
    const page = await signedIn('coordinator', { javaScript: false })
    await page.goto(recordingFor('coordinator'))
    expect(await textOf(page)).toContain('Nobody decides about themselves.')
    expect(await page.locator('main form').count()).toBe(0)
  })
})

describe('a quiz with a limit of attempts', () => {
  test('says how many are left, and whom to ask when none is', async ({ ownPortal, signedIn }) => {
    const { url } = await ownPortal()
    const learner = await signedIn('dylan.hughes', { url, javaScript: false })
    await learner.goto('/quizzes/branch')
    expect(await textOf(learner)).toContain('Two attempts are left in this cycle.')

    const given = portal.exceptions.find(({ kind }) => kind === 'more-attempts')
    const page = await signedIn('coordinator', { url, javaScript: false })
    await page.goto(`/people/${given?.person}/exceptions/${given?.id}`)
    await page.getByLabel('Reason').selectOption({ label: 'Recorded in error' })
    await page.getByRole('button', { name: 'Withdraw it' }).click()

    await learner.reload()
    expect(await textOf(learner)).toContain('You have used every attempt of this cycle.')
    expect(await learner.getByRole('link', { name: 'Ruth Bergmann' }).getAttribute('href')).toMatch(/^mailto:/)
    expect(await learner.getByRole('button', { name: /Start/ }).count()).toBe(0)
  })
})
