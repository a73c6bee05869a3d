/** What a password must be. Length counts; odd characters and yearly changes do not. */

export const shortestPassword = 12
/** Beyond this nothing is gained, and a hash of a novel is only work. */
const longestPassword = 200

export type PasswordRefusal = 'too-short' | 'too-long' | 'about-you' | 'common'

/** Why a password may not be chosen; undefined when it may. Case and spaces at the ends do not make it another one. */
export function refusalOfPassword(
  password: string,
  person: { readonly name: string; readonly email: string },
): PasswordRefusal | undefined {
  const characters = [...password]
  if (characters.length < shortestPassword) return 'too-short'
  if (characters.length > longestPassword) return 'too-long'
  const plain = folded(password)
  const [mailbox = ''] = person.email.split('@')
  if ([person.email, person.name, mailbox].some((own) => isSaidAgain(plain, folded(own)))) return 'about-you'
  if (isCommon(plain)) return 'common'
  return undefined
}

function folded(text: string): string {
  return text
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/[\s._-]+/g, '')
}

/** The same, or the same twice over, or with only a number or mark at the end. */
function isSaidAgain(plain: string, own: string): boolean {
  if (own === '') return false
  const bare = plain.replace(/[\d!?.,*#]+$/, '')
  return plain === own || bare === own || plain === own + own || bare === own + own
}

function isCommon(plain: string): boolean {
  if (new Set(plain).size <= 3) return true
  const bare = plain.replace(/^[\d!?.,*#]+|[\d!?.,*#]+$/g, '')
  return (
    common.some((word) => plain === word || bare === word || plain === word + word || bare === word + word) ||
    isRun(plain)
  )
}

/** A row of the keyboard, the alphabet or the digits, forwards or backwards. */
function isRun(plain: string): boolean {
  const rows = [
    'abcdefghijklmnopqrstuvwxyz',
    '0123456789012345678901234567890',
    '1qaz2wsx3edc4rfv5tgb6yhn',
    'qwertyuiopasdfghjklzxcvbnm',
  ]
  return rows.some((row) => row.includes(plain) || [...row].reverse().join('').includes(plain))
}

/** What people choose when they must choose something, without the digits they add. */
const common = [
  'password',
  'passwort',
  'passw0rd',
  'p@ssword',
  'p@ssw0rd',
  'motdepasse',
  'contraseña',
  'letmein',
  'letmeinplease',
  'welcome',
  'welcomeback',
  'qwerty',
  'qwertyuiop',
  'qwerty123',
  'qwertyqwerty',
  'asdfghjkl',
  'zxcvbnm',
  '1q2w3e4r5t6y',
  '1q2w3e4r',
  'iloveyou',
  'iloveyousomuch',
  'administrator',
  'admin',
  'adminadmin',
  'superuser',
  'changeme',
  'changemenow',
  'changeit',
  'default',
  'secret',
  'topsecret',
  'mypassword',
  'newpassword',
  'thisismypassword',
  'passwordpassword',
  'trustno',
  'trustno1',
  'football',
  'baseball',
  'liverpool',
  'manchester',
  'manchesterunited',
  'sunshine',
  'princess',
  'superman',
  'batman',
  'dragon',
  'monkey',
  'starwars',
  'whatever',
  'hello',
  'hellohello',
  'hellothere',
  'helloworld',
  'goodmorning',
  'summer',
  'winter',
  'spring',
  'autumn',
  'monday',
  'friday',
  'january',
  'february',
  'september',
  'october',
  'november',
  'december',
  'company',
  'training',
  'touchstone',
  'correcthorsebatterystaple',
  'opensesame',
  'jesuschrist',
  'michaeljackson',
  'computer',
  'internet',
  'abcabcabc',
  'aaabbbccc',
]
