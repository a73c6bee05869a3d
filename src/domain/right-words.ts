/** What the rights are called, and what each lets a person do. */
import type { Right } from './facts.ts'

export const rightWords: Readonly<Record<Right, { readonly word: string; readonly means: string }>> = {
  coordinator: {
    word: 'Training coordinator',
    means: 'Sees the readiness and the records of everybody, and decides on exceptions for others.',
  },
  steward: { word: 'Steward', means: 'Keeps the standards: reads all of them, also those for a few.' },
  auditor: { word: 'Auditor', means: 'Reads everything about everybody, and changes nothing.' },
  administrator: {
    word: 'Administrator',
    means:
      'Keeps people, teams and rights, sees the readiness and the records of everybody, and decides on exceptions.',
  },
}
