/**
 * Goes through everybody whom some programmes ask, person by person, beside the requests: between two
 * people whatever else waits has its turn.
 */
import { setImmediate as giveWay } from 'node:timers/promises'
import type { Day } from '../domain/days.ts'
import type { Recorded } from '../domain/facts.ts'
import type { PersonId, ProgrammeId } from '../domain/ids.ts'
import { profilesOf, type Profile } from '../domain/organisation.ts'
import { countPeople, nextPeople, postingsAfter } from '../../db/asked-people.ts'
import { factsOf } from '../../db/ledger.ts'
import type { Database } from '../../db/open.ts'
import { organisationOf } from '../../db/organisation.ts'

export interface WalkPeopleInput {
  readonly programmes: readonly ProgrammeId[]
  /** People whom none of the programmes asks after this day are passed over. */
  readonly since: Day
  /** People who work like this after the day are visited as well. */
  readonly orWhoever?: ((profile: Profile) => boolean) | undefined
  readonly onProgress?: ((done: number, all: number) => void) | undefined
}

/** One statement finds so many; it takes a few milliseconds. */
const foundTogether = 100
/** Asked for at once, so that a server far away is not waited for person by person. */
const readTogether = 4

export async function walkPeople(
  db: Database,
  { programmes, since, orWhoever, onProgress }: WalkPeopleInput,
  visit: (person: PersonId, facts: readonly Recorded[]) => void | Promise<void>,
): Promise<void> {
  const all = await countPeople(db.reader)
  const organisation = await organisationOf(db)
  let done = 0
  onProgress?.(done, all)
  for (let after = ''; ;) {
    const found = await nextPeople(db.reader, { after, count: foundTogether, programmes, since })
    const last = found.at(-1)
    if (last === undefined) return
    after = last.person
    await giveWay()
    const asked = new Set(found.flatMap(({ person, isAsked }) => (isAsked ? [person] : [])))
    if (orWhoever !== undefined) {
      const others = found.flatMap(({ person, isAsked }) => (isAsked ? [] : [person]))
      for (const [person, postings] of await postingsAfter(db.reader, others, since)) {
        if (profilesOf(postings, organisation).some((profile) => profile.to > since && orWhoever(profile))) {
          asked.add(person)
        }
      }
      await giveWay()
    }
    const who = [...asked]
    for (let start = 0; start < who.length; start += readTogether) {
      const some = who.slice(start, start + readTogether)
      const facts = await Promise.all(some.map((person) => factsOf(db.reader, person)))
      for (const [index, person] of some.entries()) {
        await giveWay()
        await visit(person, facts[index] ?? [])
      }
    }
    done += found.length
    onProgress?.(done, all)
  }
}
