/** A `<Question>` of a quiz or a `<Check>` of a lesson: the same thing in two places. */
import { bloomLevels, questionTypes, type Option, type Question } from '../domain/curriculum.ts'
import { as, slugPattern, type PinnedClause, type QuestionId } from '../domain/ids.ts'
import { isElement, type Draft, type DraftElement } from './draft.ts'
import { didYouMean, oneOfWords } from './faults.ts'
import { readPins } from './pins.ts'
import type { Reading } from './reading.ts'
import { wordsOf } from './scopes.ts'
import { isBlank, textOf, treesOf } from './tree.ts'

const mostOptions = 26

export function readQuestion(element: DraftElement, reading: Reading): Question {
  const { props, lines, line } = element
  const id = props['id'] ?? ''
  const idLine = lines['id'] ?? line
  if (id !== '' && !slugPattern.test(id)) {
    reading.fault(
      idLine,
      `${id} is not a question id`,
      'Write small letters, digits and hyphens: id="tel-hold-latest".',
    )
  }
  if (id !== '') reading.define('question', id, idLine)

  const first = element.kids.findIndex((kid) => isElement(kid, 'Option'))
  const stem = treesOf(first === -1 ? element.kids : element.kids.slice(0, first))
  if (isBlank(stem)) reading.fault(line, `${named(id)} asks nothing`, 'Write the question before its first <Option>.')
  const options: { option: Option; line: number }[] = []
  for (const kid of first === -1 ? [] : element.kids.slice(first)) {
    if (isElement(kid, 'Option')) options.push({ option: readOption(kid, options.length, id, reading), line: kid.line })
    else
      reading.fault(
        isElement(kid) ? kid.line : line,
        `${named(id)} has text between or after its options`,
        'Put it before the first <Option>, or into one.',
      )
  }
  const type = readType(props['type'] ?? '', lines['type'] ?? line, id, reading)
  checkOptions(options, type, id, line, reading)
  return {
    id: as<QuestionId>(id),
    type,
    level: readLevel(props['level'] ?? '', lines['level'] ?? line, id, reading),
    clauses: readClauses(props['clauses'] ?? '', lines['clauses'] ?? line, id, reading),
    fixedOrder: props['fixed'] !== undefined,
    stem,
    options: options.map(({ option }) => option),
  }
}

function readOption(element: DraftElement, index: number, question: string, reading: Reading): Option {
  const isFeedback = (kid: Draft) => isElement(kid, 'Feedback')
  const feedbacks = element.kids.filter((kid) => isElement(kid, 'Feedback'))
  const body = treesOf(element.kids.filter((kid) => !isFeedback(kid)))
  const feedback = feedbacks.flatMap((one) => treesOf(one.kids))
  const id = String.fromCharCode(97 + (index % mostOptions))
  if (isBlank(body))
    reading.fault(element.line, `option ${id} of ${named(question)} has no words`, 'Write them before its <Feedback>.')
  if (feedbacks.length === 0) {
    reading.fault(
      element.line,
      `option ${id} of ${named(question)} has no feedback`,
      'Say why it is right or wrong in <Feedback>…</Feedback>.',
    )
  } else if (isBlank(feedback)) {
    reading.fault(
      element.line,
      `option ${id} of ${named(question)} has an empty feedback`,
      'Say why it is right or wrong.',
    )
  } else if (feedbacks.length > 1) {
    reading.fault(element.line, `option ${id} of ${named(question)} has two feedbacks`, 'Put them into one.')
  }
  return { id, correct: element.props['correct'] !== undefined, body, feedback }
}

function checkOptions(
  options: readonly { option: Option; line: number }[],
  type: Question['type'],
  id: string,
  line: number,
  reading: Reading,
): void {
  if (options.length < 2) {
    reading.fault(
      line,
      `${named(id)} has ${options.length === 0 ? 'no options' : 'one option'}`,
      'Write at least two; three good ones are enough.',
    )
  } else if (options.length > mostOptions) {
    reading.fault(line, `${named(id)} has more than ${mostOptions} options`, 'Three good ones are enough.')
  } else {
    const correct = options.filter(({ option }) => option.correct).length
    const found =
      correct === 0 ? 'no correct option' : correct === 1 ? 'one correct option' : `${correct} correct options`
    if (type === 'single' && correct !== 1) {
      reading.fault(
        line,
        `${named(id)} is single and has ${found}`,
        'Write <Option correct> for exactly one, or type="multiple".',
      )
    } else if (type === 'multiple' && correct < 2) {
      reading.fault(
        line,
        `${named(id)} is multiple and has ${found}`,
        'Write <Option correct> for two or more, or type="single".',
      )
    } else if (type === 'multiple' && correct === options.length) {
      reading.fault(line, `${named(id)} is multiple and has no wrong option`, 'Write at least one that is wrong.')
    }
  }
  const seen = new Map<string, string>()
  for (const { option, line: optionLine } of options) {
    const words = textOf(option.body).toLowerCase()
    const twin = seen.get(words)
    if (twin !== undefined && words !== '')
      reading.fault(
        optionLine,
        `options ${twin} and ${option.id} of ${named(id)} are the same`,
        'Change or delete one.',
      )
    seen.set(words, option.id)
  }
}

function readType(written: string, line: number, id: string, reading: Reading): Question['type'] {
  const type = questionTypes.find((one) => one === written)
  if (type === undefined && written !== '')
    reading.fault(
      line,
      `the type of ${named(id)} is ${written}`,
      didYouMean(written, questionTypes, oneOfWords(questionTypes)),
    )
  return type ?? 'single'
}

function readLevel(written: string, line: number, id: string, reading: Reading): Question['level'] {
  const level = bloomLevels.find((one) => one === written)
  if (level === undefined && written !== '')
    reading.fault(
      line,
      `the level of ${named(id)} is ${written}`,
      didYouMean(written, bloomLevels, oneOfWords(bloomLevels)),
    )
  return level ?? 'remember'
}

function readClauses(written: string, line: number, id: string, reading: Reading): PinnedClause[] {
  return readPins(wordsOf(written, line, reading), reading, {
    who: named(id),
    stale: 'it asks about',
    then: 'Nobody is asked it any more.',
  })
}

function named(id: string): string {
  return id === '' ? 'the question' : `the question ${id}`
}
