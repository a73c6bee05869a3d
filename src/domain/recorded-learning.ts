/** What a person's record tells of lessons, readings, updates and notices. */
import type { Day } from './days.ts'
import { isKind, type Recorded } from './facts.ts'
import type { ClauseEvidence } from './ids.ts'
import type { Library } from './library.ts'
import type { UpdatePart } from './outcomes.ts'
import type { Titled } from './record.ts'
import { showsAtOnce } from './replays.ts'

/**
 * `missed`: a try in which not every answer was right. `answered`: one in which each was, while a scenario was
 * still to be played.
 */
export type RecordedUpdate = UpdatePart | 'missed' | 'answered'

interface Shown {
  readonly on: Day
  readonly publication: number
  readonly clauses: readonly ClauseEvidence[]
}

export interface RecordedLearning {
  readonly lessons: readonly (Shown & { readonly lesson: Titled })[]
  readonly acknowledgements: readonly (Shown & { readonly standard: Titled })[]
  readonly updates: readonly {
    readonly on: Day
    readonly clause: ClauseEvidence
    readonly publication: number
    readonly by: RecordedUpdate
  }[]
  readonly notices: readonly { readonly on: Day; readonly publication: number; readonly notice: Titled }[]
}

export function learnedOf(facts: readonly Recorded[], library: Library): RecordedLearning {
  const notices = new Map<string, string>(library.curriculum.notices.map(({ id, title }) => [id, title]))
  const learned = {
    lessons: [] as RecordedLearning['lessons'][number][],
    acknowledgements: [] as RecordedLearning['acknowledgements'][number][],
    updates: [] as RecordedLearning['updates'][number][],
    notices: [] as RecordedLearning['notices'][number][],
  }
  for (const recorded of facts) {
    if (isKind(recorded, 'lesson-completed')) {
      const { lesson: id, on, publication, clauses } = recorded.fact
      const lesson = { id, title: library.lessons.get(id)?.title ?? id }
      learned.lessons.push({ on, lesson, publication, clauses })
    } else if (isKind(recorded, 'acknowledged')) {
      const { standard: id, on, publication, clauses } = recorded.fact
      const standard = { id, title: library.standards.get(id)?.title ?? id }
      learned.acknowledgements.push({ on, standard, publication, clauses })
    } else if (isKind(recorded, 'clause-updated')) {
      const { on, clause, publication, by } = recorded.fact
      learned.updates.push({ on, clause, publication, by })
    } else if (isKind(recorded, 'update-tried') && !showsAtOnce(facts, recorded)) {
      const { on, clause, publication, passed } = recorded.fact
      learned.updates.push({ on, clause, publication, by: passed ? 'answered' : 'missed' })
    } else if (isKind(recorded, 'notice-read')) {
      const { notice: id, on, publication } = recorded.fact
      learned.notices.push({ on, publication, notice: { id, title: notices.get(id) ?? id } })
    }
  }
  return learned
}
