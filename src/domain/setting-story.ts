/** A setting as it is told: what holds now, what is planned, and every word that was ever said of it. */
import { addDays, timelineOf, valueOn, type Day, type Holding } from './days.ts'
import type { SettingName } from './facts.ts'
import type { PersonId } from './ids.ts'
import { builtIn, writeSetting, type SaidSetting, type SettingHistories, type SettingValues } from './settings.ts'
import { dayAt, toldBy } from './time-zones.ts'

/**
 * - `cancelled`: it was a plan, and a later word left that day as the day before
 * - `said-again`: it stays as planned, by a word said together with one for an earlier day
 * - `replaced`: a later word for its day or an earlier one took its place
 * - `cancels`: it is the word that cancelled a plan
 * - `as-before`: it says what holds on the day before
 */
export const fates = [
  'holds',
  'held',
  'planned',
  'cancelled',
  'said-again',
  'replaced',
  'cancels',
  'as-before',
] as const
export type Fate = (typeof fates)[number]

/** A word with what became of it. */
export type ToldSetting<Name extends SettingName = SettingName> = SaidSetting<Name> & {
  readonly fate: Fate
  /** What held on its day until it was said. */
  readonly before: SettingValues[Name]
  /** The word that took its place, of one that was still a plan then. */
  readonly plannedUntil: SaidSetting<Name> | undefined
}

export interface SettingStory<Name extends SettingName = SettingName> {
  readonly now: SettingValues[Name]
  /** Since when and by whom; undefined while the built-in value holds. */
  readonly since: SaidSetting<Name> | undefined
  /** Changes to come, in their order. */
  readonly plans: readonly SaidSetting<Name>[]
  /** Every word, the last one first. */
  readonly said: readonly ToldSetting<Name>[]
}

export function settingStory<Name extends SettingName>(
  histories: SettingHistories,
  name: Name,
  today: Day,
): SettingStory<Name> {
  const said: readonly SaidSetting<Name>[] = histories[name].said
  const changes = changesAmong(name, said, today)
  const holding = holdingOf(said)
  const since = changes.findLast(({ from }) => from <= today)
  const before = (index: number, on: Day) => valueOn(holdingOf(said.slice(0, index)), on)?.value ?? builtIn[name]
  const isCancelling = (word: SaidSetting<Name>) => {
    const dayBefore = before(said.indexOf(word), addDays(word.from, -1))
    return writeSetting(name, word.value) === writeSetting(name, dayBefore)
  }
  const endOf = (word: SaidSetting<Name>, index: number) => said.slice(index + 1).find(({ from }) => from <= word.from)
  const plannedUntil = said.map((word, index) => {
    const end = endOf(word, index)
    return end !== undefined && word.from > dayAt(histories, Temporal.Instant.from(end.at)) ? end : undefined
  })
  const saidAgain = (word: SaidSetting<Name>, end: SaidSetting<Name> | undefined) => {
    const text = writeSetting(name, word.value)
    return said.find(
      ({ sequence, at, from, value }) =>
        end !== undefined &&
        sequence > end.sequence &&
        at === end.at &&
        from === word.from &&
        writeSetting(name, value) === text,
    )
  }
  /** In the name of whoever said it first, not of somebody who cancelled an earlier plan and left this one. */
  const bySpeaker = (word: SaidSetting<Name>): SaidSetting<Name> => {
    const first = said.find((one, index) => saidAgain(one, plannedUntil[index]) === word)
    return first === undefined ? word : { ...word, by: bySpeaker(first).by }
  }
  const cancelling = new Set(
    said.flatMap((word, index) => {
      const end = plannedUntil[index]
      return end?.from === word.from && isCancelling(end) && !isCancelling(word) ? [end] : []
    }),
  )
  const fateOf = (word: SaidSetting<Name>, index: number): Fate => {
    const end = plannedUntil[index]
    if (cancelling.has(word)) return 'cancels'
    if (end !== undefined && end.from === word.from && cancelling.has(end)) return 'cancelled'
    if (saidAgain(word, end) !== undefined) return 'said-again'
    if (!holding.some(({ value }) => value === word)) return 'replaced'
    if (!changes.includes(word)) return 'as-before'
    if (word.from > today) return 'planned'
    return word === since ? 'holds' : 'held'
  }
  return {
    now: since?.value ?? builtIn[name],
    since: since === undefined ? undefined : bySpeaker(since),
    plans: changes.filter(({ from }) => from > today).map(bySpeaker),
    said: said
      .map((word, index) => ({
        ...word,
        fate: fateOf(word, index),
        before: before(index, word.from),
        plannedUntil: plannedUntil[index],
      }))
      .toReversed(),
  }
}

function holdingOf<Name extends SettingName>(
  said: readonly SaidSetting<Name>[],
): readonly Holding<SaidSetting<Name>>[] {
  return timelineOf(said.map((word) => ({ from: word.from, value: word })))
}

/**
 * Words that say what held already change nothing: a plan that was cancelled is none. To say today what is
 * built in does change something: from then on it is what somebody has set.
 */
function changesAmong<Name extends SettingName>(
  name: Name,
  said: readonly SaidSetting<Name>[],
  today: Day,
): readonly SaidSetting<Name>[] {
  const holding = holdingOf(said).map(({ value }) => value)
  const [first] = holding
  let before = first !== undefined && first.from > today ? writeSetting(name, builtIn[name]) : undefined
  return holding.filter(({ value }) => {
    const text = writeSetting(name, value)
    const isChange = text !== before
    before = text
    return isChange
  })
}

/** The plans that a word takes the place of, among those known before it; one that it only says again is none. */
export function plansReplacedBy<Name extends SettingName>(
  name: Name,
  said: readonly SaidSetting<Name>[],
  word: Pick<SaidSetting<Name>, 'from' | 'value'>,
  today: Day,
): readonly SaidSetting<Name>[] {
  const text = writeSetting(name, word.value)
  return changesAmong(name, said, today).filter(
    ({ from, value }) =>
      from > today && from >= word.from && !(from === word.from && writeSetting(name, value) === text),
  )
}

/** The plans that the last word about a setting took the place of. */
export function plansJustReplaced<Name extends SettingName>(
  after: SettingHistories,
  name: Name,
): readonly SaidSetting<Name>[] {
  const said: readonly SaidSetting<Name>[] = after[name].said
  const last = said.at(-1)
  if (last === undefined) return []
  const before = said.slice(0, -1)
  const histories = { ...after, [name]: { said: before, holding: holdingOf(before) } }
  return plansReplacedBy(name, before, last, toldBy(histories, name, Temporal.Instant.from(last.at)))
}

/** Who said something of a setting, to be named. */
export function peopleSaying(histories: SettingHistories): readonly PersonId[] {
  return [...new Set(Object.values(histories).flatMap(({ said }) => said.flatMap(({ by }) => by ?? [])))]
}
