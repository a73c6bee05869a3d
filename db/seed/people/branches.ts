/** Castle Gate, whose counter also answers the branch line, and Harbour Street, which has a counter alone and is short of people. */
import { earns, fails, joins, leaves, moves, readsHalf, studies, takesUp } from '../deeds.ts'
import { counter, telephone, welcome } from '../programmes.ts'
import { leavesTheRest, someone } from '../someone.ts'

export const branches = [
  // ---- Castle Gate
  someone(
    'wendy.cole',
    'Wendy Cole',
    'certified at a counter that also answers the branch line',
    joins(1350, 'castle-gate', 'adviser'),
    earns(453, telephone),
    earns(64, telephone),
  ),
  someone(
    'bilal.aydin',
    'Bilal Aydın',
    'certified in all within three weeks of joining',
    joins(52, 'castle-gate', 'adviser'),
    earns(40, telephone),
    earns(38, counter),
    earns(36, welcome),
  ),
  someone(
    'charlotte.reeve',
    'Charlotte Reeve',
    'the counter is hers, the telephone is to do and due this week',
    joins(11, 'castle-gate', 'adviser'),
    earns(6, counter),
    earns(3, welcome),
    studies(2, telephone, 1),
  ),
  someone(
    'ivan.horvat',
    'Ivan Horvat',
    'telephone expired yesterday',
    joins(860, 'castle-gate', 'adviser'),
    earns(367, telephone),
  ),
  someone(
    'lydia.crane',
    'Lydia Crane',
    'telephone renewal due in three days',
    joins(840, 'castle-gate', 'adviser'),
    earns(362, telephone),
  ),
  someone(
    'tariq.hussain',
    'Tariq Hussain',
    'telephone expired, after grace: everything anew',
    joins(850, 'castle-gate', 'adviser'),
    earns(420, telephone),
  ),
  someone(
    'dylan.hughes',
    'Dylan Hughes',
    'overdue at the counter for half a year, though the telephone is his',
    joins(205, 'castle-gate', 'adviser'),
    studies(203, counter, 1),
    fails(190, counter),
  ),
  someone(
    'moses.banda',
    'Moses Banda',
    'changed role from adviser to quality: the channels are no longer asked, Service management is',
    joins(910, 'castle-gate', 'adviser'),
    earns(440, telephone),
    takesUp(140, 'qa-specialist'),
  ),
  someone(
    'imogen.blake',
    'Imogen Blake',
    'three programmes of different lengths: three certificates, each with a day of its own',
    joins(590, 'castle-gate', 'adviser'),
  ),
  someone(
    'rafael.quintana',
    'Rafael Quintana',
    'moved here from Harbour Street: certified for the branch line soon after',
    joins(600, 'harbour-street', 'adviser'),
    moves(160, 'castle-gate'),
    earns(151, telephone),
  ),

  // ---- Harbour Street
  someone(
    'karin.lund',
    'Karin Lund',
    'certified at a counter without a telephone: Telephone adviser is not required of her',
    joins(720, 'harbour-street', 'adviser'),
  ),
  someone(
    'diego.ramos',
    'Diego Ramos',
    'moved here from Castle Gate with a telephone certificate that stands, though nothing asks for it',
    joins(1010, 'castle-gate', 'adviser'),
    earns(449, telephone),
    earns(100, telephone),
    moves(33, 'harbour-street'),
  ),
  someone(
    'freya.halvorsen',
    'Freya Halvorsen',
    'certified at the counter for eighteen months, where the telephone gives twelve',
    joins(380, 'harbour-street', 'adviser'),
    earns(371, counter),
  ),
  someone(
    'george.papadakis',
    'George Papadakis',
    'overdue by a month: joined and never began',
    joins(46, 'harbour-street', 'adviser'),
    leavesTheRest,
  ),
  someone(
    'amara.diallo',
    'Amara Diallo',
    'left a lesson in the middle, to be taken up again',
    joins(9, 'harbour-street', 'adviser'),
    studies(7, counter, 1),
    readsHalf(2, counter),
    leavesTheRest,
  ),
  someone(
    'abigail.stone',
    'Abigail Stone',
    'left before the portal opened: nothing was ever asked of her',
    joins(830, 'harbour-street', 'adviser'),
    leaves(470),
  ),
]
