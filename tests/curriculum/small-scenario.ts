/** A small sound scenario as text, and ways to spoil it. */
import { wordFault } from '../../src/curriculum/faults.ts'
import { parse, soundLibrary, type Library } from './small-library.ts'

export const scenarioFile = 'scenarios/third-call.mdx'

/** Its front matter. */
export const head = `---
title: The third call
summary: She has rung twice before.
minutes: 6
channel: phone
pass_percent: 70
minima: { TEL-05: 50 }
clauses: [TEL-04~1, TEL-05~1]
speakers: { quill: "Mrs Quill, customer" }
face: quill
mood: 2
flags: [asked]
counters: { patience: { start: 1, least: 0, most: 2 } }
---
`

const body = `## The phone rings

It is a quarter to nine.

<Say who="quill" mood="1">I have explained this twice.</Say>

<Choice id="ask" to="she-waits" mood="+1" score="TEL-04:3" set="asked">
May I put you on hold while I look at the record?
<Feedback>Asked first, as TEL-04 says.</Feedback>
</Choice>
<Choice id="bear" to="she-waits" mood="-1" score="TEL-04:1" set="patience-1">
Bear with me one moment, I am only going to look.
<Feedback>Told, not asked: TEL-04.</Feedback>
</Choice>
<Choice id="click" to="gone" score="TEL-04:0" fatal="TEL-05">
(You press hold without a word and go to look.)
<Feedback>TEL-04 and TEL-05 both.</Feedback>
</Choice>

## She waits

<Hold seconds="25" />

<Choice id="search-on" to="gone" score="TEL-05:0">
One more minute, and then I shall surely have found it.
<Feedback>TEL-05 ends the silence.</Feedback>
</Choice>
<Choice id="come-back" to="the-record" mood="+1" score="TEL-05:3">
I am still here; the archive takes another half a minute.
<Feedback>Within TEL-05.</Feedback>
</Choice>

## The record

<Go to="kept" if="asked patience>0" />
<Go to="mended" />

## Kept

<End outcome="kept">She writes down your name.</End>

## Mended

<End outcome="mended">She thanks you, a little late.</End>

## Gone

<End outcome="lost">The line is dead.</End>
`

export const scenarioText = head + body

export function libraryWith(text = scenarioText, library: Library = soundLibrary): Library {
  return { ...library, [scenarioFile]: text }
}

/** The text with passages replaced. Each passage must be there. */
export function rewritten(...edits: readonly (readonly [passage: string, instead: string])[]): string {
  return edits.reduce((text, [passage, instead]) => {
    if (!text.includes(passage)) throw new Error(`no "${passage}"`)
    return text.replace(passage, () => instead)
  }, scenarioText)
}

/** What a writer is told of a text, without the name of its file: faults, and warnings but for how few its decisions are. */
export function told(text: string, library: Library = soundLibrary): readonly string[] {
  const { faults, warnings } = parse(libraryWith(text, library))
  const place = `${scenarioFile}:`
  const own = warnings.filter(({ file, says }) => file === scenarioFile && !says.startsWith('a play takes'))
  return [...faults.map(wordFault), ...own.map((one) => `warning: ${wordFault(one)}`)].map((one) =>
    one.replace(place, ''),
  )
}
