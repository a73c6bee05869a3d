import { describe, expect, test } from 'vitest'
import type { Audience, Organisation } from '../../src/domain/curriculum.ts'
import { as, type Branch, type Channel, type JobRole } from '../../src/domain/ids.ts'
import { whyAskedInWords } from '../../src/domain/programme-words.ts'

const adviser = as<JobRole>('adviser')
const phone = as<Channel>('phone')
const organisation: Pick<Organisation, 'roles' | 'channels' | 'branches'> = {
  roles: new Map([[adviser, 'Adviser']]),
  channels: new Map([[phone, 'Telephone']]),
  branches: new Map([[as<Branch>('millbrook'), 'Millbrook']]),
}
const team = { name: 'Voice North', channels: [phone, as<Channel>('chat')] }
const worker = { roles: new Set([adviser, as<JobRole>('manager')]), team }
const audience = (change: Partial<Audience>): Audience => ({
  roles: 'everyone',
  channels: undefined,
  branches: undefined,
  ...change,
})

describe('why a programme is asked of somebody', () => {
  test('names the job role that brings it, and the channel of the team', () => {
    const words = whyAskedInWords(audience({ roles: [adviser], channels: [phone] }), worker, organisation)
    expect(words).toBe('Because you work as adviser and your team, Voice North, works on the telephone.')
  })

  test('says how one works on each channel', () => {
    const channels = new Map(
      ['E-mail', 'Chat', 'Social media', 'Face to face'].map((name) => [as<Channel>(name.toLowerCase()), name]),
    )
    const words = whyAskedInWords(
      audience({ channels: [...channels.keys()] }),
      { roles: new Set(), team: { name: 'Written', channels: [...channels.keys()] } },
      { ...organisation, channels },
      true,
    )
    expect(words).toBe('Because your team, Written, will work by e-mail, in chat, on social media and face to face.')
  })

  test('names only what the programme asks about', () => {
    expect(whyAskedInWords(audience({ roles: [adviser] }), worker, organisation)).toBe('Because you work as adviser.')
  })

  test('of everybody says so', () => {
    expect(whyAskedInWords(audience({}), { roles: new Set(), team: undefined }, organisation)).toBe(
      'Because everybody here is asked.',
    )
  })
})
