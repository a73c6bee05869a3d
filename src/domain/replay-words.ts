/** Scenarios that are played again for a changed clause, in sentences. */
import type { Programme } from './curriculum.ts'
import { dayInWords } from './day-words.ts'
import type { ClauseId } from './ids.ts'
import type { Library } from './library.ts'
import type { PendingClause } from './pending-updates.ts'
import type { Replayed } from './replays.ts'
import { listed, lowerFirst } from './scope-words.ts'
import { deedOfUpdate } from './update-words.ts'
import { minutesInWords } from './words.ts'

/** "“The third call”". */
function titled({ title }: { readonly title: string }): string {
  return `“${title}”`
}

/**
 * What is still to be done of a clause that asks for more than one thing: "Questions answered rightly. Still to
 * do: play “The third call” again, 9 minutes." Undefined where an update is one thing, and not begun.
 */
export function restInWords(pending: PendingClause): string | undefined {
  const { replayed, isAnswered } = pending
  const toDo = toDoInWords(pending)
  const done = [
    ...(isAnswered ? [answeredRightly] : []),
    ...(replayed.kind === 'counts' ? [`${titled(replayed.scenario)} played and passed.`] : []),
  ]
  return toDo && [...done, toDo].join(' ')
}

const answeredRightly = 'Questions answered rightly.'

/** "Still to do: play “The third call” again, 9 minutes." Undefined where an update is one thing, and not begun. */
function toDoInWords({ open, replay, replayed, isAnswered, asked }: PendingClause): string | undefined {
  const isBegun = isAnswered || replayed.kind === 'counts'
  if (!isBegun && !open.includes('scenario')) return undefined
  const deeds = open.map((part) => {
    switch (part) {
      case 'questions':
        return lowerFirst(deedOfUpdate(asked))
      case 'scenario':
        return replay === undefined ? 'play' : `play ${titled(replay)} again, ${minutesInWords(replay.minutes)}`
      case 'reading':
        return 'confirm that you have read it'
    }
  })
  return `${isBegun ? 'Still to do' : 'To do'}: ${deeds.join(', and ')}.`
}

/** Beside a scenario that is played again for a clause: what became of it, and what is still to be done. */
export function replayInWords(pending: PendingClause): string {
  return [
    replayedInWords(pending.replayed, pending.clause.id),
    pending.isAnswered ? answeredRightly : undefined,
    toDoInWords(pending),
  ]
    .filter((sentence) => sentence !== undefined)
    .join(' ')
}

/** Beside the clauses that clear an update: the scenarios that are to be played, and the questions answered already. */
export function replaysLeftInWords(clauses: readonly PendingClause[]): string {
  const playing = Map.groupBy(
    clauses.filter(({ open }) => open.includes('scenario')),
    ({ replay }) => replay,
  )
  const plays = [...playing].flatMap(([replay, own]) =>
    replay === undefined ? [] : [` ${titled(replay)} is to be played again for ${idsOf(own)}.`],
  )
  const answered = clauses.filter(({ isAnswered }) => isAnswered)
  const played = Map.groupBy(
    clauses.filter(({ replayed }) => replayed.kind === 'counts'),
    ({ replayed }) => (replayed.kind === 'counts' ? replayed.scenario : undefined),
  )
  return [
    ...plays,
    ...(answered.length === 0 ? [] : [` The questions on ${idsOf(answered)} are answered.`]),
    ...[...played].flatMap(([scenario, own]) =>
      scenario === undefined ? [] : [` ${titled(scenario)} was played again for ${idsOf(own)}.`],
    ),
  ].join('')
}

function idsOf(clauses: readonly PendingClause[]): string {
  return listed(clauses.map(({ clause }) => clause.id))
}

/** What became of playing it since the clause changed; undefined where it was not played. */
export function replayedInWords(replayed: Replayed, clause: ClauseId): string | undefined {
  if (replayed.kind === 'not-played') return undefined
  const { on, percent } = replayed.play
  const day = dayInWords(on)
  switch (replayed.kind) {
    case 'counts':
      return `You played ${titled(replayed.scenario)} on ${day}, passed with ${percent}%, and showed ${clause} on the way.`
    case 'not-shown':
      return `You passed it on ${day}, but it did not show ${clause}: ${replayed.percent}% on ${clause}, and ${replayed.needed}% are needed. Play it again as often as you like.`
    case 'other-way':
      return `You passed it on ${day}, on a way that did not come to ${clause}. Play it again: other replies lead elsewhere.`
    case 'older-words':
      return `You passed it on ${day}, in a play that you had begun before ${clause} changed. Play it once more, in the new words.`
    case 'not-passed':
      return `You played it on ${day} and came to ${percent}%, which did not pass. Play it again as often as you like.`
  }
}

/** What a programme says of updates: "When a clause changes that “The third call” practises, you play it again…". */
export function replaysOfProgramme({ replays = [] }: Programme, library: Library): string | undefined {
  const titles = replays.flatMap((id) => {
    const scenario = library.curriculum.scenarios.find((one) => one.id === id)
    return scenario === undefined ? [] : [titled(scenario)]
  })
  if (titles.length === 0) return undefined
  return titles.length === 1
    ? `When a clause changes that ${titles[0]} practises, you play it again for the update.`
    : `When a clause changes, you play again for the update the first of these that practises it: ${titles.join(', ')}.`
}
