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
