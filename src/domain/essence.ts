/**
 * What of a clause is always material, in readable words: level, roles, channels, parameters, and in the
 * order of its text and its target every number with its unit, every modal verb and every negation. It is
 * kept in the lock, so that an editorial verdict is held against it years later. Fingerprints and
 * essences of one version (`n1`) are made by one rule, which therefore never changes.
 */
import type { Clause } from './curriculum.ts'

/** Fields part at `; `, words of a field at `, `; `-` stands for none. */
const fields = ['level', 'roles', 'channels', 'parameters', 'text', 'target'] as const
const none = '-'

/** `must-not; adviser; phone; hold 30 s; must, not, more than 30 seconds, without; no`. */
export function essenceOf(
  clause: Pick<Clause, 'level' | 'roles' | 'channels' | 'params'>,
  text: string,
  target: string,
): string {
  const scope = (words: string | readonly string[]) =>
    typeof words === 'string' ? [words] : [...new Set(words)].toSorted()
  return [
    [clause.level],
    scope(clause.roles),
    scope(clause.channels),
    clause.params.map(({ name, value, unit }) => `${name} ${value} ${unit}`),
    weightyWords(text),
    weightyWords(target),
  ]
    .map((words) => (words.length === 0 ? none : words.join(', ')))
    .join('; ')
}

export function isBindingEssence(essence: string): boolean {
  return /^must(?:-not)?; /.test(essence)
}

/**
 * What became of the essence, as the end of a sentence: "its number 30 seconds became 45 seconds".
 * Undefined when nothing did.
 */
export function differenceOfEssence(before: string, after: string): string | undefined {
  if (before === after) return undefined
  const [old, now] = [before.split('; '), after.split('; ')]
  const differing = fields.filter((_, index) => old[index] !== now[index])
  const told = differing.flatMap((field) => {
    // The words of a number stand in the text as well.
    if (field === 'text' && differing.includes('parameters')) return []
    const at = fields.indexOf(field)
    return [differenceOfField(field, old[at] ?? none, now[at] ?? none)]
  })
  return told.length === 0 ? 'its essence is another' : told.join(', and ')
}

function differenceOfField(field: (typeof fields)[number], before: string, after: string): string {
  const [old, now] = [before, after].map((words) => (words === none ? [] : words.split(', ')))
  switch (field) {
    case 'level':
      return `its level ${before} became ${after}`
    case 'roles':
      return `its roles "${before}" became "${after}"`
    case 'channels':
      return `its channels "${before}" became "${after}"`
    case 'parameters':
      return differenceOfParams(old ?? [], now ?? [])
    case 'text':
      return differenceOfWords(old ?? [], now ?? [], kindOfWord, '')
    case 'target':
      return differenceOfWords(old ?? [], now ?? [], kindOfWord, ' of the target')
  }
}

/** A parameter that kept its name is told by its number alone, as its reader knows it. */
function differenceOfParams(before: readonly string[], after: readonly string[]): string {
  const [old, ...more] = before.filter((word) => !after.includes(word))
  const [now, ...others] = after.filter((word) => !before.includes(word))
  const [name, number] = old?.split(/ (.*)/) ?? []
  const [sameName, became] = now?.split(/ (.*)/) ?? []
  if (more.length + others.length === 0 && name === sameName && name !== undefined) {
    return `its number ${number} became ${became}`
  }
  return `its parameters "${before.join(', ')}" became "${after.join(', ')}"`
}

function differenceOfWords(
  before: readonly string[],
  after: readonly string[],
  kindOf: (word: string) => string,
  where: string,
): string {
  let start = 0
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1
  let end = 0
  while (
    end < Math.min(before.length, after.length) - start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  ) {
    end += 1
  }
  const [old, now] = [before.slice(start, before.length - end), after.slice(start, after.length - end)]
  const kinds = new Set([...old, ...now].map(kindOf))
  const [kind = ''] = kinds
  if (kinds.size === 1 && old.length === 1 && now.length === 1) {
    return `its ${kind}${where} ${old[0]} became ${now[0]}`
  }
  const words = (list: readonly string[]) => `"${list.join(', ')}"`
  const noun = kinds.size === 1 && old.length + now.length === 1 ? kind : 'weighty words'
  if (now.length === 0) return `its ${noun}${where} ${words(old)} ${old.length === 1 ? 'is' : 'are'} gone`
  if (old.length === 0) return `the ${noun}${where} ${words(now)} ${now.length === 1 ? 'is' : 'are'} new in it`
  return `its numbers, modal verbs and negations${where} ${words(old)} became ${words(now)}`
}

const modals =
  'must|shall|should|may|might|can|could|will|would|ought|(?:have|has|had|need|needs) to|need|dare|(?:is|are|be) (?:required|obliged|allowed|permitted|free|forbidden|prohibited) (?:to|from)|required|forbidden|prohibited|permitted|allowed|optional'
const negations = 'not|never|no|none|nobody|no one|nothing|nowhere|neither|nor|without|unless|except|cannot'
const numbers =
  'zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|dozen|half|halves|quarters?|thirds?|first|fourth|fifth|sixth|seventh|eighth|ninth|tenth|once|twice|thrice|double|triple|both|[¼½¾⅓⅔]'
const units =
  'milliseconds?|seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weekdays?|nights?|weeks?|fortnights?|months?|quarters?|years?|hourly|daily|nightly|weekly|fortnightly|monthly|quarterly|yearly|annually|per ?cent|percentage points?|points?|pounds?|pence|euros?|dollars?|times|metres?|miles?|kilometres?'
const kindsOfDay = 'working|business|calendar|clear|full'
const weekdays = '(?:mon|tues|wednes|thurs|fri|satur|sun)days?|noon|midday|midnight|today|tonight|tomorrow|yesterday'
const bounds =
  'at least|at most|at the (?:latest|earliest|least|most)|no (?:more|less|fewer|later|earlier) than|not (?:more|less|fewer|later|earlier) than|(?:more|less|fewer|later|earlier|longer|shorter|higher|lower|larger|smaller) than|up to'
/** Words that turn a number round, and mean other things elsewhere. */
const boundsOfNumbers = 'over|under|above|below|within|before|after|exactly|only'

const digits = String.raw`[£$€]?\p{N}+(?:[.,:/]\p{N}+)*(?:st|nd|rd|th)?`
const number = `(?:${digits}|\\b(?:${numbers})\\b)`
/** Right behind a number, short units and none between count too: 30s, 5 pm. */
const unit = `(?:[%‰£$€]|(?:(?:${kindsOfDay}) )?(?:${units}|ms|s|h|d|p|k|m|km|am|pm)(?![\\p{L}\\p{N}]))`
const weighty = new RegExp(
  [
    `\\b(?<bound>${bounds})\\b`,
    `\\b(?<negation>${negations})\\b`,
    `\\b(?<modal>${modals})\\b`,
    `\\b(?<turn>${boundsOfNumbers})\\b(?= (?:(?:a|an|the) )?${number})`,
    `(?<number>${number}(?:[ -]?${number})*(?:[ -]?${unit})?)`,
    `(?<day>\\b(?:${weekdays})\\b)`,
    `(?<unit>%|\\b(?:(?:${kindsOfDay}) )?(?:${units})\\b)`,
  ].join('|'),
  'giu',
)

/** The words of a text that are always material, in its order, in small letters. */
function weightyWords(text: string): readonly string[] {
  const plain = text
    .toLowerCase()
    .replace(/\bcan(?:not|'t)\b/g, 'can not')
    .replace(/\bwon't\b/g, 'will not')
    .replace(/\bshan't\b/g, 'shall not')
    .replace(/n't\b/g, ' not')
    .replace(/'ll\b/g, ' will')
  const words: string[] = []
  // A bound belongs to what it bounds: "at most 5%" is one thing that somebody is held to.
  let bound = ''
  for (const match of plain.matchAll(weighty)) {
    const { bound: begun, turn, number: counted } = match.groups ?? {}
    if (bound !== '' && counted === undefined) {
      words.push(bound)
      bound = ''
    }
    if (begun !== undefined || turn !== undefined) {
      bound = match[0]
      continue
    }
    const word = counted === undefined ? match[0] : inFigures(counted)
    words.push(bound === '' ? word : `${bound} ${word}`)
    bound = ''
  }
  return bound === '' ? words : [...words, bound]
}

const figures: ReadonlyMap<string, string> = new Map([
  ...'zero one two three four five six seven eight nine ten eleven twelve'.split(' ').map(inPlace),
  ...['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'].map(
    (word, index): [string, string] => [word, String((index + 2) * 10)],
  ),
])
function inPlace(word: string, index: number): [string, string] {
  return [word, String(index)]
}

/** "two" and "2" are one number, as are "1,000" and "1000", "5 per cent" and "5%". */
function inFigures(counted: string): string {
  return counted
    .replace(/,(?=\p{N}{3}(?!\p{N}))/gu, '')
    .replace(/[a-z]+/g, (word) => figures.get(word) ?? word)
    .replace(/ ?per ?cent/g, '%')
    .replace(/ %/g, '%')
}

function kindOfWord(word: string): string {
  for (const match of word.matchAll(weighty)) {
    const { negation, modal, number: counted, unit: measured, day } = match.groups ?? {}
    if (counted !== undefined) return 'number'
    if (day !== undefined) return 'day'
    if (measured !== undefined) return 'unit'
    if (modal !== undefined) return 'modal verb'
    if (negation !== undefined) return 'negation'
  }
  return 'bound'
}
