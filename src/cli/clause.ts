/** `portal clause …`: the verdicts on clauses, each of which adds to `clauses.lock`. */
import { resolve } from 'node:path'
import { wordLockLine } from '../curriculum/lock.ts'
import { unannounced } from '../curriculum/lock-texts.ts'
import { firstNotice } from '../curriculum/notices.ts'
import { readCurriculum, type ParsedCurriculum } from '../curriculum/parse.ts'
import { judge, type Judgement, type Judged } from '../curriculum/verdicts.ts'
import { addToLock, writeNotice } from '../curriculum/write-lock.ts'
import { standingLines } from '../domain/clause-lock.ts'
import { commandLine } from '../domain/command-line.ts'
import { dayOf } from '../domain/days.ts'
import { as, clauseIdPattern, pin, slugPattern, unpin, type ClauseId, type PinnedClause } from '../domain/ids.ts'
import { listed } from '../domain/scope-words.ts'
import { contentOption, Refused, WrongUse, type Command, type CommandOption, type Given, type Out } from './command.ts'
import { dayGiven } from './days.ts'

const signing = {
  why: { type: 'string', value: 'WORDS', says: 'the reason, in a sentence' },
  author: { type: 'string', value: 'NAME', says: 'who judged it' },
  approver: { type: 'string', value: 'NAME', says: 'who agreed' },
  on: { type: 'string', value: 'DATE', says: 'the day of the verdict, as 2027-03-31 (otherwise today)' },
  content: contentOption,
} as const satisfies Record<string, CommandOption>
const signed = '--why … --author … --approver …'
const noticeOption: CommandOption = {
  type: 'string',
  value: 'ID',
  says: 'write a first notices/ID.mdx that announces it, to be put into your own words',
}

function clauseCommand(about: {
  readonly usage: string
  readonly says: string
  readonly options?: Command['options']
  readonly words: Command['words']
  readonly judgement: (given: Given) => Judgement
}): Command {
  const takesNotice = about.options?.['notice'] !== undefined
  return {
    usage: `clause ${about.usage} ${signed}${takesNotice ? ' [--notice ID]' : ''}`,
    says: about.says,
    options: { ...about.options, ...signing },
    words: about.words,
    run: async (given) => runJudgement(about.judgement(given), given),
  }
}

export const adopt = clauseCommand({
  usage: 'adopt [CLAUSE…]',
  says: 'Begins clauses.lock with every clause as it stands; later, takes in clauses that are new.',
  options: { notice: noticeOption },
  words: [0, Infinity],
  judgement: ({ words }) => ({ kind: 'adopt', clauses: words.map(clauseId) }),
})

export const bump = clauseCommand({
  usage: 'bump CLAUSE…',
  says: 'Says that a clause asks something else than before: its revision rises, and people update.',
  options: { notice: noticeOption },
  words: [1, Infinity],
  judgement: ({ words }) => ({ kind: 'bump', clauses: words.map(clauseId) }),
})

export const editorial = clauseCommand({
  usage: 'editorial CLAUSE…',
  says: 'Says that only the wording of a clause changed: nobody is asked for anything.',
  words: [1, Infinity],
  judgement: ({ words }) => ({ kind: 'editorial', clauses: words.map(clauseId) }),
})

export const retire = clauseCommand({
  usage: 'retire CLAUSE…',
  says: 'Says that a clause, deleted from its standard, asks nothing any more. Its id is never used again.',
  options: { notice: noticeOption },
  words: [1, Infinity],
  judgement: ({ words }) => ({ kind: 'retire', clauses: words.map(clauseId) }),
})

export const split = clauseCommand({
  usage: 'split CLAUSE --into CLAUSE,CLAUSE [--carry CLAUSE,…]',
  says: 'Retires a clause in favour of several.',
  options: {
    into: { type: 'string', value: 'CLAUSE,CLAUSE', says: 'its successors' },
    carry: {
      type: 'string',
      value: 'CLAUSE,…',
      says: 'successors that whoever has shown the old clause need not show',
    },
    notice: noticeOption,
  },
  words: [1, 1],
  judgement: ({ words, text }) => ({
    kind: 'succeed',
    how: 'split',
    from: words.map(clauseId),
    into: idsOf('into', text),
    carried: idsOf('carry', text),
  }),
})

export const merge = clauseCommand({
  usage: 'merge CLAUSE… --into CLAUSE [--carry CLAUSE,…]',
  says: 'Retires several clauses in favour of one.',
  options: {
    into: { type: 'string', value: 'CLAUSE', says: 'their successor' },
    carry: { type: 'string', value: 'CLAUSE,…', says: 'old clauses of which any one, shown before, is enough' },
    notice: noticeOption,
  },
  words: [1, Infinity],
  judgement: ({ words, text }) => ({
    kind: 'succeed',
    how: 'merged',
    from: words.map(clauseId),
    into: oneId('into', text),
    carried: idsOf('carry', text),
  }),
})

export const supersede = clauseCommand({
  usage: 'supersede CLAUSE --by CLAUSE [--carry]',
  says: 'Retires a clause in favour of another.',
  options: {
    by: { type: 'string', value: 'CLAUSE', says: 'its successor' },
    carry: { type: 'boolean', says: 'whoever has shown the old clause need not show the new one' },
    notice: noticeOption,
  },
  words: [1, 1],
  judgement: ({ words, text, flag }) => ({
    kind: 'succeed',
    how: 'superseded',
    from: words.map(clauseId),
    into: oneId('by', text),
    carried: flag('carry') ? words.map(clauseId) : [],
  }),
})

export const notice: Command = {
  usage: 'clause notice ID',
  says: 'Writes a first notices/ID.mdx for every verdict that no notice announces yet, to be put into your own words.',
  options: { content: contentOption },
  words: [1, 1],
  async run({ words: [word = ''], text, settings, out }) {
    const id = noticeId(word)
    const folder = folderOf(text, settings)
    const { partial } = await readCurriculum(folder)
    const lines = unannounced(partial)
    if (lines.length === 0) throw new Refused('Every verdict that needs a notice has one.')
    const why = [...new Set(lines.map((line) => line.why))].join('. ')
    const announce = lines.map(({ clause, revision }) => pin(clause, revision))
    const path = `notices/${id}.mdx`
    const written = await writeNotice(folder, { path, text: firstNotice(titleOf(lines), why, announce) })
    if (written.kind === 'refused') throw new Refused(written.says)
    out.tell(wordFirstNotice(path, announce))
    return 0
  },
}

/** Small letters are as good: an id has none. */
function clauseId(word: string): ClauseId {
  const id = word.toUpperCase()
  if (!clauseIdPattern.test(id)) throw new WrongUse(`"${word}" is not a clause. Write its id as TEL-05.`)
  return as<ClauseId>(id)
}

function noticeId(word: string): string {
  if (slugPattern.test(word)) return word
  throw new WrongUse(`"${word}" is not the id of a notice. Write small letters, digits and hyphens: half-a-minute.`)
}

function folderOf(text: Given['text'], settings: Given['settings']): string {
  const named = text('content')
  return named === undefined ? settings().contentDir : resolve(named)
}

/** Ids parted by commas; none when the option is not given. */
function idsOf(option: string, text: Given['text']): readonly ClauseId[] {
  return (text(option) ?? '')
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')
    .map(clauseId)
}

function oneId(option: string, text: Given['text']): readonly ClauseId[] {
  const ids = idsOf(option, text)
  if (ids.length !== 1) throw new WrongUse(`Name one clause with --${option}, as --${option} TEL-11.`)
  return ids
}

async function runJudgement(judgement: Judgement, given: Given): Promise<0 | 1> {
  const { text, settings, out } = given
  const said = (option: string) => text(option)?.trim() ?? ''
  const [why, author, approver] = [said('why'), said('author'), said('approver')]
  const missing = ['why', 'author', 'approver'].flatMap((option) => (said(option) === '' ? [`--${option}`] : []))
  if (missing.length > 0) {
    const kept = missing.length === 1 ? 'it is kept' : 'they are kept'
    throw new WrongUse(`Say ${listed(missing)}: ${kept} with the verdict for good.`)
  }
  const onDay = dayGiven(text('on'))
  const named = text('notice')
  const noticeNamed = named === undefined ? undefined : noticeId(named)
  const folder = folderOf(text, settings)
  const parsed = await readCurriculum(folder)
  const on = onDay ?? dayOf(Temporal.Now.instant(), parsed.partial.organisation.timeZone)
  const judged = judge(parsed, judgement, { author, approver, on, why })
  if (judged.kind === 'refused') throw new Refused(judged.says)
  const first =
    noticeNamed === undefined || judged.announce.length === 0
      ? undefined
      : { path: `notices/${noticeNamed}.mdx`, text: firstNotice(titleOf(judged.lines), why, judged.announce) }
  const written = await addToLock(folder, parsed.partial.lock, judged.lines, first)
  if (written.kind === 'refused') throw new Refused(written.says)
  out.print(judged.lines.map(wordLockLine).join('\n'))
  tellWhatFollows(judged, first?.path, parsed, out)
  return 0
}

type Lines = Extract<Judged, { kind: 'judged' }>

/** A title to begin with: "TEL-05 is retired, TEL-11 and TEL-12 are new". */
function titleOf(lines: Lines['lines']): string {
  const becomes = {
    new: ['is new', 'are new'],
    material: ['changes', 'change'],
    retired: ['is retired', 'are retired'],
  }
  return (['retired', 'material', 'new'] as const)
    .flatMap((verdict) => {
      const ids = lines.filter((line) => line.verdict === verdict).map(({ clause }) => clause)
      if (ids.length === 0) return []
      const names = ids.length === 1 ? ids.join() : `${ids.slice(0, -1).join(', ')} and ${ids.at(-1)}`
      return [`${names} ${becomes[verdict][ids.length === 1 ? 0 : 1]}`]
    })
    .join(', ')
}

function tellWhatFollows(judged: Lines, noticePath: string | undefined, parsed: ParsedCurriculum, out: Out): void {
  const { lines, announce } = judged
  const inLock = lines.length === 1 ? 'The verdict is' : `${lines.length} verdicts are`
  out.tell(`${inLock} written to clauses.lock.`)
  if (noticePath !== undefined) {
    out.tell(wordFirstNotice(noticePath, announce))
  } else if (announce.length > 0) {
    out.tell(
      `A notice has to announce ${announce.join(', ')}: write notices/NAME.mdx with clauses: [${announce.join(', ')}], or begin with ${commandLine('clause', 'notice', 'NAME')}`,
    )
  }
  for (const sentence of staleCiters(lines, parsed)) out.tell(sentence)
}

function wordFirstNotice(path: string, announce: readonly PinnedClause[]): string {
  return `${path} announces ${announce.join(', ')}, from 14 days after publication with 21 days to update. Put it into your own words, and set the days.`
}

/** The questions and scenarios that the verdicts make stale, or that are now about what is gone. */
function staleCiters(lines: Lines['lines'], { partial, places }: ParsedCurriculum): readonly string[] {
  const judged = standingLines(lines.filter(({ verdict }) => verdict !== 'editorial' && verdict !== 'baseline'))
  const questions = [
    ...partial.quizzes.flatMap((quiz) => quiz.questions),
    ...partial.lessons.flatMap((lesson) => lesson.checks),
  ]
  const citers = [
    ...questions.map(({ id, clauses }) => ({ id, clauses, place: places.get(`question:${id}`), cites: 'asks about' })),
    ...partial.scenarios.map(({ id, clauses }) => ({
      id,
      clauses,
      place: places.get(`scenario:${id}`),
      cites: 'practises',
    })),
  ]
  return citers.flatMap(({ id, clauses, place, cites }) =>
    clauses.flatMap((text) => {
      const pinned = unpin(text)
      const line = pinned && judged.get(pinned.clause)
      if (pinned === undefined || line === undefined || line.revision === pinned.revision) return []
      const says = `${place?.file}:${place?.line}: ${id} ${cites} ${text}`
      return line.verdict === 'retired'
        ? [`${says}, which is retired.`]
        : [`${says} and is stale now. Read it beside the new words, and write ${line.clause}~${line.revision}.`]
    }),
  )
}
