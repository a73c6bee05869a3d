/**
 * The people of Alder & Quay. Everybody has a purpose: the one thing that this person shows, which
 * the demo prints and the tests lean on. Days count back from the day of seeding.
 */
import type { Right } from '../../src/domain/facts.ts'
import {
  acknowledges,
  answers,
  earns,
  fails,
  isAway,
  joins,
  leaves,
  leavesOpen,
  moves,
  passes,
  readsHalf,
  studies,
  suggests,
  takesUp,
  type Deed,
} from './deeds.ts'

export interface PersonStory {
  /** The part of the address before the @; unique. */
  readonly key: string
  readonly name: string
  readonly email: string
  /** What this person shows, as a line of the printed list. */
  readonly shows: string
  readonly rights: readonly Right[]
  readonly deeds: readonly Deed[]
}

/** Everybody in the demo signs in with it. */
export const demoPassword = 'gold-on-dark-stone'

export const people: readonly PersonStory[] = [
  // ---- those a visitor signs in as first
  someone(
    'learner',
    'Maya Lindqvist',
    'new this week, nothing done: everything is to do',
    joins(3, 'voice-north', 'adviser'),
  ),
  someone(
    'holder',
    'Amina Okafor',
    'certified, renewed in time and ready until next year',
    joins(1100, 'voice-north', 'adviser'),
    earns(451),
    earns(99),
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
    'leads the contact centre: readiness of three teams, and her own renewal is due',
    joins(1900, 'contact-centre', 'operations-manager', 'manager'),
    earns(330),
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

  // ---- those who lead
  someone(
    'margaret.ashdown',
    'Margaret Ashdown',
    'leads the whole company and sees every team',
    joins(2100, 'alder-and-quay', 'manager'),
  ),
  someone(
    'tom.hale',
    'Tom Hale',
    'approves standards and leads the back offices',
    joins(2000, 'back-offices', 'operations-manager'),
  ),
  someone(
    'grace.adeyemi',
    'Grace Adeyemi',
    'leads Voice North and renewed early in her window',
    joins(1600, 'voice-north', 'team-leader'),
    earns(448),
    earns(128),
  ),
  someone(
    'owen.pritchard',
    'Owen Pritchard',
    'leads Voice South with his own certificate in grace: shows that leading exempts nobody',
    joins(1400, 'voice-south', 'team-leader'),
    earns(381),
  ),
  someone(
    'leila.haddad',
    'Leila Haddad',
    'leads Written, where no telephone standing is required',
    joins(1200, 'written', 'team-leader'),
  ),
  someone(
    'victor.almeida',
    'Victor Almeida',
    'leads the branches and renewed on the last day',
    joins(1800, 'branches', 'operations-manager', 'manager'),
    earns(455),
    earns(90),
  ),
  someone(
    'ingrid.solberg',
    'Ingrid Solberg',
    'leads Castle Gate, certified without a gap',
    joins(1550, 'castle-gate', 'team-leader'),
    earns(450),
    earns(110),
  ),
  someone(
    'samuel.ochieng',
    'Samuel Ochieng',
    'leads Harbour Street, which has a counter and no telephone',
    joins(990, 'harbour-street', 'team-leader'),
  ),

  // ---- Voice North
  someone(
    'daniel.mensah',
    'Daniel Mensah',
    'renewal due within the month',
    joins(900, 'voice-north', 'adviser'),
    earns(342),
  ),
  someone(
    'sunita.rao',
    'Sunita Rao',
    'renewal due: the window opened last week',
    joins(870, 'voice-north', 'adviser'),
    earns(312),
  ),
  someone(
    'kenneth.boyle',
    'Kenneth Boyle',
    'failed the quiz twice, then passed',
    joins(210, 'voice-north', 'adviser'),
    studies(208),
    fails(206),
    fails(204),
    passes(201),
    acknowledges(200),
  ),
  someone(
    'zofia.zielinska',
    'Zofia Zielińska',
    'certified; a name that search must find without its marks',
    joins(640, 'voice-north', 'adviser'),
    earns(446),
    earns(95),
  ),
  someone(
    'patrick.doyle',
    'Patrick Doyle',
    'half way: two lessons done and six days left',
    joins(8, 'voice-north', 'adviser'),
    studies(6, 2),
  ),
  someone(
    'amara.diallo',
    'Amara Diallo',
    'left a lesson in the middle, to be taken up again',
    joins(6, 'voice-north', 'adviser'),
    studies(5, 1),
    readsHalf(2),
  ),
  someone(
    'lucas.ferreira',
    'Lucas Ferreira',
    'left a quiz open after two questions, to be taken up again',
    joins(9, 'voice-north', 'adviser'),
    studies(7),
    leavesOpen(1),
  ),
  someone(
    'hannah.weiss',
    'Hannah Weiss',
    'on leave since the summer: paused, with the certificate running on',
    joins(1000, 'voice-north', 'adviser'),
    earns(447),
    earns(120),
    isAway(45),
  ),
  someone(
    'george.papadakis',
    'George Papadakis',
    'overdue by a month: joined and never began',
    joins(46, 'voice-north', 'adviser'),
  ),
  someone(
    'nadia.petrova',
    'Nadia Petrova',
    'certified in her first week',
    joins(150, 'voice-north', 'adviser'),
    earns(147),
  ),
  someone(
    'callum.fraser',
    'Callum Fraser',
    'left the organisation, with the past still told',
    joins(1250, 'voice-north', 'adviser'),
    earns(449),
    leaves(180),
  ),
  someone(
    'mei.tanaka',
    'Mei Tanaka',
    'certificate lapsed and renewed within grace',
    joins(760, 'voice-north', 'adviser'),
    earns(430),
    earns(50),
  ),

  // ---- Voice South
  someone(
    'beatrice.lowe',
    'Beatrice Lowe',
    'expired, in grace: the shorter path is open',
    joins(820, 'voice-south', 'adviser'),
    earns(376),
  ),
  someone(
    'tariq.hussain',
    'Tariq Hussain',
    'expired, after grace: everything anew',
    joins(850, 'voice-south', 'adviser'),
    earns(420),
  ),
  someone(
    'olivia.grant',
    'Olivia Grant',
    'certified, with a year ahead',
    joins(25, 'voice-south', 'adviser'),
    earns(18),
  ),
  someone('rhys.morgan', 'Rhys Morgan', 'overdue since yesterday', joins(16, 'voice-south', 'adviser'), studies(10, 3)),
  someone(
    'elena.popescu',
    'Elena Popescu',
    'moved here from Written, where the telephone was not hers: to do since the move',
    joins(700, 'written', 'adviser'),
    moves(5, 'voice-south'),
  ),
  someone(
    'jonas.berg',
    'Jonas Berg',
    'back from leave, which moved his deadline by the days away',
    joins(60, 'voice-south', 'adviser'),
    isAway(55, 4),
  ),
  someone(
    'fatima.benali',
    'Fatima Benali',
    'left and returned after expiry: to do again',
    joins(1150, 'voice-south', 'adviser'),
    earns(452),
    leaves(300),
    joins(7, 'voice-south', 'adviser'),
  ),
  someone(
    'stephen.okoro',
    'Stephen Okoro',
    'left and returned before expiry: certified as before',
    joins(940, 'voice-south', 'adviser'),
    earns(300),
    leaves(200),
    joins(80, 'voice-south', 'adviser'),
  ),
  someone(
    'claire.dubois',
    'Claire Dubois',
    'renewal due, and the renewal quiz already passed',
    joins(780, 'voice-south', 'adviser'),
    earns(335),
    passes(12),
  ),
  someone(
    'marcus.bell',
    'Marcus Bell',
    'failed the renewal quiz once; the certificate still holds',
    joins(730, 'voice-south', 'adviser'),
    earns(340),
    fails(9),
  ),
  someone(
    'ines.carvalho',
    'Inês Carvalho',
    'certified after coming back from a long leave',
    joins(1050, 'voice-south', 'adviser'),
    isAway(459, 260),
    earns(250),
  ),
  someone(
    'dylan.hughes',
    'Dylan Hughes',
    'overdue for half a year',
    joins(205, 'voice-south', 'adviser'),
    studies(203, 1),
    fails(190),
  ),
  someone(
    'yuki.sato',
    'Yuki Sato',
    'certified, promoted from adviser to team leader on the way',
    joins(1020, 'voice-south', 'adviser'),
    earns(445),
    takesUp(260, 'team-leader'),
    earns(102),
  ),
  someone(
    'ahmed.farouk',
    'Ahmed Farouk',
    'paused before he could begin',
    joins(70, 'voice-south', 'adviser'),
    isAway(66),
  ),
  someone(
    'rosalind.pike',
    'Rosalind Pike',
    'everything done but the acknowledgement',
    joins(12, 'voice-south', 'adviser'),
    studies(10),
    passes(8),
  ),

  // ---- Written
  someone('noor.rahman', 'Noor Rahman', 'not required: letters and e-mail only', joins(680, 'written', 'adviser')),
  someone(
    'peter.novak',
    'Peter Novák',
    'moved here from Voice North: the certificate stands, nothing is asked',
    joins(1080, 'voice-north', 'adviser'),
    earns(444),
    earns(105),
    moves(70, 'written'),
  ),
  someone('sophie.turner', 'Sophie Turner', 'not required: chat and social media', joins(410, 'written', 'adviser')),
  someone('emeka.nwosu', 'Emeka Nwosu', 'not required, and new', joins(11, 'written', 'adviser')),
  someone(
    'greta.holm',
    'Greta Holm',
    'on leave where nothing is required: in no count',
    joins(590, 'written', 'adviser'),
    isAway(30),
  ),
  someone(
    'arthur.finch',
    'Arthur Finch',
    'moved to Voice South for a while and came back',
    joins(880, 'written', 'adviser'),
    moves(310, 'voice-south'),
    earns(298),
    moves(120, 'written'),
  ),

  // ---- Castle Gate
  someone(
    'wendy.cole',
    'Wendy Cole',
    'certified at a counter that also answers the branch line',
    joins(1350, 'castle-gate', 'adviser'),
    earns(453),
    earns(115),
  ),
  someone('bilal.aydin', 'Bilal Aydın', 'certified last month', joins(52, 'castle-gate', 'adviser'), earns(40)),
  someone(
    'charlotte.reeve',
    'Charlotte Reeve',
    'to do, due this week',
    joins(11, 'castle-gate', 'adviser'),
    studies(9, 1),
  ),
  someone('ivan.horvat', 'Ivan Horvat', 'expired yesterday', joins(860, 'castle-gate', 'adviser'), earns(367)),
  someone('lydia.crane', 'Lydia Crane', 'renewal due in three days', joins(840, 'castle-gate', 'adviser'), earns(362)),
  someone(
    'moses.banda',
    'Moses Banda',
    'changed role from adviser to quality: no longer asked',
    joins(910, 'castle-gate', 'adviser'),
    earns(440),
    takesUp(140, 'qa-specialist'),
  ),

  // ---- Harbour Street
  someone(
    'karin.lund',
    'Karin Lund',
    'not required: the counter has no telephone',
    joins(720, 'harbour-street', 'adviser'),
  ),
  someone(
    'diego.ramos',
    'Diego Ramos',
    'moved here from Castle Gate with a certificate that stands',
    joins(1010, 'castle-gate', 'adviser'),
    earns(449),
    earns(100),
    moves(33, 'harbour-street'),
  ),
  someone(
    'abigail.stone',
    'Abigail Stone',
    'left before the portal ever asked her for anything',
    joins(830, 'harbour-street', 'adviser'),
    leaves(350),
  ),

  // ---- Back offices
  someone(
    'francis.obi',
    'Francis Obi',
    'complaints officer: the telephone is not asked of the role',
    joins(1120, 'back-offices', 'complaints-officer'),
  ),
  someone(
    'linda.kovacs',
    'Linda Kovács',
    'complaints officer on leave',
    joins(960, 'back-offices', 'complaints-officer'),
    isAway(20),
  ),
  someone(
    'theo.marchetti',
    'Theo Marchetti',
    'quality specialist, once an adviser in Voice South whose certificate has lapsed',
    joins(1280, 'voice-south', 'adviser'),
    earns(450),
    takesUp(400, 'qa-specialist'),
    moves(400, 'back-offices'),
  ),
]

type Piece = readonly Deed[] | readonly Right[]

function someone(key: string, name: string, shows: string, ...pieces: readonly Piece[]): PersonStory {
  return {
    key,
    name,
    email: `${key}@demo.test`,
    shows,
    rights: pieces.flatMap((piece) => piece.filter((word): word is Right => typeof word === 'string')),
    deeds: pieces.flatMap((piece) => piece.filter((word): word is Deed => typeof word !== 'string')),
  }
}
