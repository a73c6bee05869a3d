/** What clauses ask, in sentences. */
import { isBinding, type Clause, type Level } from './curriculum.ts'
import type { ClauseId } from './ids.ts'
import { listed } from './scope-words.ts'
import { capitalised, numberInWords } from './words.ts'

/** "Both clauses bind." "Eight clauses bind, one advises and two allow." */
export function levelsInWords(clauses: readonly Pick<Clause, 'level'>[]): string {
  const all = clauses.length
  if (all === 0) return 'It holds no clauses.'
  const binding = clauses.filter(isBinding).length
  if (binding === all) {
    if (all === 1) return 'Its one clause binds.'
    return all === 2 ? 'Both clauses bind.' : `All ${numberInWords(all)} clauses bind.`
  }
  const parts = [
    { count: binding, one: 'binds', many: 'bind' },
    { count: clauses.filter(({ level }) => level === 'should').length, one: 'advises', many: 'advise' },
    { count: clauses.filter(({ level }) => level === 'may').length, one: 'allows', many: 'allow' },
  ].filter(({ count }) => count > 0)
  const words = parts.map(({ count, one, many }, at) => {
    const noun = at > 0 ? '' : count === 1 ? ' clause' : ' clauses'
    return `${numberInWords(count)}${noun} ${count === 1 ? one : many}`
  })
  return `${capitalised(listed(words))}.`
}

/**
 * Which clauses stand in a chapter, in the order in which they stand: "01–03" for ids that follow one
 * another, each by itself where they do not.
 */
export function numbersInWords(ids: readonly ClauseId[]): readonly string[] {
  const numbers = ids.map((id) => id.slice(id.indexOf('-') + 1))
  const runs: string[][] = []
  for (const number of numbers) {
    const run = runs.at(-1)
    if (run !== undefined && Number(number) === Number(run.at(-1)) + 1) run.push(number)
    else runs.push([number])
  }
  return runs.map((run) => (run.length === 1 ? run.join('') : `${run[0] ?? ''}–${run.at(-1) ?? ''}`))
}

/** What a level means to whoever is held to the clause. */
export const levelMeans: Readonly<Record<Level, string>> = {
  must: 'It binds: do it every time.',
  'must-not': 'It binds: never do what it forbids.',
  should: 'It advises: do it unless you have a good reason not to.',
  may: 'It allows: you are free to, and nobody may hold it against you.',
}
