/** The small library with a lock, and verdicts and notices added to it as the commands do. */
import { lockFile, lockHead, wordLockLine } from '../../src/curriculum/lock.ts'
import { judge, type Judgement, type Signature } from '../../src/curriculum/verdicts.ts'
import { day } from '../../src/domain/days.ts'
import { as, type ClauseId } from '../../src/domain/ids.ts'
import { parse, soundLibrary, type Library } from './small-library.ts'

export const signature: Signature = {
  author: 'Helen Marsh',
  approver: 'Tom Hale',
  on: day('2026-11-02'),
  why: 'Callers told us so',
}

export const clauses = (...ids: readonly string[]) => ids.map((id) => as<ClauseId>(id))

/** The library with the lines of a judgement at the end of its lock. Throws where it is refused. */
export function judged(library: Library, judgement: Judgement, signed: Signature = signature): Library {
  const outcome = judge(parse(library), judgement, signed)
  if (outcome.kind === 'refused') throw new Error(outcome.says)
  const lines = outcome.lines.map((line) => `${wordLockLine(line)}\n`)
  return { ...library, [lockFile]: `${library[lockFile] ?? lockHead}${lines.join('')}` }
}

/** The library with every clause adopted that its lock does not know: as a baseline where there is no lock. */
export function adopted(library: Library = soundLibrary, signed: Signature = signature): Library {
  return judged(library, { kind: 'adopt', clauses: [] }, signed)
}

/** A library with one passage of a file replaced. The passage must be there. */
export function changed(library: Library, path: string, passage: string, replacement: string): Library {
  const text = library[path] ?? ''
  if (!text.includes(passage)) throw new Error(`${path} holds no "${passage}"`)
  return { ...library, [path]: text.replace(passage, () => replacement) }
}

/** The library with a notice: of 14 days until it is in force and 21 to update, unless fields say otherwise. */
export function announced(
  library: Library,
  id: string,
  pins: readonly string[],
  fields: Readonly<Record<string, string>> = {},
): Library {
  const { effective, ...others } = fields
  const front = {
    title: 'A change',
    summary: 'What is different.',
    clauses: `[${pins.join(', ')}]`,
    ...(effective === undefined ? { effective_after_days: '14' } : { effective }),
    update_within_days: '21',
    ...others,
  }
  const lines = Object.entries(front).map(([name, value]) => `${name}: ${value}`)
  return { ...library, [`notices/${id}.mdx`]: `---\n${lines.join('\n')}\n---\nCallers told us so.\n` }
}
