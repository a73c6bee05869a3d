/** Which components an author may write, with which attributes, and in what they stand. */

export const fileKinds = ['standard', 'lesson', 'quiz', 'notice', 'scenario'] as const
export type FileKind = (typeof fileKinds)[number]

export const componentNames = [
  'Clause',
  'Param',
  'Why',
  'Example',
  'Say',
  'Well',
  'Badly',
  'Try',
  'Note',
  'Figure',
  'Check',
  'Question',
  'Option',
  'Feedback',
  'Hold',
  'Wait',
  'VoiceNote',
  'Mail',
  'Choice',
  'Go',
  'End',
] as const
export type ComponentName = (typeof componentNames)[number]

export interface ComponentRule {
  readonly required: readonly string[]
  readonly optional: readonly string[]
  /** Attributes that stand without a value. */
  readonly flags: readonly string[]
  /** What it may stand in: a file of a kind, or another component. The nearest component counts. */
  readonly within: readonly (FileKind | ComponentName)[]
  /** Written `<Name … />`, with nothing inside. */
  readonly empty: boolean
}

const plain = { required: [], optional: [], flags: [], empty: false } satisfies Partial<ComponentRule>
const prose = ['standard', 'lesson', 'notice'] as const
const question = { required: ['id', 'type', 'clauses', 'level'], optional: [], flags: ['fixed'], empty: false } as const

const rules: Record<ComponentName, ComponentRule> = {
  Clause: { ...plain, required: ['id', 'level', 'role', 'channel', 'target'], within: ['standard'] },
  Param: { ...plain, required: ['name', 'value', 'unit'], within: ['Clause', 'Why', 'Example'], empty: true },
  Why: { ...plain, within: ['Clause'] },
  Example: { ...plain, within: ['Clause', ...prose] },
  Say: {
    ...plain,
    optional: ['who', 'aside'],
    within: [...prose, 'Well', 'Badly', 'Example', 'Note', 'Question', 'Check'],
  },
  Well: { ...plain, within: [...prose, 'Example', 'Note'] },
  Badly: { ...plain, within: [...prose, 'Example', 'Note'] },
  Try: { ...plain, within: ['lesson'] },
  Note: { ...plain, within: prose },
  Figure: {
    ...plain,
    required: ['src', 'alt'],
    optional: ['caption'],
    within: [...prose, 'Note', 'Example', 'Question', 'Check'],
    empty: true,
  },
  Check: { ...question, within: ['lesson'] },
  Question: { ...question, within: ['quiz'] },
  Option: { ...plain, flags: ['correct'], within: ['Question', 'Check'] },
  Feedback: { ...plain, within: ['Option', 'Choice'] },
  // Time that passes: on hold, or until somebody answers.
  Hold: { ...plain, required: ['seconds'], within: ['scenario'], empty: true },
  Wait: { ...plain, required: ['minutes'], within: ['scenario'], empty: true },
  VoiceNote: { ...plain, required: ['who', 'seconds'], within: ['scenario'] },
  Mail: { ...plain, required: ['from', 'subject'], within: ['scenario'] },
  Choice: {
    ...plain,
    required: ['id', 'to', 'score'],
    optional: ['mood', 'set', 'if', 'fatal'],
    within: ['scenario'],
  },
  Go: { ...plain, required: ['to'], optional: ['if'], within: ['scenario'], empty: true },
  End: { ...plain, required: ['outcome'], within: ['scenario'] },
}
/** In a lesson a clause is embedded by its id; its words stay in the standard. */
const embeddedClause: ComponentRule = { ...plain, required: ['id'], within: ['lesson'], empty: true }

/** In a scenario somebody known speaks, and may look different from then on. */
const spokenLine: ComponentRule = {
  ...plain,
  required: ['who'],
  optional: ['mood', 'aside'],
  within: ['scenario', 'End'],
}

export function isComponentName(name: string): name is ComponentName {
  return Object.hasOwn(rules, name)
}

export function componentRule(name: ComponentName, kind: FileKind): ComponentRule {
  if (name === 'Clause' && kind === 'lesson') return embeddedClause
  return name === 'Say' && kind === 'scenario' ? spokenLine : rules[name]
}

/** Stands in a line of text; every other component is a block of its own. */
export function isInline(name: ComponentName): boolean {
  return name === 'Param'
}

/** What a component is made of, beside its text. */
export const partsOf: Partial<Record<ComponentName, readonly ComponentName[]>> = {
  Clause: ['Why', 'Example'],
  Question: ['Option'],
  Check: ['Option'],
  Option: ['Feedback'],
  Choice: ['Feedback'],
}
