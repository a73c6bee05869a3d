/** A small sound library as text, and ways to spoil it. */
import { wordFault } from '../../src/curriculum/faults.ts'
import { parseCurriculum, type ParsedCurriculum } from '../../src/curriculum/parse.ts'
import { sourceFile } from '../../src/curriculum/read-folder.ts'
import type { Curriculum } from '../../src/domain/curriculum.ts'

export type Library = Readonly<Record<string, string>>

export const soundLibrary: Library = {
  'organisation.yaml': `name: Alder & Quay
time_zone: Europe/London
language: en-GB
readiness_target_percent: 95
roles: { adviser: Adviser, team-leader: Team leader }
channels: { phone: Telephone, chat: Chat }
branches: { millbrook: Millbrook }
`,
  'glossary.yaml': `warm-transfer:
  term: warm transfer
  aliases: [warm transfers]
  definition: A transfer with a word between colleagues.
`,
  'standards/telephone.mdx': `---
title: On the telephone
kind: standard
prefix: TEL
summary: What callers may count on.
owner: Helen Marsh
approver: Tom Hale
review_by: 2027-09-01
---
They hear a voice, or they hear nothing.

## Holding a call

See [the lesson](/lessons/holding-a-call#ask-first) and [below](#TEL-05).

<Clause id="TEL-04" level="must" role="adviser, team-leader" channel="phone" target="95% of calls">
You must ask before you put a caller on hold.
<Why>Hold is something you *ask*.</Why>
</Clause>

<Clause id="TEL-05" level="must-not" role="adviser" channel="phone" target="none">
You must not leave a caller on hold for more than <Param name="hold" value="30" unit="s" /> without coming back.
<Why>Silence feels longer than it is.</Why>
<Example>
<Say who="Leila">I am still here.</Say>
</Example>
</Clause>
`,
  'lessons/holding-a-call.mdx': `---
title: Half a minute
summary: Silence and what it does.
minutes: 5
---
## Ask first

Mrs Hale is *waiting*.

<Clause id="TEL-04" />

<Figure src="images/hold.svg" alt="A clock" caption="Thirty seconds" />

## Come back

<Clause id="TEL-05" />

<Well>
<Say who="Sunita">May I put you on hold?</Say>
<Say aside="25 seconds">The archive turns its wheel.</Say>
</Well>

<Check id="holding-check" type="single" clauses="TEL-05~1" level="apply">
When are you back?
<Option>When I am done <Feedback>That may be long.</Feedback></Option>
<Option correct>After 30 seconds <Feedback>Right.</Feedback></Option>
</Check>

<Try>Count to thirty.</Try>
`,
  'quizzes/telephone.mdx': `---
title: Telephone quiz
summary: Two questions.
minutes: 10
pass_percent: 80
questions_per_clause: 1
critical: [TEL-05]
---
<Question id="tel-ask" type="multiple" clauses="TEL-04~1" level="understand">
What does the question hold?
<Option correct>A reason <Feedback>Yes.</Feedback></Option>
<Option correct>A choice <Feedback>Yes.</Feedback></Option>
<Option>A price <Feedback>No.</Feedback></Option>
</Question>

<Question id="tel-hold" type="single" clauses="TEL-05~1" level="apply" fixed>
You asked for hold at 10:04:00. When are you back at the latest?
<Option>At 10:05:00 <Feedback>Too late.</Feedback></Option>
<Option correct>At 10:04:30 <Feedback>Right.</Feedback></Option>
</Question>
`,
  'programmes/telephone-adviser.yaml': `title: Telephone adviser
summary: Opens the telephone.
audience: { roles: [adviser, team-leader], channels: [phone] }
requirements:
  - lesson: holding-a-call
  - quiz: telephone
  - acknowledgement: telephone
renewal:
  - quiz: telephone
complete_within_days: 14
valid_for_months: 12
renewal_window_days: 60
grace_days: 30
opens_channels: [phone]
`,
  'images/hold.svg': `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><circle cx="5" cy="5" r="4" /></svg>\n`,
}

export function parse(library: Library): ParsedCurriculum {
  return parseCurriculum(Object.entries(library).map(([path, text]) => sourceFile(path, text)))
}

/** The curriculum of a library that is meant to be sound. */
export function soundCurriculum(library: Library = soundLibrary): Curriculum {
  const { curriculum, faults } = parse(library)
  if (curriculum === undefined) throw new Error(faults.map(wordFault).join('\n'))
  return curriculum
}

/** The faults of a library, worded as `portal check` does. */
export function faultsOf(library: Library): string[] {
  return parse(library).faults.map(wordFault)
}

/** The sound library with a passage of one file replaced. The passage must be there. */
export function spoiled(path: string, passage: string, replacement: string): Library {
  const text = soundLibrary[path] ?? ''
  if (!text.includes(passage)) throw new Error(`${path} holds no "${passage}"`)
  return { ...soundLibrary, [path]: text.replace(passage, () => replacement) }
}

/** The faults of the sound library with one passage replaced. */
export function faultsWhen(path: string, passage: string, replacement: string): string[] {
  return faultsOf(spoiled(path, passage, replacement))
}

/** The sound library without a file. */
export function without(path: string): Library {
  return Object.fromEntries(Object.entries(soundLibrary).filter(([one]) => one !== path))
}
