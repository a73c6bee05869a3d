/** What clauses ask, in sentences. */
import { isBinding, type Clause, type Level } from './curriculum.ts'
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

/** What a level means to whoever is held to the clause. */
export const levelMeans: Readonly<Record<Level, string>> = {
  must: 'It binds: do it every time.',
  'must-not': 'It binds: never do what it forbids.',
  should: 'It advises: do it unless you have a good reason not to.',
  may: 'It allows: you are free to, and nobody may hold it against you.',
}
