/** The back offices: complaints, quality, training. */
import { earns, isAway, joins, moves, takesUp } from '../deeds.ts'
import { isCertifiedByHand } from '../exception-deeds.ts'
import { complaints, telephone } from '../programmes.ts'
import { someone } from '../someone.ts'

export const backOffices = [
  someone(
    'francis.obi',
    'Francis Obi',
    'certified complaints officer: no channel is asked of the role',
    joins(1120, 'back-offices', 'complaints-officer'),
    earns(452, complaints),
    earns(96, complaints),
  ),
  someone(
    'linda.kovacs',
    'Linda Kovács',
    'complaints officer on leave',
    joins(960, 'back-offices', 'complaints-officer'),
    isAway(20),
  ),
  someone(
    'dorothy.payne',
    'Dorothy Payne',
    'once an adviser in Written, a complaints officer for half a year',
    joins(650, 'written', 'adviser'),
    takesUp(215, 'complaints-officer'),
    moves(215, 'back-offices'),
    earns(209, complaints),
  ),
  someone(
    'theo.marchetti',
    'Theo Marchetti',
    'quality specialist, once an adviser in Voice South whose telephone certificate has lapsed',
    joins(1280, 'voice-south', 'adviser'),
    earns(450, telephone),
    takesUp(400, 'qa-specialist'),
    moves(400, 'back-offices'),
  ),
  someone(
    'joyce.mbeki',
    'Joyce Mbeki',
    'complaints officer certified by hand, for two days at the ombudsman’s',
    joins(58, 'back-offices', 'complaints-officer'),
    isCertifiedByHand(50, complaints, 54, [
      'learned-elsewhere',
      'The ombudsman’s course for officers, both days. The paper is with Ruth.',
    ]),
  ),
]
