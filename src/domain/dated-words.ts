/** What a further dated word would change, asked before it is recorded. */
import { type Day, type Holding, holds, later, timelineOf } from './days.ts'
import type { DatedFact, Fact, Recorded } from './facts.ts'

/** What holds before the first word: not employed, not away, no team… as `saying` writes it. */
const unsaid: Readonly<Record<DatedFact['kind'], string>> = {
  employment: 'false',
  leave: 'false',
  membership: 'null',
  'line-manager': 'null',
  'job-roles': '',
  'team-open': 'false',
  'team-parent': 'null',
  'team-branch': 'null',
  'team-channels': '',
  'team-managers': '',
  setting: '',
}

/** What a word says, without its day, so that two words can be compared; the order of a set says nothing. */
function saying(fact: DatedFact): string {
  switch (fact.kind) {
    case 'employment':
      return String(fact.employed)
    case 'leave':
      return String(fact.away)
    case 'membership':
      return String(fact.team)
    case 'line-manager':
      return String(fact.manager)
    case 'job-roles':
      return asSet(fact.roles).join(' ')
    case 'team-open':
      return String(fact.open)
    case 'team-parent':
      return String(fact.parent)
    case 'team-branch':
      return String(fact.branch)
    case 'team-channels':
      return asSet(fact.channels).join(' ')
    case 'team-managers':
      return asSet(fact.managers).join(' ')
    case 'setting':
      return fact.value
  }
}

/** The days on which what is said changes, and to what; neighbours that say the same are one. */
function told(words: readonly DatedFact[], before: string): string {
  const changes: string[] = []
  let last = before
  for (const { from, value } of timelineOf(words.map((word) => ({ from: word.from, value: saying(word) })))) {
    if (value !== last) changes.push(`${from} ${value}`)
    last = value
  }
  return changes.join('\n')
}

/**
 * Those of several words about one person or team that change something, in their order; none when all
 * of them together change nothing on any day, so a form sent twice adds nothing. A word does change
 * something when it cancels what was planned for later.
 * @param recorded the facts of the same person or team, in the order recorded
 */
export function newsAmong<Word extends DatedFact>(
  recorded: readonly Recorded[],
  words: readonly Word[],
): readonly Word[] {
  const known = recorded.map(({ fact }) => fact)
  const isNews = (kind: DatedFact['kind'], before: readonly Fact[], after: readonly Fact[]) => {
    const about = words.find((word) => word.kind === kind)
    return (
      about !== undefined &&
      told(wordsLike(about, before), unsaid[kind]) !== told(wordsLike(about, after), unsaid[kind])
    )
  }
  const changed = new Set(words.map((word) => word.kind).filter((kind) => isNews(kind, known, [...known, ...words])))
  return words.filter((word) => {
    if (!changed.has(word.kind) || !isNews(word.kind, known, [...known, word])) return false
    known.push(word)
    return true
  })
}

function wordsLike(said: DatedFact, facts: readonly Fact[]): readonly DatedFact[] {
  return facts.flatMap((fact) => (isAboutTheSame(fact, said) ? [fact] : []))
}

function isAboutTheSame(fact: Fact, said: DatedFact): fact is DatedFact {
  if (fact.kind !== said.kind) return false
  return !('setting' in fact && 'setting' in said) || fact.setting === said.setting
}

/** Each code once, sorted, so that the same set is always the same fact. */
export function asSet<Code extends string>(codes: readonly Code[]): readonly Code[] {
  return [...new Set(codes)].sort()
}

/** The days on which what holds changes anywhere in these timelines, from a day on and with it. */
export function turningDays(timelines: Iterable<readonly Holding<unknown>[]>, from: Day): readonly Day[] {
  const days = new Set<Day>([from])
  for (const timeline of timelines) {
    for (const holding of timeline) days.add(later(from, holding.from)).add(later(from, holding.to))
  }
  return [...days].sort()
}

/**
 * Whether, on any day from `from` on, following the links from `start` comes back to it: a team that
 * would be its own descendant, a person who would report to themselves by way of others.
 */
export function comesBackToItself<Id extends string>(
  links: ReadonlyMap<Id, readonly Holding<Id | null>[]>,
  start: Id,
  from: Day,
): boolean {
  return turningDays(links.values(), from).some((on) => {
    const passed = new Set<Id>()
    let at: Id | null = start
    while (at !== null && !passed.has(at)) {
      passed.add(at)
      at = links.get(at)?.find((holding) => holds(holding, on))?.value ?? null
    }
    return at === start
  })
}
