/** A file of `standards/` as a standard with its clauses. */
import {
  levels,
  standardKinds,
  type Clause,
  type Level,
  type Param,
  type Standard,
  type Tree,
} from '../domain/curriculum.ts'
import { FOREVER } from '../domain/days.ts'
import { as, clauseIdPattern, type ClauseId, type StandardId } from '../domain/ids.ts'
import { isParamUnit, paramUnits, paramValuePattern } from '../domain/params.ts'
import { isElement, type Draft, type DraftElement } from './draft.ts'
import { didYouMean, oneOfWords } from './faults.ts'
import { readMdx } from './mdx.ts'
import { firstRevision, type Reading } from './reading.ts'
import { readChannelScope, readReaders, readRoleScope } from './scopes.ts'
import { sectionsOf } from './sections.ts'
import { isBlank, textOf, treesOf } from './tree.ts'
import { definedTerms, isMeasurable, warnOfLongSentences } from './wording.ts'

export function readStandard(text: string, name: string, reading: Reading): Standard {
  const id = as<StandardId>(name)
  const { frontMatter, body } = readMdx(text, 'standard', reading)
  const written = frontMatter?.text('prefix') ?? ''
  const prefix = /^[A-Z]{2,5}$/.test(written) ? written : ''
  const prefixLine = frontMatter?.lineOf('prefix') ?? 1
  if (prefix !== '') reading.define('prefix', prefix, prefixLine)
  else if (written !== '') {
    reading.fault(prefixLine, `the prefix ${written} is not two to five capital letters`, 'Write it as TEL.')
  }
  const head = {
    id,
    prefix,
    title: frontMatter?.text('title') ?? name,
    kind: frontMatter?.oneOf('kind', standardKinds) ?? 'standard',
    summary: frontMatter?.text('summary') ?? '',
    owner: frontMatter?.text('owner') ?? '',
    approver: frontMatter?.text('approver') ?? '',
    reviewBy: frontMatter?.day('review_by', FOREVER) ?? FOREVER,
    readers: readReaders(frontMatter, reading),
  }
  warnOfLongSentences(head.summary, frontMatter?.lineOf('summary') ?? 1, reading)
  frontMatter?.end()
  reading.define('standard', name, 1)
  for (const { words, line } of definedTerms(body ?? [])) reading.explain(words, line)

  const clauses: Clause[] = []
  const take = (element: DraftElement): Tree | undefined => {
    if (element.tag !== 'Clause') return undefined
    const clause = readClause(element, id, prefix, reading)
    clauses.push(clause)
    return { tag: 'Clause', props: { id: clause.id } }
  }
  const sections = sectionsOf(body ?? [], reading).map((section) => ({
    id: section.id,
    title: section.title,
    body: treesOf(section.body, take),
  }))
  // Ready replies and memos may repeat what other standards ask, without a clause of their own.
  const mayHaveNone = head.kind === 'quick-reply' || head.kind === 'memo'
  if (body !== undefined && clauses.length === 0 && !mayHaveNone) {
    reading.fault(1, 'the standard has no clause', 'Write what people must do as <Clause id="TEL-01" …>…</Clause>.')
  }
  return { ...head, sections, clauses }
}

function readClause(element: DraftElement, standard: StandardId, prefix: string, reading: Reading): Clause {
  const { props, lines, line } = element
  const lineOf = (name: string) => lines[name] ?? line
  const id = props['id'] ?? ''
  if (id !== '' && !clauseIdPattern.test(id)) {
    reading.fault(lineOf('id'), `${id} is not a clause id`, `Write a prefix and a number: ${prefix || 'TEL'}-05.`)
  } else if (id !== '' && prefix !== '' && !id.startsWith(`${prefix}-`)) {
    reading.fault(
      lineOf('id'),
      `the clause ${id} does not begin with the prefix ${prefix} of its standard`,
      `Write ${prefix}-${id.split('-')[1]}, or move the clause.`,
    )
  }
  if (id !== '') {
    reading.define('clause', id, lineOf('id'))
    reading.define('anchor', `${reading.address}#${id}`, line)
  }
  const written = props['level'] ?? ''
  const level: Level | undefined = levels.find((one) => one === written)
  if (level === undefined && written !== '') {
    reading.fault(
      lineOf('level'),
      `the level of ${id || 'the clause'} is ${written}`,
      didYouMean(written, levels, oneOfWords(levels)),
    )
  }

  const whys = element.kids.filter((kid) => isElement(kid, 'Why'))
  const examples = element.kids.filter((kid) => isElement(kid, 'Example'))
  const normative = element.kids.filter((kid) => !isElement(kid, 'Why') && !isElement(kid, 'Example'))
  for (const extra of whys.slice(1))
    reading.fault(extra.line, `${id || 'the clause'} has a second <Why>`, 'Put both reasons into one.')
  for (const part of [...whys, ...examples]) {
    if (isBlank(treesOf(part.kids)))
      reading.fault(part.line, `an empty <${part.tag}>`, 'Write its words, or delete it.')
  }
  const body = treesOf(normative)
  if (isBlank(body)) reading.fault(line, `the clause ${id} has no words`, 'Write what people must do, before <Why>.')
  const target = props['target'] ?? ''
  const hasNone = target === '' || target.toLowerCase() === 'none'
  if (!hasNone && !isMeasurable(target)) {
    reading.warn(
      lineOf('target'),
      `the target of ${id || 'the clause'}, "${target}", counts nothing`,
      'Say how many, how often or of what share ("95% of calls", "no breach"), or write target="none".',
    )
  }
  return {
    id: as<ClauseId>(id),
    revision: reading.revisionOf(id) ?? firstRevision,
    standard,
    level: level ?? 'must',
    roles: readRoleScope(props['role'] ?? '', lineOf('role'), reading),
    channels: readChannelScope(props['channel'] ?? '', lineOf('channel'), reading),
    target: hasNone ? undefined : target,
    params: readParams(element, normative, reading),
    text: textOf(body),
    body,
    why: whys[0] === undefined ? [] : treesOf(whys[0].kids),
    examples: examples.map((example) => treesOf(example.kids)),
  }
}

/** The numbers of the normative words; those of reasons and examples are only checked. */
function readParams(clause: DraftElement, normative: readonly Draft[], reading: Reading): Param[] {
  for (const { props, lines, line } of elementsOf(clause.kids, 'Param')) {
    const { name = '', value = '', unit = '' } = props
    if (name !== '' && !/^[a-z][a-z0-9-]*$/.test(name)) {
      reading.fault(
        lines['name'] ?? line,
        `the parameter name ${name} is not in small letters`,
        'Write it as name="longest-hold".',
      )
    }
    if (value !== '' && !paramValuePattern.test(value)) {
      reading.fault(
        lines['value'] ?? line,
        `the value ${value} of the parameter ${name} is not a number`,
        'Write digits only: value="30"; the unit stands in unit="s".',
      )
    }
    if (unit !== '' && !isParamUnit(unit)) {
      reading.fault(lines['unit'] ?? line, `no unit ${unit}`, didYouMean(unit, paramUnits, oneOfWords(paramUnits)))
    }
  }
  const params: Param[] = []
  for (const { props, line } of elementsOf(normative, 'Param')) {
    const { name = '', value = '', unit = '' } = props
    if (params.some((param) => param.name === name)) {
      reading.fault(line, `the clause has two parameters ${name}`, 'Give each its own name.')
    }
    params.push({ name, value, unit })
  }
  return params
}

function elementsOf(drafts: readonly Draft[], tag: string): DraftElement[] {
  return drafts.flatMap((draft) => {
    if (!isElement(draft)) return []
    return draft.tag === tag ? [draft] : elementsOf(draft.kids, tag)
  })
}
