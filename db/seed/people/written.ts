/** Written, which answers letters, e-mail, chats and posts, and no calls. */
import { acknowledges, earns, isAway, joins, moves, passes, readsNotices, updates } from '../deeds.ts'
import { isSetAside, testsOut } from '../exception-deeds.ts'
import { telephone, welcome, writing } from '../programmes.ts'
import { someone } from '../someone.ts'

export const written = [
  someone(
    'noor.rahman',
    'Noor Rahman',
    'certified for letters and e-mail; two changed clauses shown, a third to show before it comes into force',
    joins(680, 'written', 'adviser'),
    readsNotices(3),
    updates(3, 'CMP-09', 'CMP-10'),
  ),
  someone(
    'peter.novak',
    'Peter Novák',
    'moved here from Voice North: his telephone certificate stands, and nothing asks for it',
    joins(1080, 'voice-north', 'adviser'),
    earns(444, telephone),
    earns(105, telephone),
    moves(70, 'written'),
  ),
  someone(
    'sophie.turner',
    'Sophie Turner',
    'renewed for chats and social media in her window; Branch and reception is not required of her',
    joins(410, 'written', 'adviser'),
    earns(400, writing),
    earns(52, writing),
  ),
  someone(
    'emeka.nwosu',
    'Emeka Nwosu',
    'joined last month and was certified in all that ask him within nine days',
    joins(33, 'written', 'adviser'),
    earns(28, welcome),
    earns(24, writing),
    readsNotices(2),
    updates(2),
  ),
  someone(
    'greta.holm',
    'Greta Holm',
    'on leave: paused in all that ask her, in no count',
    joins(590, 'written', 'adviser'),
    isAway(30),
  ),
  someone(
    'arthur.finch',
    'Arthur Finch',
    'moved to Voice South for a while and came back: the telephone was asked of him meanwhile',
    joins(880, 'written', 'adviser'),
    moves(310, 'voice-south'),
    earns(298, telephone),
    moves(120, 'written'),
  ),
  someone(
    'gareth.lewis',
    'Gareth Lewis',
    'lent to the office move: written work set aside, and his deadlines wait for him',
    joins(760, 'written', 'adviser'),
    earns(436, writing),
    earns(88, writing),
    isSetAside(26, writing, 40, ['no-customer-contact', 'With the movers until the third floor has its desks back.']),
  ),
  someone(
    'simon.achterberg',
    'Simon Achterberg',
    'wrote letters for six years elsewhere: tested out, certified by the quizzes without the lessons',
    joins(44, 'written', 'adviser'),
    testsOut(41, writing, [
      'learned-elsewhere',
      'Six years at the desk of a mail-order house. He may show it at once.',
    ]),
    passes(39, writing),
    acknowledges(38, writing),
  ),
]
