/** What a careful reader would strike out: sentences too long to hear, duties that fall on nobody, targets that count nothing. */
import { isComponentName } from './components.ts'
import { isElement, type Draft, type DraftElement } from './draft.ts'
import type { Reading } from './reading.ts'
import { textOf, treesOf } from './tree.ts'

/** A sentence of more words has to be read twice. */
export const mostWordsInSentence = 30

const abbreviation = /(?:^|[\s(“"‘'])(?:\p{L}|(?:\p{L}\.)+\p{L}|Mr|Mrs|Ms|Dr|Prof|St|No|vs|etc|approx|cf)\.$/u

/** The sentences of a text. A stop ends one before a capital, a digit, a quotation or the end; "e.g." and "Mrs." do not. */
export function sentencesOf(text: string): readonly string[] {
  const sentences: string[] = []
  let start = 0
  for (const stop of text.matchAll(/[.!?…]+["'”’)\]]*(?=\s+["'“‘(\[]?[\p{Lu}\p{N}]|\s*$)/gu)) {
    const end = stop.index + stop[0].length
    if (abbreviation.test(text.slice(start, end)) && end < text.trimEnd().length) continue
    sentences.push(text.slice(start, end).trim())
    start = end
  }
  const rest = text.slice(start).trim()
  return rest === '' ? sentences : [...sentences, rest]
}

/** Words hold a letter or a digit; a dash or "&" between blanks is none. */
export function wordsIn(sentence: string): number {
  return sentence.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length
}

/** Participles that do not end in -ed. */
const irregular =
  'done|made|given|told|sent|kept|written|rewritten|held|taken|paid|put|read|shown|said|brought|left|met|seen|chosen|begun|found|heard|known|set|sold|built|spoken|drawn|understood|got|caught|dealt|lent|lost|sought|taught|thrown|won|worn|withdrawn'
/** They say how somebody is, not what is done to something. */
const states = 'red|tired|interested|pleased|prepared|worried|embarrassed|need|indeed|exceed|proceed|succeed'
const passiveMust = new RegExp(
  `\\bmust (?:(?:not|never|always|also|only|first|then) )*be (?:\\p{L}+ly )?(?!(?:${states})\\b)(\\p{L}+ed|${irregular})\\b`,
  'giu',
)
/** "By Friday", "by 5 pm", "by e-mail" and "by hand" name a time or a means and nobody who does it. */
const notSomebody =
  /^(?:\d|£|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:the|this|that|its|our|their|your) (?:end|deadline|date|time|day|week|month|year|morning|evening|close|next)|then|now|noon|midnight|midday|tomorrow|today|tonight|when\b|e-?mail|letter|post|fax|phone|telephone|text|chat|hand|card|mistake|law|\p{L}+ing\b)/iu

/** The passives of a sentence that lay a duty on nobody, as "must be sent". */
export function dutiesOfNobody(sentence: string): readonly string[] {
  return [...sentence.matchAll(passiveMust)].flatMap((match) => {
    const after = sentence.slice(match.index + match[0].length)
    const isDoneBySomebody = [...after.matchAll(/\bby\s+/giu)].some(
      (by) => !notSomebody.test(after.slice(by.index + by[0].length)),
    )
    return isDoneBySomebody ? [] : [match[0].replace(/\s+/g, ' ').toLowerCase()]
  })
}

/** Something that can be counted: a number, a share, or a word for all, none or how often. */
const measure =
  /\p{N}|\b(?:every(?:body|one|thing)?|each|all|both|no|none|nobody|nothing|never|always|zero|one|two|three|four|five|six|seven|eight|nine|ten|twelve|half|once|twice|quarter(?:ly)?|daily|weekly|monthly|yearly)\b/iu

export function isMeasurable(target: string): boolean {
  return measure.test(target)
}

/** Warns of sentences too long, and of duties without a doer, line by line of text. Questions may word duties wrongly. */
export function warnOfWording(drafts: readonly Draft[], reading: Reading): void {
  for (const { text, line, isSomebodysWords } of linesOfText(drafts, 1, false)) {
    for (const sentence of sentencesOf(text)) {
      warnOfLength(sentence, line, reading)
      if (isSomebodysWords) continue
      for (const passive of dutiesOfNobody(sentence)) {
        reading.warn(line, `"${passive}" names nobody who does it`, 'Say who: "you must …", or "… by the team leader".')
      }
    }
  }
}

/** Warns of the sentences of one field, as a summary or a definition. */
export function warnOfLongSentences(text: string, line: number, reading: Reading): void {
  for (const sentence of sentencesOf(text)) warnOfLength(sentence, line, reading)
}

function warnOfLength(sentence: string, line: number, reading: Reading): void {
  const words = wordsIn(sentence)
  if (words <= mostWordsInSentence) return
  const beginning = sentence.split(/\s+/).slice(0, 6).join(' ')
  reading.warn(
    line,
    `the sentence "${beginning}…" has ${words} words`,
    `Make two of it: ${mostWordsInSentence} are the most.`,
  )
}

interface TextLine {
  readonly text: string
  readonly line: number
  /** Spoken by a person of a scene, or part of a question. */
  readonly isSomebodysWords: boolean
}

const inline = new Set(['em', 'strong', 'del', 'code', 'a', 'br', 'img', 'sup', 'sub', 'Param'])
const wordless = new Set(['h2', 'h3', 'h4', 'pre', 'hr'])
const somebodys = new Set(['Say', 'Check', 'Question'])

/** Each stretch of text that stands in one block, headings and code left out. */
function linesOfText(drafts: readonly Draft[], line: number, isSomebodysWords: boolean): readonly TextLine[] {
  const lines: TextLine[] = []
  let run: Draft[] = []
  const flush = () => {
    const text = textOf(treesOf(run))
    if (text !== '') lines.push({ text, line: run.find((draft) => isElement(draft))?.line ?? line, isSomebodysWords })
    run = []
  }
  for (const draft of drafts) {
    if (!isElement(draft) || inline.has(draft.tag)) {
      run.push(draft)
      continue
    }
    flush()
    if (wordless.has(draft.tag)) continue
    lines.push(...linesOfText(draft.kids, draft.line, isSomebodysWords || somebodys.has(draft.tag)))
  }
  flush()
  return lines
}

const aboutWords = /\b(?:words?|terms?|definitions?|glossary|vocabulary|means?|meanings?)\b/i

/**
 * The terms that a text defines: in a section about words or terms, the bold words of a list item that
 * a colon follows, as in "- **Hold**: …". Bold words elsewhere are stressed, not defined.
 */
export function definedTerms(drafts: readonly Draft[]): readonly { readonly words: string; readonly line: number }[] {
  let isAboutWords = false
  return drafts.flatMap((draft) => {
    if (!isElement(draft)) return []
    if (draft.tag === 'h2') isAboutWords = aboutWords.test(textOf(treesOf(draft.kids)))
    return isAboutWords ? definedIn(draft, false) : []
  })
}

function definedIn(draft: DraftElement, isItem: boolean): readonly { words: string; line: number }[] {
  return draft.kids.flatMap((kid, index) => {
    if (!isElement(kid) || (isComponentName(kid.tag) && kid.tag !== 'Note')) return []
    if (kid.tag !== 'strong') return definedIn(kid, isItem || kid.tag === 'li')
    const [words = ''] = [textOf(treesOf(kid.kids))]
    const next = draft.kids[index + 1]
    const isFollowedByColon = words.endsWith(':') || (typeof next === 'string' && /^\s*:/.test(next))
    return isItem && isFollowedByColon ? [{ words: words.replace(/\s*:$/, ''), line: kid.line }] : []
  })
}
