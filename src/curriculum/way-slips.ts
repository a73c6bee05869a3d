/** What a writer meant who wrote the attribute of a choice as one would elsewhere: `patience > 0`, `asked=true`, `TEL-05 3`. */
import { mostMarks, type Scenario } from '../domain/scenario.ts'

type Names = Pick<Scenario, 'flags' | 'counters'>

/** `TEL-05 3`, `TEL-05=3` and `tel-05~2: 3` as `TEL-05:3`; undefined when the marks cannot be told. */
export function tidiedScore(written: string): string | undefined {
  const pairs = [...written.matchAll(/([A-Za-z]+-\d+)(?:~\d+)?\s*[:=\s]\s*(\d+)(?![.,]?\d)/g)]
  const rest = pairs.reduce((text, [pair]) => text.replace(pair, ''), written)
  const isWhole = /^[\s,;]*$/.test(rest) && pairs.every(([, , marks]) => Number(marks) <= mostMarks)
  return isWhole && pairs.length > 0
    ? pairs.map(([, clause = '', marks]) => `${clause.toUpperCase()}:${marks}`).join(' ')
    : undefined
}

/** Of words for no, for yes and for and, and of blanks around a comparison, what can be written; else undefined. */
export function tidiedCondition(written: string, { flags, counters }: Names): string | undefined {
  const isCounter = (name: string) => counters.some((counter) => counter.name === name)
  const tidy = plain(written)
    .replace(/≥|=>/g, '>=')
    .replace(/≤|=</g, '<=')
    .replace(/&&?|[,;]|\band\b/g, ' ')
    .replace(/(?:\bnot\s+|!\s*(?!=))/g, '!')
    .replace(/\s*(<=|>=|!=|=+|<|>)\s*/g, (_, sign: string) => (/^=+$/.test(sign) ? '=' : sign))
    .trim()
    .split(/\s+/)
    .map((part) => {
      const [, name = '', sign = '', value = ''] = /^([a-z][a-z0-9-]*?)(!?=|>)(true|yes|false|no|0|1)$/.exec(part) ?? []
      if (flags.includes(name))
        return /^(?:true|yes|1)$/.test(value) === (sign === '=') || sign === '>' ? name : `!${name}`
      return part === `${name}!=0` && isCounter(name) ? `${name}>0` : part
    })
  const isSound = tidy.every((part) => {
    const [, , name = '', compared] = /^(!?)([a-z][a-z0-9-]*?)((?:<=|>=|<|>|=)\d+)?$/.exec(part) ?? []
    return compared === undefined ? flags.includes(name) : isCounter(name)
  })
  return isSound ? tidy.join(' ') : undefined
}

/** Of `asked=true`, `!asked`, `patience - 1` and `patience--` what can be written; else undefined. */
export function tidiedEffect(written: string, { flags, counters }: Names): string | undefined {
  const isCounter = (name: string) => counters.some((counter) => counter.name === name)
  const tidy = plain(written)
    .replace(/[,;]|\band\b/g, ' ')
    .replace(/(?:\bnot\s+|!\s*)/g, '-')
    .replace(/\s*=\s*/g, '=')
    .replace(/([a-z0-9])\s*([+-])=\s*(\d+)/g, '$1$2$3')
    .replace(/([a-z0-9])\s+([+-])\s+(\d+)/g, '$1$2$3')
    .replace(/([a-z][a-z0-9-]*)\s+([+-]\d+)/g, (pair, name: string, by: string) => (isCounter(name) ? name + by : pair))
    .replace(/([a-z0-9])(\+\+|--)(?=\s|$)/g, (_, end: string, sign: string) => `${end}${sign.slice(0, 1)}1`)
    .trim()
    .split(/\s+/)
    .map((part) => {
      const [, no = '', name = '', value = ''] =
        /^([+-]?)([a-z][a-z0-9-]*?)(?:=(true|yes|1|false|no|0))?$/.exec(part) ?? []
      if (!flags.includes(name)) return part
      return no === '-' || /^(?:false|no|0)$/.test(value) ? `-${name}` : name
    })
  const isSound = tidy.every((part) => {
    const [, name = ''] = /^-?([a-z][a-z0-9-]*?)$/.exec(part) ?? []
    const [, counter = ''] = /^([a-z][a-z0-9-]*?)[+-]\d+$/.exec(part) ?? []
    return flags.includes(name) || isCounter(counter)
  })
  return isSound ? tidy.join(' ') : undefined
}

/** Small letters and hyphens, without quotation marks, and with the plain minus sign. */
function plain(written: string): string {
  return written
    .toLowerCase()
    .replace(/[−–]/g, '-')
    .replace(/(?<=[a-z0-9])_(?=[a-z0-9])/g, '-')
    .replace(/["'“”„‘’]/g, '')
}

/** So much of what was written as one needs to find it. */
export function shortened(written: string): string {
  return written.length <= 60 ? written : `${written.slice(0, 59)}…`
}
