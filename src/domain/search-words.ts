/** Which of the words that somebody types tell what is looked for. */

/** Words that tell nothing about what is looked for, unless nothing else was typed. */
const fillers = new Set(
  (
    'a an the of to in on for at by with from and or not is are was were be been being am do does did have has had ' +
    'how what when where which who whom whose why can could would will shall should may might must i you we they he she it ' +
    'my your our their his her its me us them him this that these those there here if as so about than then ' +
    'long much many often soon any some please too very just also before after while during'
  ).split(' '),
)

const questioning = new Set(
  'how what when where which who whom whose why may can could must should shall do does'.split(' '),
)

/** What people type without its apostrophe as often as with it; the texts have it in two parts. */
const contractions = new Map(
  "don't doesn't didn't can't couldn't won't wouldn't shouldn't mustn't isn't aren't wasn't weren't hasn't haven't hadn't needn't you're they're we've they've you've that's what's"
    .split(' ')
    .map((word) => [word.replace("'", ''), word.split("'")] as const),
)

/** The parts of a contraction, with or without its apostrophe: `dont` is `don` and `t`. */
export function contractionOf(word: string): readonly string[] | undefined {
  return contractions.get(word.toLowerCase().replace(/['’]/g, ''))
}

export function isFiller(word: string): boolean {
  return fillers.has(word.toLowerCase()) || contractionOf(word) !== undefined
}

/** Whether the words ask something, so that the text that answers need not have them all. */
export function asksSomething(text: string, words: readonly string[]): boolean {
  return /\?\s*$/.test(text) || questioning.has(words[0]?.toLowerCase() ?? '')
}

/** Whether an amount is asked for, so that a clause with a number in it is the likelier answer. */
export function asksAnAmount(text: string): boolean {
  return /(?<!\p{L})how (?:long|many|much|soon|often|late|fast|quick(?:ly)?)(?!\p{L})/iu.test(text)
}
