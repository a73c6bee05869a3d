/** How a requirement is named, and what the button that leads to it says. */
import type { RequirementKind } from './curriculum.ts'

export interface RequirementWords {
  readonly noun: string
  readonly start: string
  /** When something of it was done before. */
  readonly goOn: string
}

export const requirementWords: Readonly<Record<RequirementKind, RequirementWords>> = {
  lesson: { noun: 'Lesson', start: 'Start', goOn: 'Go on with' },
  quiz: { noun: 'Quiz', start: 'Start', goOn: 'Go on with' },
  scenario: { noun: 'Scenario', start: 'Play', goOn: 'Go on with' },
  acknowledgement: { noun: 'Read and understood', start: 'Read and confirm', goOn: 'Read and confirm' },
}

/** On a button, which names what it leads to: "Start “Holding a call”", "Go on with “Telephone quiz”". */
export function deedInWords(
  { requirement, title }: { readonly requirement: { readonly kind: RequirementKind }; readonly title: string },
  isBegun = false,
): string {
  return `${requirementWords[requirement.kind][isBegun ? 'goOn' : 'start']} “${title}”`
}
