import { mkdir, mkdtemp, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { wordFault } from '../../src/curriculum/faults.ts'
import { readCurriculum } from '../../src/curriculum/parse.ts'
import { readFolder } from '../../src/curriculum/read-folder.ts'
import { checkFolder, coverageFolder, wordCheck, wordCoverage } from '../../src/curriculum/report.ts'
import { writeStarter } from '../../src/curriculum/starter.ts'
import { adopted } from './locked-library.ts'
import { soundLibrary, spoiled, type Library } from './small-library.ts'

let dir = ''
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'touchstone-content-'))
})
afterEach(async () => {
  await rm(dir, { recursive: true, force: true })
})

async function write(library: Library): Promise<void> {
  for (const [path, text] of Object.entries(library)) {
    await mkdir(dirname(join(dir, path)), { recursive: true })
    await writeFile(join(dir, path), text)
  }
}

const pathsIn = async () => (await readFolder(dir)).files.map(({ path }) => path)
const faultsIn = async () => (await readFolder(dir)).faults.map(wordFault)

describe('a content folder', () => {
  test('that is missing is told in a sentence', async () => {
    const { faults } = await readCurriculum(join(dir, 'nowhere'))
    expect(faults.map(wordFault)).toEqual([
      `there is no folder ${join(dir, 'nowhere')}. Name the content folder, or make one with npm run -s portal -- init DIR.`,
    ])
  })

  test('that is a file is told in a sentence', async () => {
    await writeFile(join(dir, 'file'), '')
    const { faults } = await readCurriculum(join(dir, 'file'))
    expect(faults.map(wordFault)).toEqual([
      `${join(dir, 'file')} is a file, not a folder. Name the folder that holds organisation.yaml.`,
    ])
  })

  test('is listed with forward slashes and in order', async () => {
    await write(soundLibrary)
    expect(await pathsIn()).toEqual(Object.keys(soundLibrary).toSorted())
  })

  test('may hold its README and dot-files, which are no content', async () => {
    await write({ 'README.md': 'x', '.DS_Store': 'x', '.git/config': 'x', 'glossary.yaml': 'x' })
    expect(await pathsIn()).toEqual(['glossary.yaml'])
  })

  test('does not follow a link out of itself', async () => {
    await write({ 'glossary.yaml': 'x' })
    await symlink('/etc/hostname', join(dir, 'organisation.yaml'))
    expect([await pathsIn(), await faultsIn()]).toEqual([
      ['glossary.yaml'],
      [
        'organisation.yaml:1: a link that does not lead to a file of this folder is not followed. Put the file itself here.',
      ],
    ])
  })

  test('may hold no text above 2 MB', async () => {
    await write({ 'glossary.yaml': 'x' })
    await truncate(join(dir, 'glossary.yaml'), 3 * 1024 * 1024)
    expect(await faultsIn()).toEqual(['glossary.yaml:1: the file is 3.0 MB large. Split it: a file may have 2 MB.'])
  })

  test('may hold no picture above 5 MB', async () => {
    await write({ 'images/a.png': 'x' })
    await truncate(join(dir, 'images/a.png'), 6 * 1024 * 1024)
    expect(await faultsIn()).toEqual([
      'images/a.png:1: the picture is 6.0 MB large. Save it smaller: a picture may have 5 MB.',
    ])
  })
})

describe('a folder that is deleted while it is read', () => {
  test.each([0, 1, 3, 6, 10, 15, 25, 40])('after %i ms is read whole or not at all', async (delay) => {
    const names = Array.from({ length: 400 }, (_, index) => `standards/file-${index}.mdx`)
    await write(Object.fromEntries(names.map((name) => [name, 'x'])))
    const reading = readFolder(dir)
    await setTimeout(delay)
    await rm(dir, { recursive: true, force: true })
    const { files, faults } = await reading
    const isRefused = files.length === 0 && faults.length === 1 && faults[0]?.file === ''
    expect(isRefused || (files.length === 400 && faults.length === 0)).toBe(true)
  })
})

describe('a folder into which somebody writes while it is read', () => {
  test('is told in a sentence, and nothing of it is given', async () => {
    const names = Array.from({ length: 400 }, (_, index) => `standards/file-${index}.mdx`)
    await write(Object.fromEntries(names.map((name) => [name, 'x'])))
    const reading = readFolder(dir)
    const writing = (async () => {
      for (let turn = 0; turn < 200; turn += 1) await writeFile(join(dir, 'standards/file-0.mdx'), 'x'.repeat(turn + 2))
    })()
    const { files, faults } = await reading
    await writing
    expect([files, faults.map(wordFault)]).toEqual([
      [],
      [
        `${join(dir, 'standards/file-0.mdx')} changed while the content was being read. Read it again when nobody is writing into it.`,
      ],
    ])
  })
})

describe('the check', () => {
  test('of a sound folder counts what there is', async () => {
    await write(adopted(soundLibrary))
    expect(wordCheck(await checkFolder(dir))).toBe(
      'No faults: 1 standard, 2 clauses, 1 lesson, 1 quiz, 3 questions, 1 programme, 1 term, 1 picture.',
    )
  })

  test('of a faulty folder lists each fault in a line', async () => {
    await write(spoiled('lessons/holding-a-call.mdx', '<Clause id="TEL-05" />', '<Clause id="TEL-50" />'))
    const result = await checkFolder(dir)
    expect([result.ok, wordCheck(result).split('\n').slice(0, 2)]).toEqual([
      false,
      [
        'lessons/holding-a-call.mdx:16: no clause TEL-50. Did you mean TEL-05?',
        'standards/telephone.mdx:21: no lesson teaches the binding clause TEL-05. Embed it in a lesson: <Clause id="TEL-05" />.',
      ],
    ])
  })

  test('of the content of this project finds no fault', async () => {
    const content = fileURLToPath(new URL('../../content', import.meta.url))
    expect((await checkFolder(content)).faults.map(wordFault)).toEqual([])
  })
})

describe('the coverage', () => {
  test('is a table of clauses', async () => {
    await write(soundLibrary)
    expect(wordCoverage(await coverageFolder(dir)).split('\n')).toEqual([
      'Clause  Level     Taught in       Asked in                Practised in  Required by',
      'TEL-04  must      holding-a-call  telephone (1 question)  -             telephone-adviser',
      'TEL-05  must-not  holding-a-call  telephone (1 question)  -             telephone-adviser',
      '',
      '2 clauses, 2 binding; no holes.',
    ])
  })

  test('with a hole is not fine', async () => {
    await write(spoiled('quizzes/telephone.mdx', 'TEL-04~1', 'TEL-05~1'))
    const { ok, holes } = await coverageFolder(dir)
    expect([ok, holes.map(({ kind, clause }) => ({ kind, clause }))]).toEqual([
      false,
      [{ kind: 'not-asked', clause: 'TEL-04' }],
    ])
  })
})

describe('the starter library', () => {
  test('is sound', async () => {
    await writeStarter(dir)
    const { faults, warnings } = await checkFolder(dir)
    expect([...faults, ...warnings].map(wordFault)).toEqual([])
  })

  test('has two questions on each binding clause', async () => {
    await writeStarter(dir)
    const { clauses } = await coverageFolder(dir)
    expect(clauses.filter((row) => row.binding && row.questions.length < 2).map((row) => row.id)).toEqual([])
  })

  test('shows learners no sentence that is meant for its author', async () => {
    await writeStarter(dir)
    const { curriculum } = await readCurriculum(dir)
    const said = curriculum?.standards.flatMap(({ owner, approver }) => [owner, approver])
    expect(said).toEqual(['the head of customer service', 'the managing director'])
  })

  test('is written into a folder that is not there yet', async () => {
    const written = await writeStarter(join(dir, 'new', 'library'))
    expect(written.kind).toBe('written')
  })

  test('is refused to a folder that holds anything', async () => {
    await write({ 'notes.txt': 'mine' })
    expect([await writeStarter(dir), await readFile(join(dir, 'notes.txt'), 'utf8')]).toEqual([
      { kind: 'refused', says: `${dir} is not empty. Name a folder that is empty or not there yet.` },
      'mine',
    ])
  })

  test('is refused in the place of a file', async () => {
    await write({ file: '' })
    expect(await writeStarter(join(dir, 'file'))).toEqual({
      kind: 'refused',
      says: `${join(dir, 'file')} is a file. Name a folder that is empty or not there yet.`,
    })
  })
})
