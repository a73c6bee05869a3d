/**
 * The people of Alder & Quay. Everybody has a purpose: the one thing that this person shows, which
 * the demo prints and the tests lean on. Days count back from the day of seeding.
 */
import { backOffices } from './people/back-offices.ts'
import { branches } from './people/branches.ts'
import { firstVisited } from './people/first-visited.ts'
import { leaders } from './people/leaders.ts'
import { voiceNorth } from './people/voice-north.ts'
import { voiceSouth } from './people/voice-south.ts'
import { written } from './people/written.ts'
import type { PersonStory } from './someone.ts'

/** Everybody in the demo signs in with it. */
export const demoPassword = 'gold-on-dark-stone'

export const people: readonly PersonStory[] = [
  ...firstVisited,
  ...leaders,
  ...voiceNorth,
  ...voiceSouth,
  ...written,
  ...branches,
  ...backOffices,
]

/** As whom to sign in to see what a changed clause asks, and what is to be seen. */
export const changesShownBy: readonly { readonly key: string; readonly sees: string }[] = [
  { key: 'thandiwe.dube', sees: 'an update due: £30 became £50, shown once for calls and chats' },
  {
    key: 'noor.rahman',
    sees: 'an update due for a change that is still to come: the old words stand, the new ones beneath',
  },
  { key: 'nadia.petrova', sees: 'an update overdue: half a minute on hold, a question and a call to play again' },
  { key: 'holder', sees: 'the updates done, and why nothing is left to do' },
  { key: 'steward', sees: 'the notices, and the history of TEL-05 and of CHA-06, whose rewording asked nobody' },
]

/** Who has played scenarios with an end to look at, and what is to be seen. */
export const scenariosShownBy: readonly { readonly key: string; readonly sees: string }[] = [
  { key: 'learner', sees: 'scenarios to practise and to play, none yet begun' },
  { key: 'patrick.doyle', sees: 'a call left in the middle: go on where it stands' },
  { key: 'elena.popescu', sees: 'a rehearsal in the middle: the coach, and a step back' },
  { key: 'kenneth.boyle', sees: 'the third call, failed and then passed: two debriefs to compare' },
]

/** For whom something was decided apart from the rules, and what is to be seen. */
export const exceptionsShownBy: readonly { readonly key: string; readonly sees: string }[] = [
  { key: 'marta.kowalska', sees: 'exempt until next month' },
  { key: 'gareth.lewis', sees: 'a programme set aside' },
  { key: 'helena.brandt', sees: 'a certificate extended, with its renewal open' },
  { key: 'aaron.whitlock', sees: 'a certificate taken back, and the path anew' },
  { key: 'lena.fischer', sees: 'lessons recognised as learned elsewhere' },
  { key: 'simon.achterberg', sees: 'tested out: certified without the lessons' },
  { key: 'joyce.mbeki', sees: 'certified by hand' },
  { key: 'dylan.hughes', sees: 'attempts used up, and more of them given' },
  { key: 'sunita.rao', sees: 'a renewal whose window is open' },
  { key: 'beatrice.lowe', sees: 'a certificate that ran out, in grace: the shorter path' },
]
