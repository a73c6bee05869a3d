/** Numbers in sentences. */

const small = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve']

/** "three", "twelve", "13"; 0 is "no", so that it reads in front of a noun. */
export function numberInWords(number: number): string {
  return small[number] ?? String(number)
}

const smallOrdinals = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth']

/** "first", "tenth", "11th", "22nd"; for 1 and above. */
export function ordinalInWords(number: number): string {
  const word = smallOrdinals[number - 1]
  if (word !== undefined) return word
  const teens = number % 100 >= 11 && number % 100 <= 13
  const end = teens ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th')
  return `${number}${end}`
}

/** "1 minute", "25 minutes". The plural adds an s unless it is given. */
export function counted(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`
}

/** "one thing", "three things", "13 things". */
export function countedInWords(number: number, one: string, many = `${one}s`): string {
  return `${numberInWords(number)} ${number === 1 ? one : many}`
}

/** "45 minutes", "1 hour", "1 hour 20 minutes". */
export function minutesInWords(minutes: number): string {
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  if (hours === 0) return counted(rest, 'minute')
  return rest === 0 ? counted(hours, 'hour') : `${counted(hours, 'hour')} ${counted(rest, 'minute')}`
}

/** From days until something: "today", "tomorrow", "12 days left", "1 day ago", "12 days ago". */
export function daysAway(days: number): string {
  if (days === 0) return 'today'
  if (days === 1) return 'tomorrow'
  return days > 0 ? `${days} days left` : `${counted(-days, 'day')} ago`
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** How a person is spoken to: the first word of the name. */
export function firstName(name: string): string {
  return name.trim().split(/\s+/u)[0] ?? name
}
