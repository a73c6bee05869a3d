/** A setting as it is typed at a command line: short forms, or the canonical text itself. */
import { defaultWindows } from './curriculum.ts'
import type { SettingName } from './facts.ts'
import { windowWords } from './setting-words.ts'
import { weekdays, type SettingValues } from './settings.ts'

/** How the value of each setting is typed, for a sentence. */
export const typedForms: Readonly<Record<SettingName, string>> = {
  'time-zone': 'Europe/London',
  'default-windows': defaultWindows.map((window) => `${windowWords[window].field}=30`).join(','),
  retention: '7',
  reasons: 'long-absence,parental-leave',
  'quiet-days': 'saturday,sunday,2026-12-25',
}

/**
 * The text that was meant, to be read as a value; what cannot be meant stays as typed, and is refused when
 * read. Windows that are not named stay as they are.
 */
export function typedSetting(name: SettingName, typed: string, current: SettingValues['default-windows']): string {
  const text = typed.trim()
  if (/^[[{]/.test(text)) return text
  const parts = text
    .split(/[\s,]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  switch (name) {
    case 'time-zone':
    case 'retention':
      return text
    case 'reasons':
      return JSON.stringify(parts)
    case 'quiet-days': {
      const named: readonly string[] = weekdays
      const isWeekday = (part: string) => named.includes(part.toLowerCase())
      return JSON.stringify({
        weekdays: parts.filter(isWeekday).map((part) => part.toLowerCase()),
        dates: parts.filter((part) => !isWeekday(part)),
      })
    }
    case 'default-windows': {
      const given = parts.map((part) => /^([a-z_]+)=(\d{1,6})$/.exec(part))
      const named = given.flatMap((match) => {
        const window = defaultWindows.find((one) => windowWords[one].field === match?.[1])
        return window === undefined ? [] : [[window, Number(match?.[2])] as const]
      })
      return named.length === 0 || named.length < parts.length
        ? text
        : JSON.stringify({ ...current, ...Object.fromEntries(named) })
    }
  }
}
