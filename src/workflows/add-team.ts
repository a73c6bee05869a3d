import { keepTeam, teamWords } from '../../db/admin.ts'
import { factsOf, record } from '../../db/ledger.ts'
import { type Database, write } from '../../db/open.ts'
import { organisationOf } from '../../db/organisation.ts'
import { currentLibrary } from '../../db/publications.ts'
import { asSet } from '../domain/dated-words.ts'
import type { Day } from '../domain/days.ts'
import type { Fact } from '../domain/facts.ts'
import type { Branch, Channel, PersonId, TeamId } from '../domain/ids.ts'
import { readLine, readName } from '../domain/names.ts'
import { isEmployedOn, isRecordedPerson, whyNotInto } from '../domain/recorded.ts'
import { saltedHash } from './salted-hash.ts'
import { isTeamNameTaken } from './is-team-name-taken.ts'

export interface AddTeam {
  readonly by: PersonId | null
  /** Made by the asker (`newId`), so that a form sent twice adds one team. */
  readonly team: TeamId
  readonly name: string
  /** What it is for, in a line; may be empty. */
  readonly purpose: string
  /** The day it opens. */
  readonly from: Day
  readonly parent: TeamId | null
  readonly branch: Branch | null
  readonly channels: readonly Channel[]
  readonly managers: readonly PersonId[]
}

export type AddTeamRefusal =
  | 'name-missing'
  | 'team-taken'
  | 'name-taken'
  | 'unknown-team'
  | 'team-closed'
  | 'unknown-branch'
  | 'unknown-channel'
  | 'unknown-manager'
  | 'manager-not-employed'

export type AddTeamOutcome =
  | { readonly kind: 'added'; readonly team: TeamId }
  | { readonly kind: 'same'; readonly team: TeamId }
  | { readonly kind: 'refused'; readonly reason: AddTeamRefusal }

/** Opens a team from a day on, with its place in the tree, branch, channels and managers. */
export async function addTeam(db: Database, input: AddTeam, now: Temporal.Instant): Promise<AddTeamOutcome> {
  const name = readName(input.name)
  if (name === undefined) return refused('name-missing')
  const purpose = readLine(input.purpose)
  const { team, from, parent, branch } = input
  const channels = asSet(input.channels)
  const managers = asSet(input.managers)
  const known = (await currentLibrary(db))?.curriculum.organisation
  if (branch !== null && !known?.branches.has(branch)) return refused('unknown-branch')
  if (channels.some((channel) => !known?.channels.has(channel))) return refused('unknown-channel')

  return write(db, async (tx): Promise<AddTeamOutcome> => {
    const words = await teamWords(tx, team)
    if (words !== undefined) return words.name === name ? { kind: 'same', team } : refused('team-taken')
    if (await isTeamNameTaken(tx, db, { team, name, from })) return refused('name-taken')
    if (parent !== null) {
      const reason = whyNotInto(await organisationOf(db, tx), parent, from)
      if (reason !== undefined) return refused(reason)
    }
    for (const manager of managers) {
      const facts = await factsOf(tx, manager)
      if (!isRecordedPerson(facts)) return refused('unknown-manager')
      if (!isEmployedOn(facts, from)) return refused('manager-not-employed')
    }
    const { salt, hash } = saltedHash({ name, purpose })
    await keepTeam(tx, { id: team, name, purpose, salt })
    const facts: Fact[] = [
      { kind: 'team-recorded', team, named: hash },
      { kind: 'team-open', team, from, open: true },
    ]
    if (parent !== null) facts.push({ kind: 'team-parent', team, from, parent })
    if (branch !== null) facts.push({ kind: 'team-branch', team, from, branch })
    if (channels.length > 0) facts.push({ kind: 'team-channels', team, from, channels })
    if (managers.length > 0) facts.push({ kind: 'team-managers', team, from, managers })
    await record(tx, facts, now, input.by)
    return { kind: 'added', team }
  })
}

function refused(reason: AddTeamRefusal): AddTeamOutcome {
  return { kind: 'refused', reason }
}
