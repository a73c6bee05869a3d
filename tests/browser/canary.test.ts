/**
 * Answer keys and feedback never leave the server before an attempt is closed: everything that people
 * can reach is fetched and searched, as they see it and as it travels.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect } from 'vitest'
import { readCurriculum } from '../../src/curriculum/parse.ts'
import { textOf } from '../../src/curriculum/tree.ts'
import { cookieOf, portal, test } from './portal.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const { curriculum } = await readCurriculum(join(root, 'content'))
if (curriculum === undefined) throw new Error('the content has faults: run npm run -s portal -- check')

/** What people may read before any quiz; feedback that repeats it tells nothing. */
const open = plain(
  [
    ...curriculum.standards.flatMap((one) => [
      one.summary,
      textOf(one.sections.flatMap(({ body }) => body)),
      ...one.clauses.map(({ text }) => text),
    ]),
    ...curriculum.lessons.flatMap((one) => [one.summary, textOf(one.sections.flatMap(({ body }) => body))]),
  ].join(' '),
)

interface Secret {
  readonly of: string
  /** A stretch of the text that stands nowhere else. */
  readonly words: string
}

function secretsOf(questions: readonly (typeof quizQuestions)[number][]): readonly Secret[] {
  return questions.flatMap((question) =>
    question.options.flatMap((option) => {
      const words = plain(textOf(option.feedback)).slice(0, 60)
      return words.length < 20 || open.includes(words) ? [] : [{ of: `${question.id}, option ${option.id}`, words }]
    }),
  )
}

const quizQuestions = curriculum.quizzes.flatMap((quiz) => quiz.questions)
const quizSecrets = secretsOf(quizQuestions)
const checkSecrets = secretsOf(curriculum.lessons.flatMap((lesson) => lesson.checks))

/** What a coach says stands where a reply was made: in practice, in the debrief of a play that is over, on the map. */
const coaching = /^\/scenarios\/[^/]+\/(?:practise|map|plays\/[^/]+\/debrief)$/
/** Where a scenario is played, for practice or for the certificate. */
const stage = /^\/scenarios\/[^/]+\/(?:practise|plays\/[^/]+)$/
const scenarioSecrets = curriculum.scenarios.flatMap((scenario) =>
  scenario.scenes.flatMap(({ id, turn }) =>
    turn.kind !== 'decision'
      ? []
      : turn.choices.flatMap((choice) => {
          const words = plain(textOf(choice.feedback)).slice(0, 60)
          return words.length < 20 || open.includes(words) ? [] : [{ of: `${scenario.id}, ${id}, ${choice.id}`, words }]
        }),
  ),
)

interface Fetched {
  readonly path: string
  /** Where it led. */
  readonly landed: string
  readonly type: string
  readonly body: string
}

/** Of each scenario one play that is over and one that is not: the pages of the others are drawn alike. */
const plays = [...Map.groupBy(portal.plays, ({ scenario, closed }) => `${scenario} ${closed}`).values()].flatMap(
  ([one]) => one ?? [],
)
const isOfOtherPlay = (path: string) => {
  const [, id] = /\/plays\/([^/]+)/.exec(path) ?? []
  return id !== undefined && portal.plays.some((one) => one.id === id) && !plays.some((one) => one.id === id)
}

/** Every address that somebody can reach by following links, styles, scripts and pictures from the start page. */
async function everythingSeenBy(person: string): Promise<readonly Fetched[]> {
  const cookie = await cookieOf(person)
  const queue = [
    '/',
    '/updates',
    '/updates/TEL-05',
    '/notices',
    ...portal.attempts.map(({ quiz, id }) => `/quizzes/${quiz}/${id}`),
    '/scenarios',
    ...plays.map(({ scenario, id }) => `/scenarios/${scenario}/plays/${id}`),
  ]
  for (const { quiz, id, closed } of portal.attempts) if (!closed) queue.push(`/quizzes/${quiz}/${id}/result`)
  const seen = new Set(queue)
  const fetched: Fetched[] = []
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    const answer = await fetch(portal.url + path, { headers: { cookie } })
    const landed = new URL(answer.url).pathname
    const type = answer.headers.get('content-type') ?? ''
    const body = await answer.text()
    // The result of a closed attempt is where feedback belongs.
    if (!isResultOfClosed(landed)) fetched.push({ path, landed, type, body })
    // A stage answers also with what stands on it as data.
    if (answer.ok && stage.test(landed)) fetched.push(await asData(landed, cookie))
    if (!/html|css|javascript/.test(type)) continue
    for (const next of linksIn(body, landed)) {
      if (seen.has(next) || isOfOtherPlay(next)) continue
      seen.add(next)
      queue.push(next)
    }
    expect(seen.size, 'the crawl does not end').toBeLessThan(3000)
  }
  return fetched
}

async function asData(landed: string, cookie: string): Promise<Fetched> {
  const answer = await fetch(portal.url + landed, { headers: { cookie, accept: 'application/json' } })
  const type = answer.headers.get('content-type') ?? ''
  expect([landed, type]).toEqual([landed, 'application/json'])
  return { path: `${landed} as data`, landed, type, body: await answer.text() }
}

function isResultOfClosed(path: string): boolean {
  return portal.attempts.some(({ id, closed }) => closed && path.includes(id))
}

function linksIn(body: string, from: string): readonly string[] {
  const found = [
    ...body.matchAll(/(?:href|src|action)="([^"]+)"|url\(["']?([^"')]+)["']?\)|(?:from|import)\s*\(?["']([^"']+)["']/g),
  ]
  const maps = [...body.matchAll(/sourceMappingURL=(\S+)/g)]
  return [...found, ...maps].flatMap((match) => {
    const link = (match[1] ?? match[2] ?? match[3] ?? '').replaceAll('&amp;', '&')
    if (link.startsWith('#') || link.startsWith('data:') || !URL.canParse(link, portal.url + from)) return []
    const url = new URL(link, portal.url + from)
    return url.origin === portal.url && !url.searchParams.has('_action') ? [url.pathname] : []
  })
}

/** Text as a person reads it: no tags, entities resolved, white space collapsed. */
function plain(markup: string): string {
  return markup
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll(/&quot;|&#34;|\\"/g, '"')
    .replaceAll(/&#39;|&#x27;|&apos;/g, "'")
    .replaceAll(/[’‘]/g, "'")
    .replaceAll(/[“”]/g, '"')
    .replaceAll(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
    .replaceAll(/\s+/g, ' ')
    .trim()
}

function leaksIn(fetched: readonly Fetched[], secrets: readonly Secret[]): readonly string[] {
  return fetched.flatMap(({ path, body }) => {
    const read = plain(body)
    return secrets.filter(({ words }) => read.includes(words)).map(({ of }) => `${path} tells the feedback of ${of}`)
  })
}

/** Learners, one of them in the middle of a quiz, and everybody with further rights. */
const crawlers = ['learner', 'lucas.ferreira', 'manager', 'coordinator', 'steward', 'auditor', 'admin']

describe('before an attempt is closed', () => {
  test('there are secrets to look for', () => {
    expect(quizSecrets.length).toBeGreaterThan(20)
    expect(checkSecrets.length).toBeGreaterThan(3)
  })

  test('the search finds feedback where it belongs, in the result of a closed attempt', async () => {
    const { quiz, id } = portal.attempts.findLast(
      (attempt) => attempt.closed && attempt.person === portal.people['kenneth.boyle'],
    )!
    const path = `/quizzes/${quiz}/${id}/result`
    const answer = await fetch(portal.url + path, { headers: { cookie: await cookieOf('kenneth.boyle') } })
    expect(leaksIn([{ path, landed: path, type: 'text/html', body: await answer.text() }], quizSecrets)).not.toEqual([])
  })

  for (const person of crawlers) {
    test(`nothing that ${person} can reach tells a key or feedback of a question`, { timeout: 120_000 }, async () => {
      const fetched = await everythingSeenBy(person)
      expect(fetched.length).toBeGreaterThan(10)
      expect(leaksIn(fetched, quizSecrets)).toEqual([])
      expect(fetched.some(({ path }) => path.endsWith(' as data'))).toBe(true)
      const played = fetched.filter(({ landed }) => !coaching.test(landed))
      expect(leaksIn(played, scenarioSecrets)).toEqual([])
      const keys = fetched.filter(
        ({ body }) =>
          /(["']?)\bcorrect\1\s*[:=]\s*(?:true|false|\[|"true|"1)/.test(plain(body)) ||
          /\bdata-(?:correct|right|key)\b/.test(body),
      )
      expect(keys.map(({ path }) => path)).toEqual([])
    })
  }

  test('a check not yet answered tells no feedback', async () => {
    expect(leaksIn(await everythingSeenBy('learner'), checkSecrets)).toEqual([])
  })

  test('the options of a question differ in nothing but their words and places', async ({ signedIn }) => {
    const attempt = portal.attempts.find(({ closed }) => !closed)!
    const page = await signedIn('lucas.ferreira')
    const uneven: string[] = []
    for (let place = 1; place <= attempt.questions; place += 1) {
      await page.goto(`/quizzes/${attempt.quiz}/${attempt.id}/${place}`)
      const shapes = await page.locator('form input[type=radio], form input[type=checkbox]').evaluateAll((inputs) =>
        inputs.map((input) => {
          const names = input
            .getAttributeNames()
            .filter((name) => name !== 'checked')
            .map((name) =>
              ['id', 'value', 'aria-describedby', 'aria-labelledby'].includes(name)
                ? name
                : `${name}=${input.getAttribute(name)}`,
            )
          const around = input.closest('label, li, p, div')
          return `${names.sort().join(' ')} in ${around?.tagName} ${around?.className}`
        }),
      )
      const places = await page
        .locator('form input[type=radio], form input[type=checkbox]')
        .evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value))
      if (shapes.length < 2 || new Set(shapes).size > 1)
        uneven.push(`question ${place}: ${[...new Set(shapes)].join(' | ')}`)
      if (places.some((value, index) => value !== String(index + 1)))
        uneven.push(`question ${place}: values ${places.join(', ')}`)
    }
    expect(uneven).toEqual([])
  })
})

describe('what is built', () => {
  const files = readdirSync(join(root, 'dist'), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(?:m?js|css|html|json|map|svg|txt)$/.test(path))
    .map((path) => ({ path, landed: path, type: '', body: readFileSync(join(root, 'dist', path), 'utf8') }))

  test('holds no content', () => {
    expect(files.length).toBeGreaterThan(5)
    expect(leaksIn(files, [...quizSecrets, ...checkSecrets, ...scenarioSecrets])).toEqual([])
  })

  test('keeps the blanks of sentences around what is put into them', () => {
    // Astro keeps a line break at the head of a fragment, and drops a lone blank before a component in one.
    const slips = [
      /`\n {2,}[,.;:!?)]/g,
      /\}\n {2,}[,.;:!?)]/g,
      /(?<! ["'`])\}\$\{renderComponent\(\$\$result, "DayOf"/g,
    ]
    const templates = files.filter(({ path, body }) => path.startsWith('server') && body.includes('renderComponent('))
    expect(templates.length).toBeGreaterThan(20)
    const found = templates.flatMap(({ path, body }) =>
      slips.flatMap((slip) =>
        [...body.matchAll(slip)].map(({ index }) => `${path}: …${body.slice(Math.max(0, index - 60), index + 60)}…`),
      ),
    )
    expect(found).toEqual([])
  })

  test('hands no source map to browsers', () => {
    expect(existsSync(join(root, 'dist/client'))).toBe(true)
    expect(
      files.filter(({ path }) => path.startsWith('client') && path.endsWith('.map')).map(({ path }) => path),
    ).toEqual([])
  })
})
