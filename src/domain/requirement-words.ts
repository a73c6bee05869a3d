/** How a requirement is named, and what the button that leads to it says. */
import type { RequirementKind } from './curriculum.ts'

export interface RequirementWords {
  readonly noun: string
  readonly start: string
  /** When something of it was done before. */
  readonly goOn: string
}

export const requirementWords: Readonly<Record<RequirementKind, RequirementWords>> = {
  lesson: { noun: 'Lesson', start: 'Start the lesson', goOn: 'Go on with the lesson' },
  quiz: { noun: 'Quiz', start: 'Start the quiz', goOn: 'Go on with the quiz' },
  acknowledgement: { noun: 'Read and understood', start: 'Read and confirm', goOn: 'Read and confirm' },
}
