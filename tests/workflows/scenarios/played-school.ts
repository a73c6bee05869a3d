/** The small school with a scenario that its programme asks for. */
import { as, type PersonId, type PlayId, type ScenarioId } from '../../../src/domain/ids.ts'
import { playThrough, repliesAt } from '../../../src/domain/plays.ts'
import { playBy } from '../../../db/plays.ts'
import { libraryAt } from '../../../db/publications.ts'
import { replyInPlay, type ReplyInPlayOutcome } from '../../../src/workflows/reply-in-play.ts'
import { soundLibrary, type Library } from '../../curriculum/small-library.ts'
import type { School } from '../learning/small-school.ts'

export const scenario = as<ScenarioId>('third-call')

const text = `---
title: The third call
summary: She has rung twice before.
minutes: 6
channel: phone
pass_percent: 70
clauses: [TEL-04~1, TEL-05~1]
speakers: { quill: "Mrs Quill, customer" }
face: quill
---
## The phone rings

<Say who="quill" mood="1">I have explained this twice.</Say>

<Choice id="ask" to="she-waits" mood="+1" score="TEL-04:3">
May I put you on hold while I look?
<Feedback>Asked first, as TEL-04 says.</Feedback>
</Choice>
<Choice id="bear" to="she-waits" mood="-1" score="TEL-04:1">
Bear with me while I look for it.
<Feedback>Told, not asked.</Feedback>
</Choice>
<Choice id="click" to="gone" score="TEL-04:0" fatal="TEL-05">
(You press hold without a word.)
<Feedback>Neither asked nor told.</Feedback>
</Choice>

## She waits

<Choice id="search-on" to="gone" score="TEL-05:0">
One more minute, I have nearly got it.
<Feedback>TEL-05 ends the silence.</Feedback>
</Choice>
<Choice id="come-back" to="kept" mood="+1" score="TEL-05:3">
I am still here; half a minute more.
<Feedback>Within TEL-05.</Feedback>
</Choice>

## Kept

<End outcome="kept">She writes down your name.</End>

## Gone

<End outcome="lost">The line is dead.</End>
`

/** A library whose programme asks for the scenario alone. */
export function libraryWithScenario(change: (scenario: string) => string = (same) => same): Library {
  const programme = soundLibrary['programmes/telephone-adviser.yaml'] ?? ''
  return {
    ...soundLibrary,
    'scenarios/third-call.mdx': change(text),
    'programmes/telephone-adviser.yaml': programme.replace(
      /requirements:[^]*?complete_within_days/,
      'requirements:\n  - scenario: third-call\ncomplete_within_days',
    ),
  }
}

/** Which decision a play has come to, and where a reply stands there before this person; 0 when it is not open. */
export async function whereIs(
  { db }: Pick<School, 'db'>,
  person: PersonId,
  play: PlayId,
  choice: string,
): Promise<{ readonly decision: number; readonly reply: number }> {
  const known = await playBy(db.reader, person, play)
  const scenario = known && (await libraryAt(db, known.publication))?.scenarios.get(known.scenario)
  if (known === undefined || scenario === undefined) throw new Error('there is no such play')
  const { at } = playThrough(scenario, known)
  const reply = repliesAt(scenario, at, known.seed).findIndex(({ id }) => id === choice) + 1
  return { decision: known.steps.length + 1, reply }
}

/** Says a reply by what it is, wherever it stands before this person. */
export async function say(
  school: Pick<School, 'db'>,
  person: PersonId,
  play: PlayId,
  choice: string,
  now: Temporal.Instant,
): Promise<ReplyInPlayOutcome> {
  return replyInPlay(school.db, { person, play, ...(await whereIs(school, person, play, choice)) }, now)
}
