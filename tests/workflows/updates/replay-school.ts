/** The changed school, whose programme plays a scenario again when a clause changes that it practises. */
import { factsOf } from '../../../db/ledger.ts'
import { standingsOf } from '../../../db/standings.ts'
import { day } from '../../../src/domain/days.ts'
import { as, type ClauseId, type PlayId, type ScenarioId } from '../../../src/domain/ids.ts'
import { startPlay } from '../../../src/workflows/start-play.ts'
import { locked } from '../../curriculum/judged.ts'
import { soundLibrary, type Library } from '../../curriculum/small-library.ts'
import { must, publish, smallSchool, start, type School } from '../learning/small-school.ts'
import { say } from '../scenarios/played-school.ts'
import { certify, changeDay, changedLibrary, pendingOf, quizFile } from './changed-school.ts'

export const scenario = as<ScenarioId>('on-hold')
export const scenarioFile = 'scenarios/on-hold.mdx'
export const programmeFile = 'programmes/telephone-adviser.yaml'

/** It can be passed without holding the line at all, and then it does not come to TEL-05. */
const text = `---
title: On hold
summary: Mrs Hale has a question that takes a minute.
minutes: 6
channel: phone
pass_percent: 70
clauses: [TEL-04~1, TEL-05~1]
speakers: { hale: "Mrs Hale, customer" }
face: hale
---
## The phone rings

<Say who="hale" mood="2">Do you still stock them?</Say>

<Choice id="click" to="gone" score="TEL-04:0" fatal="TEL-05">
(You press hold without a word to her.)
<Feedback>Neither asked nor told.</Feedback>
</Choice>
<Choice id="ask" to="she-waits" mood="+1" score="TEL-04:3">
May I put you on hold while I go and look?
<Feedback>Asked first, as TEL-04 says.</Feedback>
</Choice>
<Choice id="ring-back" to="kept" mood="+1" score="TEL-04:3">
May I look, and ring you back before noon?
<Feedback>Nobody waits on the line.</Feedback>
</Choice>

## She waits

<Choice id="search-on" to="gone" score="TEL-05:0">
One more minute, I have nearly got it.
<Feedback>TEL-05 ends the silence.</Feedback>
</Choice>
<Choice id="come-back" to="kept" mood="+1" score="TEL-05:3">
I am still here; I am still looking.
<Feedback>Within TEL-05.</Feedback>
</Choice>

## Kept

<End outcome="kept">She writes down your name.</End>

## Gone

<End outcome="lost">The line is dead.</End>
`

const programme = soundLibrary[programmeFile] ?? ''
export const firstWithReplay = locked({
  ...soundLibrary,
  [scenarioFile]: text,
  [programmeFile]: programme
    .replace('  - acknowledgement: telephone\n', '  - acknowledgement: telephone\n  - scenario: on-hold\n')
    .replace('grace_days: 30', 'grace_days: 30\nreplay_in_updates: [on-hold]'),
})

const shorter = ['standards/telephone.mdx', 'value="30"', 'value="20"'] as const
export const asked = [quizFile, 'clauses="TEL-05~1"', 'clauses="TEL-05~2"'] as const
export const replayed = [scenarioFile, 'TEL-05~1]', 'TEL-05~2]'] as const
const changed = (passages: Parameters<typeof changedLibrary>[1]) =>
  changedLibrary(firstWithReplay, [shorter, ...passages], { verdicts: { 'TEL-05': 'material' } })

/** A question and the scenario pin the new words, or one of them, or neither. */
export const replayLibraries = {
  both: changed([asked, replayed]),
  scenario: changed([replayed]),
  questions: changed([asked]),
  neither: changed([]),
}

const mumble = [
  scenarioFile,
  '<Choice id="come-back"',
  `<Choice id="mumble" to="kept" score="TEL-05:1">
Yes, yes.
<Feedback>A voice, and not a word for her.</Feedback>
</Choice>
<Choice id="come-back"`,
] as const
const easier = [scenarioFile, 'pass_percent: 70', 'pass_percent: 60'] as const

/** A play may pass in all with a third of the marks on TEL-05. */
export const lenient = changed([replayed, mumble, easier])

/** Two clauses changed at once, both practised by the scenario and asked about by no question. */
export const twoChanged = changedLibrary(
  firstWithReplay,
  [
    shorter,
    ['standards/telephone.mdx', 'You must ask before', 'You must ask and say why before'],
    [scenarioFile, '[TEL-04~1, TEL-05~1]', '[TEL-04~2, TEL-05~2]'],
  ],
  { verdicts: { 'TEL-04': 'material', 'TEL-05': 'material' } },
)

export const twoAsked: Library = {
  ...twoChanged,
  [quizFile]: (twoChanged[quizFile] ?? '').replace('"TEL-04~1"', '"TEL-04~2"').replace('"TEL-05~1"', '"TEL-05~2"'),
}

/** The learner certified, having played, and then a change published. */
export async function replaySchool(library: Library = replayLibraries.both): Promise<School> {
  const school = await smallSchool()
  await publish(school.db, firstWithReplay)
  await certify(school)
  await played(school, ['ask', 'come-back'], start)
  await publish(school.db, library, changeDay)
  return school
}

export async function begun({ db, learner }: School, now = changeDay): Promise<PlayId> {
  return must(await startPlay(db, { person: learner, scenario }, now)).play
}

export async function goOn({ db, learner }: School, play: PlayId, replies: readonly string[], now = changeDay) {
  const outcomes = []
  for (const reply of replies) outcomes.push(must(await say({ db }, learner, play, reply, now)))
  return outcomes.at(-1)?.result
}

export async function played(school: School, replies: readonly string[], now = changeDay): Promise<PlayId> {
  const play = await begun(school, now)
  await goOn(school, play, replies, now)
  return play
}

/** What is still to be done of TEL-05; undefined where nothing is asked. */
export async function openOf(school: School, now = changeDay) {
  return (await pendingOf(school, now)).clauses.find(({ clause }) => clause.id === as<ClauseId>('TEL-05'))?.open
}

export async function kindOn({ db, learner }: School, on = '2026-03-20') {
  return (await standingsOf(db, learner, day(on)))[0]?.kind
}

export async function updated({ db, learner }: School) {
  return (await factsOf(db.reader, learner)).flatMap(({ fact }) => (fact.kind === 'clause-updated' ? [fact] : []))
}
