/** The demo's content with one more scenario, whose hidden words stand nowhere else. */
import { cp, mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readCurriculum } from '../../src/curriculum/parse.ts'

const source = fileURLToPath(new URL('../../content', import.meta.url))
export const scenario = 'a-bad-line'

/** What may not be read before it is said: ids, targets, feedback and endings. */
export const hidden = ['zq-', 'quite wrong of you', 'rightly done', 'the bakery answers', 'ends in zinc', 'TEL-05:']

const text = `---
title: A bad line
summary: She has rung before, and the line crackles.
minutes: 5
channel: phone
pass_percent: 70
minima: { TEL-05: 50 }
clauses: [TEL-04~1, TEL-05~2]
speakers:
  quill: Mrs Quill, customer
  joe: Joe, stores
face: quill
mood: 2
---
## The phone rings

It is raining. You are at your desk.

<Say who="quill">I have explained this twice already.</Say>

<Choice id="zq-ask" to="she-waits" mood="+1" score="TEL-04:3">
May I put you on hold while I look for your record?
<Feedback>Asked before the hold, and rightly done, as TEL-04 wants it.</Feedback>
</Choice>
<Choice id="zq-told" to="zq-muttering" mood="-1" score="TEL-04:1">
Bear with me on the line while I look for your record.
<Feedback>She was told and not asked, which was quite wrong of you by TEL-04.</Feedback>
</Choice>
<Choice id="zq-click" to="zq-dead" mood="-2" score="TEL-04:0" fatal="TEL-04">
Press the key for hold at once, and begin to look for it.
<Feedback>Neither asked nor told, and quite wrong of you by TEL-04.</Feedback>
</Choice>

## Zq muttering

<Say who="quill">Nobody asks me.</Say>

<Go to="she-waits" />

## She waits

<Hold seconds="24" />

<Say who="joe">Give me ten seconds more.</Say>

<VoiceNote who="joe" seconds="9">It is on the top shelf.</VoiceNote>

<Choice id="zq-wait" to="zq-dead" mood="-2" score="TEL-05:0">
Give Joe his ten seconds, and bring her the whole answer.
<Feedback>Ten and 24 are 34, which was quite wrong of you by TEL-05.</Feedback>
</Choice>
<Choice id="zq-back" to="zq-zinc" mood="+1" score="TEL-05:3">
Go back to her first, and ask for half a minute more.
<Feedback>Back before 30 seconds, and rightly done, as TEL-05 wants it.</Feedback>
</Choice>

## Zq zinc

<End outcome="kept">It ends in zinc, as all good roofs do.</End>

## Zq dead

<End outcome="lost">The line is dead. When you ring back, the bakery answers.</End>
`

/** A folder for `CONTENT_DIR`. */
export async function contentWithScenario(change: (scenario: string) => string = (same) => same): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-content-'))
  await cp(source, folder, { recursive: true })
  await mkdir(join(folder, 'scenarios'), { recursive: true })
  await writeFile(join(folder, 'scenarios', `${scenario}.mdx`), change(text))
  const { curriculum, faults } = await readCurriculum(folder)
  if (curriculum === undefined) throw new Error(`the scenario has faults: ${JSON.stringify(faults.slice(0, 3))}`)
  return folder
}
