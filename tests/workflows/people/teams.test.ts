import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { organisationOf, teamsOn } from '../../../db/organisation.ts'
import { standingsOf } from '../../../db/standings.ts'
import { turningDays } from '../../../src/domain/dated-words.ts'
import { addDays, type Day, day, valueOn } from '../../../src/domain/days.ts'
import { as, type Branch, type Channel, type TeamId } from '../../../src/domain/ids.ts'
import { leadersOn, teamOn } from '../../../src/domain/organisation.ts'
import { addTeam } from '../../../src/workflows/add-team.ts'
import { editTeam } from '../../../src/workflows/edit-team.ts'
import { movePerson } from '../../../src/workflows/move-person.ts'
import { moveTeam } from '../../../src/workflows/move-team.ts'
import { openTeam } from '../../../src/workflows/open-team.ts'
import { setTeamBranch } from '../../../src/workflows/set-team-branch.ts'
import { setTeamChannels } from '../../../src/workflows/set-team-channels.ts'
import { putInCharge } from '../../../src/workflows/put-in-charge.ts'
import {
  adviser,
  founded,
  harbour,
  letter,
  now,
  nowhere,
  openOffice,
  phone,
  refused,
  someTeam,
  stranger,
  today,
} from './office.ts'

const nextMonth = day('2026-12-12')

describe('adding a team', () => {
  test('records its place, branch, channels and managers from its first day', async () => {
    const { db, ...office } = await openOffice()
    const parent = await office.team()
    const manager = await office.person()
    const team = await office.team({ parent, branch: harbour, channels: [phone], managers: [manager] })
    const history = await organisationOf(db)
    expect(teamOn(history, team, founded)).toEqual({
      id: team,
      open: true,
      parent,
      branch: harbour,
      channels: [phone],
      managers: [manager],
    })
    expect(teamOn(history, team, addDays(founded, -1))?.open).toBe(false)
  })

  test('sent twice adds one team', async () => {
    const { db, ...office } = await openOffice()
    const input = someTeam()
    await addTeam(db, input, now)
    const before = await office.facts()
    expect(await addTeam(db, input, now)).toEqual({ kind: 'same', team: input.team })
    expect(await office.facts()).toBe(before)
  })

  const wrong = [
    ['without a name', { name: '  ' }, 'name-missing'],
    ['beneath a team that nobody knows', { parent: nowhere }, 'unknown-team'],
    ['at a branch that content does not name', { branch: as<Branch>('moon') }, 'unknown-branch'],
    ['with a channel that content does not name', { channels: [as<Channel>('pigeon')] }, 'unknown-channel'],
    ['under somebody unknown', { managers: [stranger] }, 'unknown-manager'],
  ] as const
  for (const [what, given, reason] of wrong) {
    test(`is refused ${what}, and records nothing`, async () => {
      const { db, ...office } = await openOffice()
      const before = await office.facts()
      expect(await addTeam(db, { ...someTeam(), ...given }, now)).toEqual(refused(reason))
      expect(await office.facts()).toBe(before)
    })
  }

  test('is refused by the name of a team that is open then, however it is typed', async () => {
    const { db, ...office } = await openOffice()
    await office.team({ name: 'Voice North' })
    expect(await addTeam(db, { ...someTeam(), name: ' voice  NORTH ' }, now)).toEqual(refused('name-taken'))
  })

  test('may take over the name of a team that is closed by then', async () => {
    const { db, ...office } = await openOffice()
    const team = await office.team({ name: 'Voice North' })
    await openTeam(db, { by: null, team, open: false, from: today }, now)
    expect(await addTeam(db, { ...someTeam(), name: 'Voice North', from: today }, now)).toMatchObject({ kind: 'added' })
  })

  test('is refused beneath a team that is not open by then', async () => {
    const { db, ...office } = await openOffice()
    const parent = await office.team({ from: nextMonth })
    expect(await addTeam(db, { ...someTeam(), parent }, now)).toEqual(refused('team-closed'))
  })
})

describe('a team in the tree', () => {
  test('never stands beneath itself', async () => {
    const { db, administrator: by, ...office } = await openOffice()
    const team = await office.team()
    expect(await moveTeam(db, { by, team, parent: team, from: today }, now)).toEqual(refused('team-cycle'))
  })

  test('never stands beneath a team that is planned to stand beneath it', async () => {
    const { db, administrator: by, ...office } = await openOffice()
    const [a, b] = [await office.team(), await office.team()]
    await moveTeam(db, { by, team: b, parent: a, from: nextMonth }, now)
    expect(await moveTeam(db, { by, team: a, parent: b, from: today }, now)).toEqual(refused('team-cycle'))
  })

  test('may stand beneath a team that once stood beneath it', async () => {
    const { db, administrator: by, ...office } = await openOffice()
    const a = await office.team()
    const b = await office.team({ parent: a })
    await moveTeam(db, { by, team: b, parent: null, from: today }, now)
    expect(await moveTeam(db, { by, team: a, parent: b, from: today }, now)).toEqual({ kind: 'recorded' })
  })

  test('is never its own ancestor on any day, however teams are moved', { timeout: 60_000 }, async () => {
    const someDay = fc.integer({ min: 0, max: 40 }).map((days) => addDays(founded, days))
    const move = fc.record({
      team: fc.nat({ max: 4 }),
      parent: fc.option(fc.nat({ max: 4 })),
      from: someDay,
    })
    const { db, administrator: by, ...office } = await openOffice()
    await fc.assert(
      fc.asyncProperty(fc.array(move, { minLength: 3, maxLength: 12 }), async (moves) => {
        const teams: TeamId[] = []
        for (let made = 0; made < 5; made++) teams.push(await office.team())
        const at = (index: number) => teams[index]!
        for (const { team, parent, from } of moves) {
          await moveTeam(db, { by, team: at(team), parent: parent === null ? null : at(parent), from }, now)
        }
        const history = await organisationOf(db)
        const own = teams.map((team) => history.get(team)!)
        for (const on of turningDays(
          own.map(({ parent }) => parent),
          founded,
        )) {
          for (const team of teams) expect(ancestorsOf(team, on)).not.toContain(team)
        }
        function ancestorsOf(team: TeamId, on: Day): readonly TeamId[] {
          const passed: TeamId[] = []
          let parent = valueOn(history.get(team)!.parent, on) ?? null
          while (parent !== null && !passed.includes(parent)) {
            passed.push(parent)
            parent = valueOn(history.get(parent)!.parent, on) ?? null
          }
          return passed
        }
      }),
      { numRuns: 20 },
    )
  })

  test('moved twice alike is recorded once', async () => {
    const { db, administrator: by, ...office } = await openOffice()
    const [team, parent] = [await office.team(), await office.team()]
    await moveTeam(db, { by, team, parent, from: today }, now)
    expect(await moveTeam(db, { by, team, parent, from: today }, now)).toEqual({ kind: 'same' })
  })

  test('has no place before it opens', async () => {
    const { db, administrator: by, ...office } = await openOffice()
    const [team, parent] = [await office.team({ from: nextMonth }), await office.team()]
    expect(await moveTeam(db, { by, team, parent, from: today }, now)).toEqual(refused('before-opening'))
  })
})

describe('closing a team', () => {
  test('is refused while somebody works in it on that day or later', async () => {
    const { db, administrator: by, ...office } = await openOffice()
    const team = await office.team()
    await office.person({ team, from: day('2027-05-01') })
    expect(await openTeam(db, { by, team, open: false, from: today }, now)).toEqual(refused('team-not-empty'))
  })

  test('is done once they have moved on', async () => {
    const { db, administrator: by, ...office } = await openOffice()
    const [team, other] = [await office.team(), await office.team()]
    const person = await office.person({ team })
    await movePerson(db, { by, person, team: other, from: nextMonth }, now)
    expect(await openTeam(db, { by, team, open: false, from: nextMonth }, now)).toEqual({ kind: 'recorded' })
    expect(teamOn(await organisationOf(db), team, nextMonth)?.open).toBe(false)
  })

  test('is refused while open teams stand beneath it', async () => {
    const { db, administrator: by, ...office } = await openOffice()
    const team = await office.team()
    await office.team({ parent: team })
    expect(await openTeam(db, { by, team, open: false, from: today }, now)).toEqual(refused('teams-beneath'))
  })

  test('is done while only closed teams stand beneath it', async () => {
    const { db, administrator: by, ...office } = await openOffice()
    const team = await office.team()
    const beneath = await office.team({ parent: team })
    await openTeam(db, { by, team: beneath, open: false, from: today }, now)
    expect(await openTeam(db, { by, team, open: false, from: today }, now)).toEqual({ kind: 'recorded' })
  })

  test('may be undone', async () => {
    const { db, administrator: by, ...office } = await openOffice()
    const team = await office.team()
    await openTeam(db, { by, team, open: false, from: today }, now)
    await openTeam(db, { by, team, open: true, from: nextMonth }, now)
    expect(teamOn(await organisationOf(db), team, nextMonth)?.open).toBe(true)
  })
})

describe('what a team is', () => {
  test('decides at once what everybody in it must learn', async () => {
    const { db, administrator: by, ...office } = await openOffice()
    const team = await office.team({ channels: [letter] })
    const person = await office.person({ team, roles: [adviser] })
    await setTeamChannels(db, { by, team, channels: [letter, phone], from: today }, now)
    expect((await standingsOf(db, person, today)).map(({ kind }) => kind)).toEqual(['to-do'])
  })

  test('decides what they must learn later too', async () => {
    const { db, administrator: by, ...office } = await openOffice()
    const team = await office.team({ channels: [phone] })
    const person = await office.person({ team, roles: [adviser] })
    await setTeamChannels(db, { by, team, channels: [letter], from: nextMonth }, now)
    expect(await standingsOf(db, person, nextMonth)).toEqual([])
  })

  test('has the branch it is given', async () => {
    const { db, administrator: by, ...office } = await openOffice()
    const team = await office.team()
    await setTeamBranch(db, { by, team, branch: harbour, from: today }, now)
    expect(teamOn(await organisationOf(db), team, today)?.branch).toBe(harbour)
  })

  test('is at no branch that content does not name', async () => {
    const { db, administrator: by, ...office } = await openOffice()
    const team = await office.team()
    const input = { by, team, branch: as<Branch>('moon'), from: today }
    expect(await setTeamBranch(db, input, now)).toEqual(refused('unknown-branch'))
  })

  test('lets its manager lead the teams beneath it too', async () => {
    const { db, administrator: by, ...office } = await openOffice()
    const team = await office.team()
    const beneath = await office.team({ parent: team })
    const manager = await office.person()
    await putInCharge(db, { by, team, managers: [manager], from: today }, now)
    expect(leadersOn(await organisationOf(db), today).get(manager)).toEqual(new Set([team, beneath]))
  })

  test('has no manager who is not employed by then', async () => {
    const { db, administrator: by, ...office } = await openOffice()
    const team = await office.team()
    const manager = await office.person({ from: nextMonth })
    const input = { by, team, managers: [manager], from: today }
    expect(await putInCharge(db, input, now)).toEqual(refused('manager-not-employed'))
  })

  test('may be called otherwise', async () => {
    const { db, administrator: by, ...office } = await openOffice()
    const team = await office.team({ name: 'Voice' })
    const input = { by, team, name: 'Voice North', purpose: 'Calls.' }
    expect(await editTeam(db, input, now)).toEqual({ kind: 'recorded' })
    expect(await editTeam(db, input, now)).toEqual({ kind: 'same' })
  })

  test('is refused when the new name is that of another open team', async () => {
    const { db, administrator: by, ...office } = await openOffice()
    await office.team({ name: 'Voice North' })
    const team = await office.team({ name: 'Voice' })
    const outcome = await editTeam(db, { by, team, name: 'Voice north', purpose: '' }, now)
    expect(outcome).toEqual(refused('name-taken'))
  })

  test('keeps its own name while its purpose is corrected, also when another has the same', async () => {
    const { db, administrator: by, ...office } = await openOffice()
    const team = await office.team({ name: 'Voice' })
    expect(await editTeam(db, { by, team, name: 'Voice', purpose: 'Calls.' }, now)).toEqual({ kind: 'recorded' })
  })
})

describe('opening a team again', () => {
  test('is refused while another open team bears its name', async () => {
    const { db, ...office } = await openOffice()
    const team = await office.team({ name: 'Voice' })
    await openTeam(db, { by: null, team, open: false, from: today }, now)
    await office.team({ name: 'Voice', from: today })
    expect(await openTeam(db, { by: null, team, open: true, from: nextMonth }, now)).toEqual(refused('name-taken'))
  })
})

describe('the tree of a day', () => {
  test('is kept from one look to the next, and anew when a team is renamed, moved, opened or closed', async () => {
    const { db, administrator: by, ...office } = await openOffice()
    const [north, south] = [await office.team({ name: 'North' }), await office.team({ name: 'South' })]
    const told = async (on: Day) => (await teamsOn(db, on)).map(({ name, depth }) => `${'-'.repeat(depth)}${name}`)
    expect(await told(addDays(founded, -1))).toEqual([])
    expect(await told(today)).toEqual(['North', 'South'])
    expect(await teamsOn(db, today)).toBe(await teamsOn(db, addDays(today, 1)))
    await moveTeam(db, { by, team: north, parent: south, from: nextMonth }, now)
    expect(await told(today)).toEqual(['North', 'South'])
    expect(await told(nextMonth)).toEqual(['South', '-North'])
    await editTeam(db, { by, team: south, name: 'Abroad', purpose: '' }, now)
    expect(await told(today)).toEqual(['Abroad', 'North'])
    await office.team({ name: 'Bay', parent: south })
    expect(await told(nextMonth)).toEqual(['Abroad', '-Bay', '-North'])
    await openTeam(db, { by, team: north, open: false, from: nextMonth }, now)
    expect(await told(nextMonth)).toEqual(['Abroad', '-Bay'])
    expect(await told(addDays(nextMonth, -1))).toEqual(['Abroad', '-Bay', 'North'])
  })
})
