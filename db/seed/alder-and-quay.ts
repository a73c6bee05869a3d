/**
 * Fills an empty database with the demo organisation: publishes its content on the day the portal opened,
 * then replays what was published and what everybody did since, in order, through the workflows that pages
 * use. So no fact is made by hand, and the ledger tells the story as it happened.
 */
import type { Curriculum } from '../../src/domain/curriculum.ts'
import type { Day } from '../../src/domain/days.ts'
import {
  as,
  type Branch,
  type Channel,
  type ClauseId,
  type JobRole,
  type LessonId,
  type PersonId,
  type SuggestionId,
  type TeamId,
} from '../../src/domain/ids.ts'
import type { SuggestionPlace } from '../../src/domain/suggestions.ts'
import { acceptInvitation } from '../../src/workflows/accept-invitation.ts'
import { addPerson } from '../../src/workflows/add-person.ts'
import { addTeam } from '../../src/workflows/add-team.ts'
import { answerSuggestion } from '../../src/workflows/answer-suggestion.ts'
import { invitePerson } from '../../src/workflows/invite-person.ts'
import { makeSuggestion } from '../../src/workflows/make-suggestion.ts'
import { movePerson } from '../../src/workflows/move-person.ts'
import { publishCurriculum } from '../../src/workflows/publish-curriculum.ts'
import { recordEmployment } from '../../src/workflows/record-employment.ts'
import { recordLeave } from '../../src/workflows/record-leave.ts'
import { setJobRoles } from '../../src/workflows/set-job-roles.ts'
import { setReportingLine } from '../../src/workflows/set-reporting-line.ts'
import { setTeamChannels } from '../../src/workflows/set-team-channels.ts'
import { putInCharge } from '../../src/workflows/put-in-charge.ts'
import { settleEverybody } from '../../src/workflows/settle-everybody.ts'
import { newId } from '../new-id.ts'
import type { Database } from '../open.ts'
import { currentLibrary } from '../publications.ts'
import { listSuggestions } from '../suggestions.ts'
import type { Deed, PlaceKey } from './deeds.ts'
import { demoPassword, people } from './people.ts'
import {
  acknowledge,
  expectDone,
  openAcknowledgements,
  openLessons,
  openQuizzes,
  openScenarios,
  readLesson,
  takeQuiz,
} from './replay-learning.ts'
import { decide } from './replay-exceptions.ts'
import { playScenario, rehearseScenario } from './replay-plays.ts'
import { routineOf } from './routine.ts'
import type { SeedPublication } from './publications.ts'
import { missChange, readNotices, showChanges } from './replay-updates.ts'
import type { PersonStory } from './someone.ts'
import { toldSettings } from './settings.ts'
import { storyClock, type StoryClock } from './story-clock.ts'
import { foundedDaysAgo, newChannels, openedDaysAgo, teams, type TeamKey } from './teams.ts'
import { updateRoutineOf } from './update-routine.ts'

export interface Seeded {
  /** By the part of the address before the @. */
  readonly people: ReadonlyMap<string, PersonId>
  readonly teams: ReadonlyMap<TeamKey, TeamId>
}

export interface SeedOptions {
  /** The oldest first. */
  readonly publications: readonly SeedPublication[]
  /** The instant of seeding, from which the story counts back. */
  readonly now: Temporal.Instant
  readonly onProgress?: (done: number, of: number) => void
}

/** The database must be empty. Throws when the story and the curriculum do not fit each other. */
export async function seedAlderAndQuay(db: Database, { publications, now, onProgress }: SeedOptions): Promise<Seeded> {
  const [first, ...later] = publications
  if (first === undefined) throw new Error('nothing is published in this story')
  const { curriculum } = first
  const clock = storyClock(now, curriculum.organisation.timeZone)
  await publish(db, curriculum, clock.at(first.ago))

  const story: Story = { db, clock, teams: new Map(), people: new Map() }
  await openTeams(story)
  const steps = stepsOf(story, curriculum, later)
  for (const [index, { ago, says, take }] of steps.entries()) {
    try {
      await take()
    } catch (error) {
      throw new Error(`${ago} days ago, ${says}`, { cause: error })
    }
    onProgress?.(index + 1, steps.length)
  }
  await settleEverybody(db, { who: 'marked' }, now)
  return story
}

/** People are rewritten as their turn comes: until then their standings are derived on request. */
async function publish(db: Database, curriculum: Curriculum, now: Temporal.Instant): Promise<void> {
  const { kind } = await publishCurriculum(db, { curriculum }, now)
  if (kind !== 'baseline' && kind !== 'published') throw new Error(`the publication was not made: ${kind}`)
}

interface Story extends Seeded {
  readonly db: Database
  readonly clock: StoryClock
  readonly teams: Map<TeamKey, TeamId>
  readonly people: Map<string, PersonId>
}

interface Step {
  readonly ago: number
  /** What is done, for somebody who reads that it went wrong. */
  readonly says: string
  readonly take: () => Promise<void>
}

/** When something was told to the portal: what is older than it, on the day it opened. */
function toldDaysAgo({ ago }: Pick<Step, 'ago'>): number {
  return Math.min(ago, openedDaysAgo)
}

/**
 * What was published, what became of the teams and all deeds of all people, as they were told: by day, then
 * by age, then in this order.
 */
function stepsOf(story: Story, { programmes }: Curriculum, publications: readonly SeedPublication[]): readonly Step[] {
  const published = publications.map(({ ago, curriculum }): Step => {
    return { ago, says: 'content is published', take: () => publish(story.db, curriculum, story.clock.at(ago)) }
  })
  const ofTeams = newChannels.map(({ ago, team, channels }): Step => {
    return { ago, says: `${team} takes on channels`, take: () => takeOn(story, ago, team, channels) }
  })
  const ofPeople = people.flatMap((person) =>
    deedsOf(person, programmes, story.clock.day(0)).map((deed): Step => {
      const says = `${person.name} ${deed.does}${'programme' in deed ? ` in ${deed.programme}` : ''}`
      return { ago: deed.ago, says, take: () => perform(story, person, deed) }
    }),
  )
  const ofSettings = toldSettings.map(({ ago, says, take }): Step => {
    const { db, clock } = story
    return { ago, says, take: () => take({ db, clock, by: story.people.get('admin') ?? null }) }
  })
  const all = [...published, ...ofTeams, ...ofPeople, ...ofSettings]
  return all.toSorted((a, b) => toldDaysAgo(b) - toldDaysAgo(a) || b.ago - a.ago)
}

function deedsOf(person: PersonStory, programmes: Curriculum['programmes'], today: Day): readonly Deed[] {
  return [...person.deeds, ...routineOf(person, programmes, today), ...updateRoutineOf(person)]
}

async function takeOn(
  { db, clock, teams: known, people: added }: Story,
  ago: number,
  team: TeamKey,
  all: readonly string[],
) {
  const channels = all.map((channel) => as<Channel>(channel))
  const input = { by: added.get('admin') ?? null, team: teamOf(known, team), from: clock.day(ago), channels }
  expectDone(await setTeamChannels(db, input, clock.at(ago)))
}

async function openTeams({ db, clock, teams: known }: Story): Promise<void> {
  for (const { key, name, purpose, parent, branch, channels } of teams) {
    const team = as<TeamId>(newId())
    const input = {
      by: null,
      team,
      name,
      purpose,
      from: clock.day(foundedDaysAgo),
      parent: parent === null ? null : teamOf(known, parent),
      branch: as<Branch>(branch),
      channels: channels.map((channel) => as<Channel>(channel)),
      managers: [],
    }
    expectDone(await addTeam(db, input, clock.at(openedDaysAgo)))
    known.set(key, team)
  }
}

async function perform(story: Story, { key, name, email, rights }: PersonStory, deed: Deed): Promise<void> {
  const { db, clock } = story
  const now = clock.at(toldDaysAgo(deed))
  const from = clock.day(deed.ago)
  const by = story.people.get('admin') ?? null
  const person = story.people.get(key)

  if (deed.does === 'joins' && person === undefined) {
    const added = as<PersonId>(newId())
    const team = teamOf(story.teams, deed.team)
    const roles = deed.roles.map((role) => as<JobRole>(role))
    const manager = leaderOf(story, deed.team, key) ?? null
    expectDone(await addPerson(db, { by, person: added, name, email, from, team, roles, manager, rights }, now))
    story.people.set(key, added)
    await choosePassword(story, added, now)
    for (const { key: led, managers } of teams) {
      if (!isAmong(managers, key)) continue
      const input = { by: by ?? added, team: teamOf(story.teams, led), managers: [added], from }
      expectDone(await putInCharge(db, input, now))
    }
    return
  }
  if (person === undefined) throw new Error('does something before joining')

  const learner = { db, person, now }
  switch (deed.does) {
    case 'joins':
      expectDone(await recordEmployment(db, { by, person, employed: true, from }, now))
      return moveInto(story, person, key, deed.team, from, now)
    case 'moves':
      return moveInto(story, person, key, deed.team, from, now)
    case 'takes-up': {
      const roles = deed.roles.map((role) => as<JobRole>(role))
      expectDone(await setJobRoles(db, { by, person, roles, from }, now))
      return
    }
    case 'goes-away':
    case 'comes-back':
      expectDone(await recordLeave(db, { by, person, away: deed.does === 'goes-away', from }, now))
      return
    case 'leaves':
      expectDone(await recordEmployment(db, { by, person, employed: false, from }, now))
      return
    case 'studies':
      await Promise.all(
        (await openLessons(learner, deed.programme))
          .slice(0, deed.lessons)
          .map((lesson) => readLesson(learner, lesson)),
      )
      return
    case 'reads-half':
      return readLesson(learner, expectSome(await openLessons(learner, deed.programme)), 1)
    case 'passes': {
      const quizzes = await openQuizzes(learner, deed.programme)
      expectSome(quizzes)
      const scenarios = await openScenarios(learner, deed.programme)
      await Promise.all([
        ...quizzes.map((quiz) => takeQuiz(learner, quiz, 'passes')),
        ...scenarios.map((scenario) => playScenario(learner, key, scenario, 'passes')),
      ])
      return
    }
    case 'fails':
    case 'leaves-open':
      return takeQuiz(learner, expectSome(await openQuizzes(learner, deed.programme)), deed.does)
    case 'plays-badly':
      for (const scenario of (await openScenarios(learner, deed.programme)).slice(0, 1))
        await playScenario(learner, key, scenario, 'fails')
      return
    case 'leaves-play': {
      const scenario = expectSome(await openScenarios(learner, deed.programme))
      return playScenario(learner, key, scenario, 'leaves-open')
    }
    case 'rehearses':
      return rehearseScenario(learner, key, expectSome(await openScenarios(learner, deed.programme)))
    case 'acknowledges':
      for (const standard of await openAcknowledgements(learner, deed.programme)) await acknowledge(learner, standard)
      return
    case 'updates':
      if ((await showChanges(learner, key, deed.only)) === 0) throw new Error('no changed clause waits on that day')
      return
    case 'keeps-up':
      await showChanges(learner, key)
      return
    case 'misses-update':
      return missChange(learner)
    case 'reads-notices':
      return readNotices(learner)
    case 'is-excepted': {
      const coordinator = story.people.get('coordinator')
      if (coordinator === undefined) throw new Error('nobody is there to decide it')
      return decide(learner, coordinator, deed, clock)
    }
    case 'suggests': {
      const place = await placeOn(db, deed.on)
      const suggestion = as<SuggestionId>(newId())
      expectDone(await makeSuggestion(db, { person, suggestion, place, text: deed.words }, now))
      return
    }
    case 'answers': {
      const [longestWaiting] = await listSuggestions(db.reader, undefined, { page: 1, each: 1 })
      if (longestWaiting === undefined) throw new Error('nothing waits for an answer on that day')
      const { verdict, words } = deed
      expectDone(await answerSuggestion(db, { by: person, suggestion: longestWaiting.id, verdict, words }, now))
    }
  }
}

async function placeOn(db: Database, on: PlaceKey): Promise<SuggestionPlace> {
  if ('clause' in on) return { kind: 'clause', clause: as<ClauseId>(on.clause) }
  const lesson = (await currentLibrary(db))?.lessons.get(as<LessonId>(on.lesson))
  const [first] = lesson?.sections ?? []
  if (lesson === undefined || first === undefined) throw new Error(`the library holds no lesson ${on.lesson}`)
  return { kind: 'lesson', lesson: lesson.id, section: first.id }
}

async function moveInto(
  story: Story,
  person: PersonId,
  key: string,
  into: TeamKey,
  from: Day,
  now: Temporal.Instant,
): Promise<void> {
  const by = story.people.get('admin') ?? null
  expectDone(await movePerson(story.db, { by, person, team: teamOf(story.teams, into), from }, now))
  const manager = leaderOf(story, into, key) ?? null
  expectDone(await setReportingLine(story.db, { by, person, manager, from }, now))
}

async function choosePassword({ db }: Story, person: PersonId, now: Temporal.Instant): Promise<void> {
  const { token } = expectDone(await invitePerson(db, { by: person, person }, now))
  expectDone(await acceptInvitation(db, { token, password: demoPassword }, now))
}

/** Whoever leads the team, or the one above it where the person leads it. */
function leaderOf(story: Story, team: TeamKey, key: string): PersonId | undefined {
  const { managers, parent } = teams.find((one) => one.key === team) ?? { managers: [], parent: null }
  const leader = managers.find((manager) => manager !== key)
  if (leader !== undefined) return story.people.get(leader)
  return parent === null ? undefined : leaderOf(story, parent, key)
}

function teamOf(known: ReadonlyMap<TeamKey, TeamId>, key: TeamKey): TeamId {
  const team = known.get(key)
  if (team === undefined) throw new Error(`the team ${key} is not open yet`)
  return team
}

function isAmong(words: readonly string[], word: string): boolean {
  return words.includes(word)
}

function expectSome<T>(all: readonly T[]): T {
  const [first] = all
  if (first === undefined) throw new Error('nothing of the kind is asked on that day')
  return first
}
