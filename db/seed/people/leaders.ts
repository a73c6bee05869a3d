/** Those who lead. */
import { earns, joins } from '../deeds.ts'
import { telephone } from '../programmes.ts'
import { someone } from '../someone.ts'

export const leaders = [
  someone(
    'margaret.ashdown',
    'Margaret Ashdown',
    'leads the whole company and sees every team',
    joins(2100, 'alder-and-quay', 'manager'),
  ),
  someone(
    'tom.hale',
    'Tom Hale',
    'approves standards and leads the back offices, whose operations manager answers no calls',
    joins(2000, 'back-offices', 'operations-manager'),
  ),
  someone(
    'grace.adeyemi',
    'Grace Adeyemi',
    'leads Voice North and renewed the telephone early in her window',
    joins(1600, 'voice-north', 'team-leader'),
    earns(448, telephone),
    earns(128, telephone),
  ),
  someone(
    'owen.pritchard',
    'Owen Pritchard',
    'leads Voice South with his own telephone certificate in grace: shows that leading exempts nobody',
    joins(1400, 'voice-south', 'team-leader'),
    earns(381, telephone),
  ),
  someone(
    'leila.haddad',
    'Leila Haddad',
    'leads Written, where everything but the telephone is asked',
    joins(1200, 'written', 'team-leader'),
  ),
  someone(
    'victor.almeida',
    'Victor Almeida',
    'leads the branches and renewed the telephone on the last day',
    joins(1800, 'branches', 'operations-manager', 'manager'),
    earns(455, telephone),
    earns(90, telephone),
  ),
  someone(
    'ingrid.solberg',
    'Ingrid Solberg',
    'leads Castle Gate with four programmes; the telephone has been hers without a gap',
    joins(1550, 'castle-gate', 'team-leader'),
    earns(450, telephone),
    earns(110, telephone),
  ),
  someone(
    'samuel.ochieng',
    'Samuel Ochieng',
    'leads Harbour Street, which has a counter and no telephone',
    joins(990, 'harbour-street', 'team-leader'),
  ),
]
