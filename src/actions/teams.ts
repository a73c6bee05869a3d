/** What an administrator does about one team. */
import { defineAction } from 'astro:actions'
import { z } from 'astro/zod'
import { as, type Branch, type Channel, type PersonId, type TeamId } from '../domain/ids.ts'
import { paths } from '../paths.ts'
import { addTeam, type AddTeamRefusal } from '../workflows/add-team.ts'
import { editTeam, type EditTeamRefusal } from '../workflows/edit-team.ts'
import { moveTeam, type MoveTeamRefusal } from '../workflows/move-team.ts'
import { openTeam, type OpenTeamRefusal } from '../workflows/open-team.ts'
import { setTeamBranch, type TeamBranchRefusal } from '../workflows/set-team-branch.ts'
import { setTeamChannels, type TeamChannelsRefusal } from '../workflows/set-team-channels.ts'
import { putInCharge, type PutInChargeRefusal } from '../workflows/put-in-charge.ts'
import { acting, choice, choices, dayFrom, dayRefusals, freshId, refuse, text } from './form-input.ts'
import type { Refused } from './refused-form.ts'

type TeamRefusal =
  | AddTeamRefusal
  | EditTeamRefusal
  | MoveTeamRefusal
  | OpenTeamRefusal
  | TeamBranchRefusal
  | TeamChannelsRefusal
  | PutInChargeRefusal
  | keyof typeof dayRefusals
  | 'not-sure'
  | 'parent-missing'

export const teamRefusals: Readonly<Record<TeamRefusal, Refused>> = {
  ...dayRefusals,
  'unknown-team': { at: 'parent', says: 'This team is not known. Choose one of the list.' },
  'name-missing': { at: 'name', says: 'Write the name, with at least one letter and at most 120 characters.' },
  'team-taken': { at: 'name', says: 'This form was sent before, for another team. Open a new form.' },
  'name-taken': {
    at: 'name',
    says: 'Another team that is open then has this name. Give each a name that tells them apart.',
  },
  'parent-missing': { at: 'parent', says: 'Say beneath which team it stands, or that it stands at the top.' },
  'team-closed': { at: 'parent', says: 'That team is not open on that day. Choose another team or another day.' },
  'team-cycle': {
    at: 'parent',
    says: 'On some day this team would stand beneath itself. Choose a team that does not stand beneath it.',
  },
  'before-opening': {
    at: 'from',
    says: 'The team is not open yet on that day. Choose the day it opens or a later one.',
  },
  'team-not-empty': {
    at: 'from',
    says: 'Somebody works in this team on that day or later. Move them to other teams first.',
  },
  'teams-beneath': {
    at: 'from',
    says: 'Open teams stand beneath this one on that day or later. Move or close them first.',
  },
  'unknown-branch': { at: 'branch', says: 'This branch is not among those of the organisation. Choose from the list.' },
  'unknown-channel': {
    at: 'channels',
    says: 'This channel is not among those of the organisation. Choose from the list.',
  },
  'unknown-manager': { at: 'add', says: 'This manager is not known. Choose one of the list.' },
  'manager-not-employed': {
    at: 'add',
    says: 'One of these managers is not employed on that day. Choose somebody else or another day.',
  },
  'not-sure': { at: 'sure', says: 'Tick the box to say that you mean it.' },
}

/** Beneath no other team; ids of teams are longer. */
export const atTheTop = 'top'

const team = z
  .string()
  .max(100)
  .transform((given) => as<TeamId>(given))

/** Where the browser goes next, at the beginning of the page, and the sentence it finds there. */
function back(to: TeamId, done: string, said: { readonly kind: string }) {
  return { goTo: `${paths.adminTeam(to)}?done=${said.kind === 'same' ? 'same' : done}#main` }
}

export const teams = {
  add: defineAction({
    accept: 'form',
    input: z.object({
      team: freshId,
      name: text,
      purpose: text,
      from: text,
      parent: choice,
      branch: choice,
      channels: choices,
      add: choice,
    }),
    async handler(input, { locals }) {
      if (input.parent === null || input.parent === '') return refuse(teamRefusals['parent-missing'])
      const outcome = await addTeam(
        locals.portal.db,
        {
          by: acting(locals).id,
          team: as<TeamId>(input.team),
          name: input.name,
          purpose: input.purpose,
          from: dayFrom(input.from),
          parent: input.parent === atTheTop ? null : as<TeamId>(input.parent),
          branch: input.branch === null ? null : as<Branch>(input.branch),
          channels: input.channels.map((channel) => as<Channel>(channel)),
          managers: input.add === null ? [] : [as<PersonId>(input.add)],
        },
        locals.now,
      )
      if (outcome.kind === 'refused') return refuse(teamRefusals[outcome.reason])
      return { goTo: `${paths.adminTeam(outcome.team)}?done=added` }
    },
  }),

  edit: defineAction({
    accept: 'form',
    input: z.object({ team, name: text, purpose: text }),
    async handler({ team, name, purpose }, { locals }) {
      const said = await editTeam(locals.portal.db, { by: acting(locals).id, team, name, purpose }, locals.now)
      if (said.kind === 'refused') return refuse(teamRefusals[said.reason])
      return back(team, 'edited', said)
    },
  }),

  move: defineAction({
    accept: 'form',
    input: z.object({ team, parent: choice, from: text }),
    async handler({ team, parent, from }, { locals }) {
      const to = parent === null ? null : as<TeamId>(parent)
      const input = { by: acting(locals).id, team, parent: to, from: dayFrom(from) }
      const said = await moveTeam(locals.portal.db, input, locals.now)
      if (said.kind === 'refused') return refuse(teamRefusals[said.reason])
      return back(team, 'moved', said)
    },
  }),

  setBranch: defineAction({
    accept: 'form',
    input: z.object({ team, branch: choice, from: text }),
    async handler({ team, branch, from }, { locals }) {
      const at = branch === null ? null : as<Branch>(branch)
      const input = { by: acting(locals).id, team, branch: at, from: dayFrom(from) }
      const said = await setTeamBranch(locals.portal.db, input, locals.now)
      if (said.kind === 'refused') return refuse(teamRefusals[said.reason])
      return back(team, 'branch', said)
    },
  }),

  setChannels: defineAction({
    accept: 'form',
    input: z.object({ team, channels: choices, from: text }),
    async handler({ team, channels, from }, { locals }) {
      const named = channels.map((channel) => as<Channel>(channel))
      const input = { by: acting(locals).id, team, channels: named, from: dayFrom(from) }
      const said = await setTeamChannels(locals.portal.db, input, locals.now)
      if (said.kind === 'refused') return refuse(teamRefusals[said.reason])
      return back(team, 'channels', said)
    },
  }),

  /** Those ticked stay, one more may be chosen. */
  setManagers: defineAction({
    accept: 'form',
    input: z.object({ team, keep: choices, add: choice, from: text }),
    async handler({ team, keep, add, from }, { locals }) {
      const managers = [...keep, ...(add === null ? [] : [add])].map((manager) => as<PersonId>(manager))
      const input = { by: acting(locals).id, team, managers, from: dayFrom(from) }
      const said = await putInCharge(locals.portal.db, input, locals.now)
      if (said.kind === 'refused') return refuse(teamRefusals[said.reason])
      return back(team, 'managers', said)
    },
  }),

  open: defineAction({
    accept: 'form',
    input: z.object({ team, open: z.enum(['yes', 'no']), from: text, sure: text }),
    async handler({ team, open, from, sure }, { locals }) {
      if (open === 'no' && sure !== 'yes') return refuse(teamRefusals['not-sure'])
      const input = { by: acting(locals).id, team, open: open === 'yes', from: dayFrom(from) }
      const said = await openTeam(locals.portal.db, input, locals.now)
      if (said.kind === 'refused') return refuse(teamRefusals[said.reason])
      return back(team, input.open ? 'opened' : 'closed', said)
    },
  }),
}
