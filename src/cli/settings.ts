/** The organisation's settings, printed, and set in the name of an administrator. */
import { reasonsOf, settingHistories } from '../../db/settings.ts'
import { peopleByIds } from '../../db/people.ts'
import { dayInWords } from '../domain/day-words.ts'
import { settingNames } from '../domain/facts.ts'
import { typedForms } from '../domain/setting-input.ts'
import { peopleSaying, settingStory } from '../domain/setting-story.ts'
import { settingWords, wordSetting, wordTakeover } from '../domain/setting-words.ts'
import { isSettingName } from '../domain/settings.ts'
import { takeoverOf, toldBy } from '../domain/time-zones.ts'
import {
  setSettingByEmail,
  type SetSettingByEmail,
  type SetSettingByEmailRefusal,
} from '../workflows/set-setting-by-email.ts'
import { todayIn } from '../workflows/today-in.ts'
import { jsonOption, Refused, WrongUse, type Command } from './command.ts'
import { doing, reading } from './database.ts'

export const show: Command = {
  usage: 'settings [--json]',
  says: 'Shows what holds for the whole organisation today, since when and by whom, and what is planned.',
  options: { json: jsonOption },
  words: [0, 0],
  async run({ flag, settings, out }) {
    const told = await reading(settings(), async (db) => {
      const instant = Temporal.Now.instant()
      const today = await todayIn(db, instant)
      const histories = await settingHistories(db)
      const labels = await reasonsOf(db)
      const people = await peopleByIds(db.reader, peopleSaying(histories))
      const said = (name: (typeof settingNames)[number]) => {
        const { now, since, plans } = settingStory(histories, name, toldBy(histories, name, instant))
        const tell = ({ from, by, value }: (typeof plans)[number]) => ({
          from,
          by: by === null ? null : (people.get(by)?.email ?? by),
          value,
          says: wordSetting(name, value, labels),
        })
        return {
          name,
          value: now,
          says: wordSetting(name, now, labels),
          since: since === undefined ? null : tell(since).from,
          by: since === undefined ? null : tell(since).by,
          planned: plans.map(tell),
        }
      }
      const takeovers = settingStory(histories, 'time-zone', toldBy(histories, 'time-zone', instant)).plans.flatMap(
        (plan) => takeoverOf(histories, plan, instant) ?? [],
      )
      return { today, settings: settingNames.map(said), takeovers, reasons: Object.fromEntries(labels) }
    })
    if (flag('json')) {
      out.printJson(told)
      return 0
    }
    const lines = told.settings.map(({ name, says, since, by, planned }) =>
      [
        `${name}: ${says}`,
        since === null
          ? '  built in'
          : `  since ${dayInWords(since)}${by === null ? ', from the published content' : `, set by ${by}`}`,
        ...planned.map((plan) => `  from ${dayInWords(plan.from)}: ${plan.says}`),
        ...(name === 'time-zone' ? told.takeovers.map((takeover) => `  ${wordTakeover(takeover)}`) : []),
      ].join('\n'),
    )
    out.print(lines.join('\n'))
    return 0
  },
}

const forms = settingNames.map((name) => `${name} as ${typedForms[name]}`).join('; ')

function wordRefusal(reason: SetSettingByEmailRefusal, { setting, by, from }: SetSettingByEmail): string {
  switch (reason) {
    case 'no-such-setting':
      return `There is no setting "${setting}". It can be ${settingNames.join(', ')}.`
    case 'no-such-day':
      return `"${from ?? ''}" is not a day. Write it as 2027-03-31.`
    case 'day-passed':
      return `${from ?? ''} is past, and what was so on a past day stays told as it was. Name today or a later day.`
    case 'not-an-administrator':
      return `${by} is not the e-mail address of an administrator who works here today.`
    case 'no-such-value':
      return isSettingName(setting) ? `${settingWords[setting].refused} Here: ${typedForms[setting]}` : ''
  }
}

export const set: Command = {
  usage: 'settings set NAME VALUE --by EMAIL [--from DATE]',
  says: 'Sets one of them from a day on, in the name of an administrator. It replaces what is planned for that day or later.',
  options: {
    by: { type: 'string', value: 'EMAIL', says: 'the administrator who says so' },
    from: { type: 'string', value: 'DATE', says: 'the day, today or later, as 2027-03-31 (otherwise today)' },
  },
  words: [2, 2],
  async run({ words: [setting, value], text, settings, out }) {
    const by = text('by')
    if (setting === undefined || value === undefined) throw new WrongUse(`Name a setting and its value: ${forms}.`)
    if (by === undefined) throw new WrongUse('Say with --by EMAIL which administrator sets it.')
    const input: SetSettingByEmail = { setting, value, by, from: text('from') }
    const said = await doing<Awaited<ReturnType<typeof setSettingByEmail>>>(settings(), {
      name: 'setSetting',
      input,
      alone: (db) => setSettingByEmail(db, input, Temporal.Now.instant()),
    })
    if (said.kind === 'refused') throw new Refused(wordRefusal(said.reason, input))
    out.tell(said.kind === 'same' ? 'Nothing was changed: it was recorded like this already.' : 'It is recorded.')
    if (said.kind === 'recorded' && said.replaces.length > 0) {
      const plans = said.replaces.map((plan) => `from ${dayInWords(plan.from)}, ${plan.says}`)
      out.tell(`What was planned is replaced: ${plans.join('; ')}.`)
    }
    return 0
  },
}
