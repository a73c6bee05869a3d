/** Those as whom a visitor signs in first. */
import { answers, earns, joins, readsNotices, suggests, updates } from '../deeds.ts'
import { telephone, welcome } from '../programmes.ts'
import { leavesTheRest, someone } from '../someone.ts'

export const firstVisited = [
  someone(
    'learner',
    'Maya Lindqvist',
    'new this week, nothing done: three programmes to do, with parts that count for more than one',
    joins(3, 'voice-north', 'adviser'),
    leavesTheRest,
  ),
  someone(
    'holder',
    'Amina Okafor',
    'certified in all that ask her: renewed in time, every changed clause shown, and nothing to do',
    joins(1100, 'voice-north', 'adviser'),
    earns(451, telephone),
    earns(449, welcome),
    earns(99, telephone),
    earns(97, welcome),
    readsNotices(4),
    updates(4),
    suggests(
      21,
      { clause: 'TEL-05' },
      'On Mondays the archive needs two minutes to open a drawing. Is it really four times back to the line? Perhaps the example could show that.',
    ),
    suggests(
      2,
      { lesson: 'holding-a-call' },
      'The new headsets count the seconds on hold for you. A sentence on where to see it would help those who join now.',
    ),
  ),
  someone(
    'manager',
    'Priya Nair',
    'leads the contact centre: readiness of three teams, and one renewal of her own is due',
    joins(1900, 'contact-centre', 'operations-manager', 'manager'),
    earns(330, telephone),
  ),
  someone(
    'coordinator',
    'Ruth Bergmann',
    'training coordinator: reads about everybody, assigns and follows up',
    joins(1300, 'back-offices', 'training-coordinator'),
    ['coordinator'],
  ),
  someone(
    'steward',
    'Helen Marsh',
    'standards owner: writes the clauses, never reads about people',
    joins(1700, 'back-offices', 'cx-specialist'),
    answers(
      12,
      'accepted',
      'Yes, four times, and each time one sentence is enough. The example will show a long search in the next publication. Thank you.',
    ),
    ['steward'],
  ),
  someone(
    'auditor',
    'Edmund Clarke',
    'auditor: reads every fact and changes none',
    joins(800, 'back-offices', 'qa-specialist'),
    ['auditor'],
  ),
  someone('admin', 'Joanna Reid', 'administrator: people, teams and rights', joins(1500, 'back-offices', 'manager'), [
    'administrator',
  ]),
]
