/** Databases of `npm run bench -- --people`, kept between runs: making one of 100,000 people takes minutes. */
import {
  constants,
  cpSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Day } from '../../../src/domain/days.ts'
import type { Channel, PersonId, ProgrammeId } from '../../../src/domain/ids.ts'
import { generate, type Generated } from './generate.ts'
import type { Team } from './population.ts'

/** What measuring asks of those whom the generator made. */
export interface Organisation {
  readonly today: Day
  readonly people: readonly Inhabitant[]
  readonly teams: readonly Team[]
  readonly facts: number
  readonly spans: number
  /** What making it took. */
  readonly seconds: number
}

export interface Inhabitant {
  readonly id: PersonId
  readonly number: number
  readonly employed: boolean
  readonly channels: readonly Channel[]
  /** The programmes that were ever begun. */
  readonly programmes: readonly ProgrammeId[]
}

export interface MakeInput {
  /** Holds `portal.db`, the folder `content` and `organisation.json` afterwards. */
  readonly folder: string
  readonly people: number
  readonly today: Day
  readonly tell: (words: string) => void
}

export function databaseIn(folder: string): string {
  return join(folder, 'portal.db')
}

export function contentIn(folder: string): string {
  return join(folder, 'content')
}

/** Makes an organisation in a folder, unless one stands there already. */
export async function organisationIn({ folder, people, today, tell }: MakeInput): Promise<Organisation> {
  const words = join(folder, 'organisation.json')
  if (existsSync(words)) return JSON.parse(readFileSync(words, 'utf8')) as Organisation
  mkdirSync(folder, { recursive: true })
  const began = performance.now()
  const made = await generate({ path: databaseIn(folder), content: contentIn(folder), people, today, tell })
  const organisation = organisationFrom(made, today, (performance.now() - began) / 1000)
  // Written last and as a whole: a run that was cut short leaves no organisation behind.
  writeFileSync(`${words}.part`, JSON.stringify(organisation))
  renameSync(`${words}.part`, words)
  return organisation
}

function organisationFrom({ people, teams, facts, spans }: Generated, today: Day, seconds: number): Organisation {
  const inhabitants = people.map(({ id, number, employed, team, courses }): Inhabitant => ({
    id,
    number,
    employed,
    channels: team.channels,
    programmes: [...courses.keys()],
  }))
  return { today, people: inhabitants, teams, facts, spans, seconds }
}

/** Measuring publishes, so what is to be kept is measured as a copy. */
export function copyOrganisation(from: string, to: string): void {
  mkdirSync(to, { recursive: true })
  for (const end of ['', '-wal'])
    if (existsSync(databaseIn(from) + end))
      copyFileSync(databaseIn(from) + end, databaseIn(to) + end, constants.COPYFILE_FICLONE)
  cpSync(contentIn(from), contentIn(to), { recursive: true })
}
