/**
 * A library of 800 clauses in 40 standards and 20 programmes, written to a folder as it stood through
 * five publications: a baseline, two that changed a few clauses, and two that are measured.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { wordFault } from '../../../src/curriculum/faults.ts'
import { readCurriculum } from '../../../src/curriculum/parse.ts'
import { judge, type Judgement } from '../../../src/curriculum/verdicts.ts'
import { addToLock } from '../../../src/curriculum/write-lock.ts'
import type { Curriculum } from '../../../src/domain/curriculum.ts'
import { day } from '../../../src/domain/days.ts'
import { as, type ClauseId } from '../../../src/domain/ids.ts'

const standards = 40
const clausesInStandard = 20
/** The first few of a standard bind, so a quiz on two standards asks four questions. */
const bindingInStandard = 2
const programmes = 20
export const roles = Array.from({ length: 9 }, (_, n) => `role-${n}`)
export const channels = ['phone', 'chat', 'post', 'mail'] as const
export const branches = ['north', 'south', 'east', 'west'] as const

/** One of the publications after the baseline: what changes with it. */
interface Edition {
  readonly name: string
  readonly bumped: readonly string[]
  readonly reworded: readonly string[]
}

/** A change for everybody, one for three job roles, and two for the channel that half of the teams serve. */
export const editions: readonly Edition[] = [
  { name: 'baseline', bumped: [], reworded: [] },
  { name: 'first-change', bumped: [clauseOf(0, 0), clauseOf(1, 1)], reworded: [clauseOf(0, 5)] },
  { name: 'second-change', bumped: [clauseOf(4, 0), clauseOf(6, 1), clauseOf(10, 1)], reworded: [clauseOf(2, 7)] },
  { name: 'change-alone', bumped: [clauseOf(2, 0), clauseOf(3, 1)], reworded: [clauseOf(1, 6)] },
  { name: 'change-under-load', bumped: [clauseOf(2, 1), clauseOf(3, 0)], reworded: [clauseOf(3, 6)] },
]

function prefixOf(standard: number): string {
  return `S${String.fromCharCode(65 + Math.floor(standard / 26), 65 + (standard % 26))}`
}

function clauseOf(standard: number, place: number): string {
  return `${prefixOf(standard)}-${String(place + 1).padStart(2, '0')}`
}

/**
 * Takes a folder on to an edition, from the one before it (the baseline begins it anew): texts, verdicts
 * and notice. Returns what it then says.
 */
export async function writeEdition(dir: string, edition: number): Promise<Curriculum> {
  const { name, bumped, reworded } = editions[edition] ?? { name: '', bumped: [], reworded: [] }
  if (edition === 0) rmSync(dir, { recursive: true, force: true })
  writeTexts(dir, edition)
  if (edition === 0) await verdict(dir, { kind: 'adopt', clauses: [] })
  else {
    await verdict(dir, { kind: 'bump', clauses: bumped.map((id) => as<ClauseId>(id)) })
    await verdict(dir, { kind: 'editorial', clauses: reworded.map((id) => as<ClauseId>(id)) })
    const pins = bumped.map((id) => `${id}~2`).join(', ')
    write(
      dir,
      `notices/${name}.mdx`,
      `---\ntitle: The ${name}\nsummary: Fewer minutes.\nclauses: [${pins}]\neffective_after_days: 7\nupdate_within_days: 30\n---\nPeople waited too long.\n`,
    )
  }
  const { curriculum, faults } = await readCurriculum(dir)
  if (curriculum === undefined) throw new Error(faults.map(wordFault).join('\n'))
  return curriculum
}

async function verdict(dir: string, judgement: Judgement): Promise<void> {
  const parsed = await readCurriculum(dir)
  const signature = { author: 'Owner', approver: 'Somebody else', on: day('2026-01-05'), why: 'For the bench' }
  const judged = judge(parsed, judgement, signature)
  if (judged.kind === 'refused') throw new Error(judged.says)
  const written = await addToLock(dir, parsed.partial.lock, judged.lines)
  if (written.kind === 'refused') throw new Error(written.says)
}

function write(dir: string, path: string, text: string): void {
  mkdirSync(dirname(join(dir, path)), { recursive: true })
  writeFileSync(join(dir, path), text)
}

function writeTexts(dir: string, edition: number): void {
  const list = (names: readonly string[]) => names.map((name) => `  ${name}: ${name.replace('-', ' ')}`).join('\n')
  write(
    dir,
    'organisation.yaml',
    `name: Bench\ntime_zone: Europe/London\nlanguage: en-GB\nreadiness_target_percent: 95\nroles:\n${list(roles)}\nchannels:\n${list(channels)}\nbranches:\n${list(branches)}\n`,
  )
  for (let standard = 0; standard < standards; standard += 1) {
    const name = prefixOf(standard).toLowerCase()
    write(dir, `standards/${name}.mdx`, standardText(standard, edition))
    write(dir, `lessons/${name}.mdx`, lessonText(standard))
  }
  for (let programme = 0; programme < programmes; programme += 1) {
    const [first, second] = [programme * 2, programme * 2 + 1].map((n) => prefixOf(n).toLowerCase())
    write(dir, `quizzes/${nameOf(programme)}.mdx`, quizText(programme, edition))
    write(
      dir,
      `programmes/${nameOf(programme)}.yaml`,
      `title: Programme ${programme + 1}\nsummary: Bench\naudience: ${audienceOf(programme)}\n` +
        `requirements:\n  - lesson: ${first}\n  - lesson: ${second}\n  - quiz: ${nameOf(programme)}\n` +
        `renewal:\n  - quiz: ${nameOf(programme)}\n` +
        `complete_within_days: 30\nvalid_for_months: 12\nrenewal_window_days: 60\ngrace_days: 30\nopens_channels: []\n`,
    )
  }
}

function nameOf(programme: number): string {
  return `programme-${String(programme + 1).padStart(2, '0')}`
}

/** The first asks everybody, the next two half of the teams each, the others two job roles or one. */
function audienceOf(programme: number): string {
  if (programme === 0) return '{ roles: everyone }'
  if (programme <= 2) return `{ roles: everyone, channels: [${channels[programme - 1]}] }`
  return `{ roles: [role-${(programme - 3) % roles.length}] }`
}

function scopeOf(standard: number): string {
  const programme = Math.floor(standard / 2)
  const role = programme <= 2 ? 'everyone' : `role-${(programme - 3) % roles.length}`
  const channel = programme === 1 || programme === 2 ? channels[programme - 1] : 'all'
  return `role="${role}" channel="${channel}"`
}

/** How often a clause was bumped, and reworded, by an edition. */
function changesOf(id: string, edition: number): { readonly bumps: number; readonly words: number } {
  const so = editions.slice(0, edition + 1)
  return {
    bumps: so.filter(({ bumped }) => bumped.includes(id)).length,
    words: so.filter(({ reworded }) => reworded.includes(id)).length,
  }
}

function standardText(standard: number, edition: number): string {
  const body = Array.from({ length: clausesInStandard }, (_, place) => {
    const id = clauseOf(standard, place)
    const { bumps, words } = changesOf(id, edition)
    const verb = place < bindingInStandard ? 'must' : 'should'
    return `## Part ${place + 1}

Somebody waits at the other end, and we know more than they do.

<Clause id="${id}" level="${verb}" ${scopeOf(standard)} target="none">
You ${verb} answer case ${place + 1} within <Param name="answer" value="${20 - bumps * 5}" unit="min" />, ${words > 0 ? 'say' : 'give'} your name
and write down what was **agreed**, who does it and by when.
<Why>Whoever waits without a word thinks the worst.</Why>
</Clause>
`
  })
  const prefix = prefixOf(standard)
  return `---\ntitle: Standard ${prefix}\nkind: standard\nprefix: ${prefix}\nsummary: Bench\nowner: Owner\napprover: Approver\nreview_by: 2030-01-01\n---\n${body.join('\n')}`
}

function lessonText(standard: number): string {
  const parts = Array.from({ length: clausesInStandard }, (_, place) => {
    const id = clauseOf(standard, place)
    return `## Why ${id}

Mrs Hale rings at nine. She has rung before, and she will ring again unless somebody *listens* to her this time.

<Clause id="${id}" />
`
  })
  return `---\ntitle: Lesson ${prefixOf(standard)}\nsummary: Bench\nminutes: 5\n---\n${parts.join('\n')}`
}

function quizText(programme: number, edition: number): string {
  const questions = [programme * 2, programme * 2 + 1].flatMap((standard) =>
    Array.from({ length: bindingInStandard }, (_, place) => {
      const id = clauseOf(standard, place)
      return `<Question id="${id.toLowerCase()}-first" type="single" clauses="${id}~${1 + changesOf(id, edition).bumps}" level="apply">
It is four on a Friday and case ${place + 1} of the day has not been answered. What do you do first?
<Option>Wait until Monday, when there is more time <Feedback>Monday is too late for ${id}.</Feedback></Option>
<Option correct>Answer it now, with your name and a day <Feedback>Right: that is what ${id} asks.</Feedback></Option>
<Option>Pass it to the next desk without a word <Feedback>The next desk knows nothing of it.</Feedback></Option>
</Question>
`
    }),
  )
  return `---\ntitle: Quiz ${programme + 1}\nsummary: Bench\nminutes: 10\npass_percent: 80\nquestions_per_clause: 1\ncritical: []\n---\n${questions.join('\n')}`
}
