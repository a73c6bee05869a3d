import { describe, expect, test } from 'vitest'
import { foldForSearch, readEmail, readName } from '../../src/domain/names.ts'

describe('a name', () => {
  test('may be of any script', () => {
    expect(['Ng', 'Nguyễn Thị', '山田太郎', 'محمد', 'O’Brien', 'Team 7'].map(readName)).toEqual([
      'Ng',
      'Nguyễn Thị',
      '山田太郎',
      'محمد',
      'O’Brien',
      'Team 7',
    ])
  })

  test('has one form, whatever way it was typed', () => {
    expect(readName('Zoe\u0308\u00a0 Smith\n')).toBe('Zoë Smith')
  })

  test('hides nothing that turns the text around', () => {
    expect(readName('Kit\u202e txet')).toBe('Kit txet')
  })

  test('has a letter or a digit, and no more than 120 characters', () => {
    expect(['', ' — ', 'x'.repeat(121)].map(readName)).toEqual([undefined, undefined, undefined])
  })
})

describe('an e-mail address', () => {
  test('is kept in lower case, without the space around it', () => {
    expect(readEmail(' Kit.O-Brien+x@Mail.Office.TEST\n')).toBe('kit.o-brien+x@mail.office.test')
  })

  test('may have letters of any script', () => {
    expect(readEmail('jürgen@büro.example')).toBe('jürgen@büro.example')
  })

  const wrong = ['', 'kit', 'kit@', '@office.test', 'kit@office', 'a@b@c.de', 'k it@office.test', '.kit@office.test']
  for (const text of [...wrong, 'kit@-office.test', 'kit@office..test', 'a,b@office.test', `${'x'.repeat(65)}@a.de`]) {
    test(`is not "${text.slice(0, 20)}"`, () => {
      expect(readEmail(text)).toBeUndefined()
    })
  }
})

test('a search finds a name without its marks', () => {
  expect(foldForSearch('Łukasz Zieliński, Søren')).toBe('lukasz zielinski, soren')
})
