/** The impact of a publication in sentences, alike on the page, in the terminal and in a pull request. */
import type { Clause } from './curriculum.ts'
import { dayInWords } from './day-words.ts'
import type { Day } from './days.ts'
import type { ClauseChange } from './facts.ts'
import { askedBy, lastDay, type DayMeaning, type KeyDay, type ProgressKind } from './impact.ts'
import { pointsLost, type DayShares, type GroupImpact, type Share } from './impact-by-team.ts'
import { readyPercent } from './readiness-bands.ts'
import type { IdleRecount, Recounted } from './recounts.ts'
import { either, listed } from './scope-words.ts'
import { capitalised, counted, countedInWords, minutesInWords } from './words.ts'

export type ImpactVerdict = 'new' | 'material' | 'retired' | 'coverage' | 'editorial'

export const impactVerdictWords: Readonly<Record<ImpactVerdict, string>> = {
  new: 'new',
  material: 'changed',
  retired: 'retired',
  coverage: 'asked by other programmes',
  editorial: 'reworded',
}

/** "3 minutes each", "2 to 5 minutes each". */
export function minutesEach({ least, most }: GroupImpact['minutes']): string {
  return `${least === most ? counted(most, 'minute') : `${least} to ${most} minutes`} each`
}

/** "It asks 43 people in 5 teams for 3 minutes each, 2 hours 9 minutes in all." `teams`: whose own people they are. */
export function wordPeople(whole: GroupImpact, teams: number): string {
  const { people, later, entering, released, minutes } = whole
  const one = people === 1
  const asked =
    people === 0
      ? 'It asks nobody for an update.'
      : `It asks ${counted(people, 'person', 'people')} in ${counted(teams, 'team')} for ` +
        (one
          ? `${minutesInWords(minutes.total)}.`
          : `${minutesEach(minutes)}, ${minutesInWords(minutes.total)} in all.`)
  return [
    asked,
    ...(later === 0
      ? []
      : [`${capitalised(countedInWords(later, 'of them is', 'of them are'))} asked later, on coming back or moving.`]),
    ...(entering === 0
      ? []
      : [`${capitalised(countedInWords(entering, 'person is', 'people are'))} newly asked by a programme.`]),
    ...(released === 0
      ? []
      : [`${capitalised(countedInWords(released, 'person is', 'people are'))} released from one.`]),
  ].join(' ')
}

/** How far readiness falls if nobody acts, and by when it is due back. `titles`: of the programmes it is about. */
export function wordFall(whole: GroupImpact, days: readonly KeyDay[], titles: readonly string[]): string {
  const late = lastDay(days, 'late')
  const [today] = whole.days
  const then = whole.days.find(({ on }) => on === late)
  if (today === undefined || then === undefined) return 'It moves nobody’s readiness.'
  const lost = pointsLost(then)
  if (lost === 0 && whole.people + whole.entering === 0) return 'It moves nobody’s readiness.'
  const back = whole.backOn === undefined ? '' : ` All of it is due by ${dayInWords(whole.backOn)}.`
  const where = titles.length <= 2 ? listed(titles) : `the ${titles.length} programmes that it touches`
  const beside = lost === 0 ? 'as without it' : `where it would be ${percentOf(then.without)} without it`
  return (
    `Readiness in ${where} is ${percentOf(today.without)} today. ` +
    `If nobody acts, it is ${percentOf(then.with)} on ${dayInWords(then.on)}, ${beside}.${back}`
  )
}

/** "84%"; a dash where nothing is required. Rounded down, so that nothing seems ready that is not. */
export function percentOf({ ready, required }: Share): string {
  const percent = readyPercent(ready, required)
  return percent === undefined ? '–' : `${percent}%`
}

/** The share on a day, in the future in which the publication is made. */
export function shareOn({ days }: Pick<GroupImpact, 'days'>, on: Day | undefined): DayShares | undefined {
  return days.find((day) => day.on === on)
}

/** "Of the certificates granted before, 10 end sooner and 2 end later by the new rule, from 1 March 2027 on. None ends by it before 29 March 2027." */
export function wordRecounted({ sooner, later, from, notBefore }: Recounted): string {
  if (sooner + later === 0) return 'No certificate granted before ends on another day.'
  const part = (count: number, way: string) => (count === 0 ? [] : [`${count} ${count === 1 ? 'ends' : 'end'} ${way}`])
  const ends = listed([...part(sooner, 'sooner'), ...part(later, 'later')])
  const earliest = sooner === 0 ? '' : ` None ends by it before ${dayInWords(notBefore)}.`
  return `Of the certificates granted before, ${ends} by the new rule, from ${dayInWords(from)} on.${earliest}`
}

/** Of a changed validity that no notice carries further. */
export const keepsEndsInWords =
  'Certificates granted before keep the day on which they end: no notice recounts this programme.'

export function wordIdleRecount({ notice, programme }: IdleRecount): string {
  return `notices/${notice}.mdx recounts ${programme}, whose validity does not change with this publication: no certificate granted before ends on another day.`
}

const meanings: Readonly<Record<DayMeaning, string>> = {
  published: 'published',
  'in-force': 'in force',
  due: 'last day to show it',
  late: 'late from here on',
}

/** "Last day to show it; in force". */
export function wordMeanings({ means }: KeyDay): string {
  return capitalised(means.map((one) => meanings[one]).join('; '))
}

/** "in force from 6 December 2026, to be shown by 13 December 2026 by 43 people". `people`: left out where not counted. */
export function wordTerms(clause: {
  readonly verdict: ImpactVerdict
  readonly change: { readonly effectiveOn: Day } | undefined
  readonly dueOn: Day | undefined
  readonly people: number | undefined
  readonly replays?: readonly string[]
}): string {
  const { verdict, change, dueOn, people, replays = [] } = clause
  if (verdict === 'editorial') return 'only its wording changes; nobody is asked for anything'
  if (verdict === 'coverage' || change === undefined) return 'its words stay; other programmes rest on it than before'
  const from = `${verdict === 'retired' ? 'asks nothing any more' : 'in force'} from ${dayInWords(change.effectiveOn)}`
  if (dueOn === undefined) return `${from}; nobody is asked to show it`
  const by = people === undefined ? '' : ` by ${people === 0 ? 'nobody' : counted(people, 'person', 'people')}`
  const played = people === 0 || replays.length === 0 ? '' : `, who play ${either(quoted(replays))} again for it`
  return `${from}, to be shown by ${dayInWords(dueOn)}${by}${played}`
}

function quoted(titles: readonly string[]): readonly string[] {
  return titles.map((title) => `“${title}”`)
}

/**
 * What a publication asks by one change: "TEL-05~3 changed: in force from 6 December 2026, to be shown by
 * 13 December 2026 by 12 people; whoever showed these words before is asked nothing."
 */
export function wordAsked(change: ClauseChange, publishedOn: Day, people?: number): string {
  const { clause, revision, verdict, sameWordsAs, carries } = change
  const dueOn = askedBy(change, publishedOn)
  const spared = [
    ...(sameWordsAs < revision ? ['these words before'] : []),
    ...(carries.length === 0 ? [] : [carries.join(' or ')]),
  ]
  const shown =
    dueOn === undefined || spared.length === 0 ? '' : `; whoever showed ${spared.join(', or ')} is asked nothing`
  return `${clause}~${revision} ${impactVerdictWords[verdict]}: ${wordTerms({ verdict, change, dueOn, people })}${shown}.`
}

/** "TEL-05~2". */
export function pinOf({
  clause,
  change,
  after,
}: {
  clause: string
  change: { revision: number } | undefined
  after: Clause | undefined
}) {
  return `${clause}~${change?.revision ?? after?.revision ?? 1}`
}

/** Behind a number of people. */
export const progressWords: Readonly<Record<ProgressKind, string>> = {
  shown: 'shown',
  open: 'still to show, in time',
  late: 'late',
  away: 'away, and asked on the return',
  'asked-no-more': 'asked no more: left, moved, or to be certified anew',
}
