import { expect, test } from 'vitest'
import { refusalOfPassword } from '../../src/domain/passwords.ts'

const amina = { name: 'Amina Okafor', email: 'amina.okafor@example.com' }

test.each([
  ['stone river lamp hat', undefined],
  ['gold-on-dark-stone', undefined],
  ['пять зелёных яблок', undefined],
  ['eleven char', 'too-short'],
  ['a'.repeat(201), 'too-long'],
  ['amina.okafor@example.com', 'about-you'],
  ['Amina Okafor', 'about-you'],
  ['AminaOkafor2026!', 'about-you'],
  ['amina.okafor', 'about-you'],
  ['password1234', 'common'],
  ['PasswordPassword', 'common'],
  ['qwertyuiopas', 'common'],
  ['123456789012', 'common'],
  ['aaaaaaaaaaaa', 'common'],
] as const)('“%s” is %s', (password, refusal) => {
  expect(refusalOfPassword(password, amina)).toBe(refusal)
})

test('a letter that takes two code units counts once', () => {
  expect(refusalOfPassword('🦊🐻🐼🦁🐯🐨', amina)).toBe('too-short')
})
