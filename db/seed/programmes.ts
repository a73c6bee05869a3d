/** The programmes of the library, by the words with which the story tells of them. */
export const welcome = 'onboarding-core'
export const telephone = 'telephone-adviser'
export const counter = 'branch-reception'
export const writing = 'written-and-digital'
export const complaints = 'complaints-officer'
export const leading = 'team-leader'
export const managing = 'service-management'

export type ProgrammeKey =
  | typeof welcome
  | typeof telephone
  | typeof counter
  | typeof writing
  | typeof complaints
  | typeof leading
  | typeof managing
