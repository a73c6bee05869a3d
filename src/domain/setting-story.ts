/** A setting as it is told: what holds now, what is planned, and every word that was ever said of it. */
import type { Day } from './days.ts'
import type { SettingName } from './facts.ts'
import type { PersonId } from './ids.ts'
import { builtIn, writeSetting, type SaidSetting, type SettingHistories, type SettingValues } from './settings.ts'

/**
 * - `replaced`: a later word for its day or an earlier one took its place
 * - `as-before`: it says what holds on the day before, as a word does that cancels a plan
 */
export const fates = ['holds', 'held', 'planned', 'replaced', 'as-before'] as const
export type Fate = (typeof fates)[number]

export interface SettingStory<Name extends SettingName = SettingName> {
  readonly now: SettingValues[Name]
  /** Since when and by whom; undefined while the built-in value holds. */
  readonly since: SaidSetting<Name> | undefined
  /** Changes to come, in their order. */
  readonly plans: readonly SaidSetting<Name>[]
  /** Every word, the last one first. */
  readonly said: readonly (SaidSetting<Name> & { readonly fate: Fate })[]
}

export function settingStory<Name extends SettingName>(
  histories: SettingHistories,
  name: Name,
  today: Day,
): SettingStory<Name> {
  const said: readonly SaidSetting<Name>[] = histories[name].said
  const holding: readonly SaidSetting<Name>[] = histories[name].holding.map(({ value }) => value)
  const changes = withoutRepeats(name, holding, today)
  const since = changes.findLast(({ from }) => from <= today)
  const fateOf = (word: SaidSetting<Name>): Fate => {
    if (!holding.some(({ sequence }) => sequence === word.sequence)) return 'replaced'
    if (!changes.some(({ sequence }) => sequence === word.sequence)) return 'as-before'
    if (word.from > today) return 'planned'
    return word.sequence === since?.sequence ? 'holds' : 'held'
  }
  return {
    now: since?.value ?? builtIn[name],
    since,
    plans: changes.filter(({ from }) => from > today),
    said: said.map((word) => ({ ...word, fate: fateOf(word) })).toReversed(),
  }
}

/**
 * Words that say what held already change nothing: a plan that was cancelled is none. To say today what is
 * built in does change something: from then on it is what somebody has set.
 */
function withoutRepeats<Name extends SettingName>(
  name: Name,
  holding: readonly SaidSetting<Name>[],
  today: Day,
): readonly SaidSetting<Name>[] {
  const [first] = holding
  let before = first !== undefined && first.from > today ? writeSetting(name, builtIn[name]) : undefined
  return holding.filter(({ value }) => {
    const text = writeSetting(name, value)
    const isChange = text !== before
    before = text
    return isChange
  })
}

/** Who said something of a setting, to be named. */
export function peopleSaying(histories: SettingHistories): readonly PersonId[] {
  return [...new Set(Object.values(histories).flatMap(({ said }) => said.flatMap(({ by }) => by ?? [])))]
}
