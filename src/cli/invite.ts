import { inviteByEmail, type InviteByEmailOutcome, type InviteByEmailRefusal } from '../workflows/invite-by-email.ts'
import { Refused, type Command } from './command.ts'
import { doing } from './database.ts'

const refusals: Record<InviteByEmailRefusal, string> = {
  'unknown-person': 'Nobody has this e-mail address. Add the person in the portal first.',
  'has-left': 'This person is not employed now. Record the employment first.',
  'administered-already':
    'Somebody can administer the portal already. Name the e-mail address of the person to invite.',
}

export const command: Command = {
  usage: 'invite [EMAIL]',
  says: 'Prints a one-time link to choose a password; without an address, for the first administrator.',
  options: {},
  words: [0, 1],
  async run({ words: [email], settings, out }) {
    const outcome = await doing<InviteByEmailOutcome & { readonly address?: string }>(settings(), {
      name: 'invite',
      input: { email },
      alone: (db) => inviteByEmail(db, { email }, Temporal.Now.instant()),
    })
    if (outcome.kind === 'refused') throw new Refused(refusals[outcome.reason])
    const { publicOrigin, port } = settings()
    // The portal that runs knows where it is found; the settings of this shell may say otherwise.
    out.print(`${outcome.address ?? publicOrigin ?? `http://localhost:${port}`}/invitation/${outcome.token}`)
    out.tell('The link works once, and any earlier link for this person works no more.')
    out.tell('Whoever has it can sign in as this person: hand it over in private.')
    if (outcome.address === undefined) {
      out.tell('No portal was asked: where it is found is taken from PUBLIC_URL or PORT as they are set here.')
    }
    return 0
  },
}
