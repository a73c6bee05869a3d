/** The nine teams of Alder & Quay, on three levels, and what became of them. */

/** The portal opened at Alder & Quay about fifteen months before the day of seeding. */
export const openedDaysAgo = 460
/** What was published after that: five clauses' worth of second thoughts, and then the newest. */
export const changedDaysAgo = 92
export const publishedDaysAgo = 5
/** Teams stood long before the portal did. */
export const foundedDaysAgo = 2200

export interface TeamStory {
  readonly key: string
  readonly name: string
  readonly purpose: string
  readonly parent: string | null
  readonly branch: string | null
  readonly channels: readonly string[]
  /** Keys of people, the part of their address before the @. */
  readonly managers: readonly string[]
}

export const teams = [
  {
    key: 'alder-and-quay',
    name: 'Alder & Quay',
    purpose: 'The whole company: whoever leads it sees every team.',
    parent: null,
    branch: 'castle-gate',
    channels: [],
    managers: ['margaret.ashdown'],
  },
  {
    key: 'contact-centre',
    name: 'Contact centre',
    purpose: 'Everything that reaches us without a visit.',
    parent: 'alder-and-quay',
    branch: 'station-road',
    channels: ['phone', 'e-mail'],
    managers: ['manager'],
  },
  {
    key: 'voice-north',
    name: 'Voice North',
    purpose: 'Calls from the northern counties and the chat window, seven days a week.',
    parent: 'contact-centre',
    branch: 'station-road',
    channels: ['phone'],
    managers: ['grace.adeyemi'],
  },
  {
    key: 'voice-south',
    name: 'Voice South',
    purpose: 'Calls from the southern counties, and the evening line.',
    parent: 'contact-centre',
    branch: 'station-road',
    channels: ['phone'],
    managers: ['owen.pritchard'],
  },
  {
    key: 'written',
    name: 'Written',
    purpose: 'Letters, e-mail, chat and what people write about us in public.',
    parent: 'contact-centre',
    branch: 'station-road',
    channels: ['e-mail', 'letter', 'fax', 'chat', 'social'],
    managers: ['leila.haddad'],
  },
  {
    key: 'branches',
    name: 'Branches',
    purpose: 'The counters where people come in.',
    parent: 'alder-and-quay',
    branch: 'castle-gate',
    channels: ['face-to-face', 'phone'],
    managers: ['victor.almeida'],
  },
  {
    key: 'castle-gate',
    name: 'Castle Gate',
    purpose: 'Our oldest branch; its counter also answers the branch line.',
    parent: 'branches',
    branch: 'castle-gate',
    channels: ['face-to-face', 'phone'],
    managers: ['ingrid.solberg'],
  },
  {
    key: 'harbour-street',
    name: 'Harbour Street',
    purpose: 'The branch by the ferry: short visits, many languages.',
    parent: 'branches',
    branch: 'harbour-street',
    channels: ['face-to-face'],
    managers: ['samuel.ochieng'],
  },
  {
    key: 'back-offices',
    name: 'Back offices',
    purpose: 'Complaints, quality, training and the people who keep the standards.',
    parent: 'alder-and-quay',
    branch: 'priory-lane',
    channels: ['letter', 'e-mail'],
    managers: ['tom.hale'],
  },
] as const satisfies readonly TeamStory[]

export type TeamKey = (typeof teams)[number]['key']

/** Voice North took on the chat window five months ago, and everybody in it had a programme more to do. */
export const newChannels: readonly {
  readonly ago: number
  readonly team: TeamKey
  readonly channels: readonly string[]
}[] = [{ ago: 152, team: 'voice-north', channels: ['phone', 'chat'] }]
