/** `glossary.yaml`: the terms of the house, each with what it means. */
import type { GlossaryTerm } from '../domain/curriculum.ts'
import { slugPattern } from '../domain/ids.ts'
import type { Reading } from './reading.ts'
import { warnOfLongSentences } from './wording.ts'
import { readMapping } from './yaml.ts'

export function readGlossary(text: string, reading: Reading): GlossaryTerm[] {
  // A glossary in which nothing is written yet is an empty one.
  if (text.split('\n').every((line) => /^\s*(?:#|$)/.test(line))) return []
  const fields = readMapping(text, 0, reading)
  const meant = new Map<string, string>()
  return (fields?.keys ?? []).map(({ text: id, line }) => {
    if (!slugPattern.test(id)) {
      reading.fault(line, `${id} is not an id for a term`, 'Write small letters, digits and hyphens: warm-transfer.')
    }
    reading.define('term', id, line)
    reading.define('anchor', `${reading.address}#${id}`, line)
    const entry = fields?.mapping(id)
    const term: GlossaryTerm = {
      id,
      term: entry?.text('term') ?? id,
      aliases: (entry?.words('aliases') ?? []).map((word) => word.text),
      definition: entry?.text('definition') ?? '',
      ...(entry?.has('in_text') === true && entry.oneOf('in_text', ['yes', 'no']) === 'no' && { inText: false }),
    }
    warnOfLongSentences(term.definition, entry?.lineOf('definition') ?? line, reading)
    entry?.end()
    for (const word of [term.term, ...term.aliases]) {
      const other = meant.get(word.toLowerCase())
      if (other !== undefined && word !== '') {
        reading.fault(
          line,
          `"${word}" is a word of ${other === id ? `${id} twice` : `both ${other} and ${id}`}`,
          'Keep it in one place.',
        )
      }
      meant.set(word.toLowerCase(), id)
    }
    return term
  })
}
