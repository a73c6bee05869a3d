import { textOf } from '../curriculum/tree.ts'
import { dayInWords } from '../domain/day-words.ts'
import type { Day } from '../domain/days.ts'
import { as, type CertificateId } from '../domain/ids.ts'
import { pathWords, certificateOn, whereShown, wordMarks, wordShowing } from '../domain/proof-words.ts'
import {
  playBehind,
  type AskedAndAnswered,
  type FactPlace,
  type PlayProved,
  type Proof,
  type ProvedException,
  type ProvedShowing,
  type ProvedText,
  type SaidInPlay,
} from '../domain/proof.ts'
import { scoreInWords } from '../domain/quiz-words.ts'
import { gatherProof } from '../workflows/gather-proof.ts'
import { todayIn } from '../workflows/today-in.ts'
import { jsonOption, Refused, WrongUse, type Command } from './command.ts'
import { reading } from './database.ts'

export const command: Command = {
  usage: 'proof CERTIFICATE [--json]',
  says: 'Proves a certification: its exact texts, what showed them, the questions asked and the answers given, the replies chosen in scenarios.',
  options: { json: jsonOption },
  words: [1, 1],
  async run({ words: [certificate], flag, settings, out }) {
    if (certificate === undefined) throw new WrongUse('Name the certificate by its id.')
    const { proof, today } = await reading(settings(), async (db) => {
      const now = Temporal.Now.instant()
      return { proof: await gatherProof(db, as<CertificateId>(certificate), now), today: await todayIn(db, now) }
    })
    if (proof === undefined) throw new Refused(`There is no certificate ${certificate}.`)
    if (flag('json')) out.printJson(asData(proof))
    else out.print(inWords(proof, today))
    return 0
  },
}

/** Without the keys of questions: what was right is told of the answer, not of the options. */
function asData(proof: Proof) {
  return {
    certificate: proof.certificate,
    person: { id: proof.person.id, name: proof.person.name ?? null },
    programme: proof.programme,
    organisation: proof.organisationName,
    publication: proof.publication,
    path: proof.path,
    grantedOn: proof.grantedOn,
    expiresOn: proof.expiresOn,
    terms: proof.terms,
    ledger: proof.ledger,
    head: proof.head,
    texts: proof.texts.map((text) => ({ ...textAsData(text), shownIn: text.shownIn })),
    showings: proof.showings.map(showingAsData),
    besides: proof.besides.map(showingAsData),
    updates: proof.updates.map(showingAsData),
    restsOn: proof.restsOn.map(exceptionAsData),
    changedBy: proof.changedBy.map(exceptionAsData),
  }
}

function textAsData({ evidence, id, revision, publication, publishedOn, clause, standard }: ProvedText) {
  return {
    evidence,
    clause: id,
    revision,
    publication,
    publishedOn: publishedOn ?? null,
    standard: standard === undefined ? null : { id: standard.id, title: standard.title },
    level: clause?.level ?? null,
    text: clause?.text ?? null,
  }
}

function showingAsData(showing: ProvedShowing) {
  const { kind, sequence, hash, at, on, publication, title, clauses, questions } = showing
  const own =
    showing.kind === 'attempt'
      ? {
          attempt: showing.attempt,
          quiz: showing.quiz,
          startedOn: showing.startedOn,
          percent: showing.percent,
          passPercent: showing.passPercent,
          nth: showing.nth,
        }
      : showing.kind === 'play'
        ? {
            ...playAsData(showing),
            nth: showing.nth,
          }
        : showing.kind === 'update'
          ? {
              by: showing.by,
              triesBefore: showing.triesBefore,
              replay: showing.replay
                ? { title: showing.replay.title, on: showing.replay.on, ...playAsData(showing.replay) }
                : null,
              text: textAsData(showing.text),
            }
          : {}
  return { kind, sequence, hash, at, on, publication, title, clauses, ...own, questions: questions.map(questionAsData) }
}

function playAsData(proved: PlayProved) {
  const { play, scenario, startedOn, percent, passPercent, ending, outcome, shares } = proved
  const replies = proved.replies.map((reply) => ({ ...reply, said: textOf(reply.said) }))
  return { play, scenario, startedOn, percent, passPercent, ending, outcome, shares, replies }
}

function questionAsData({ place, question, options, chosen, score }: AskedAndAnswered) {
  return {
    place,
    question: question.id,
    stem: textOf(question.stem),
    options: options.map((option) => ({
      id: option.id,
      text: textOf(option.body),
      chosen: chosen.includes(option.id),
    })),
    score,
  }
}

function exceptionAsData({
  exception,
  state,
  says,
  reason,
  decision,
  withdrawal,
  recordedAs,
  withdrawnAs,
}: ProvedException) {
  const { id, on, sequence, by, terms } = exception
  return {
    id,
    on,
    sequence,
    by,
    terms,
    state,
    says,
    reason,
    decision: decision ?? null,
    withdrawal: withdrawal ?? null,
    recordedAs,
    withdrawnAs: withdrawnAs ?? null,
  }
}

function inWords(proof: Proof, today: Day): string {
  const { person, programme, ledger } = proof
  const all = [...proof.showings, ...proof.besides]
  const section = (title: string, lines: readonly string[]) => (lines.length === 0 ? [] : ['', title, '', ...lines])
  return [
    `${programme.title}: ${person.name ?? 'a person whose name was erased'}`,
    `Granted on ${dayInWords(proof.grantedOn)} by ${pathWords[proof.path]}, on the texts of publication ${proof.publication}. ${certificateOn(proof, today)}`,
    `${placeInWords(ledger)} Recorded at ${ledger.at}.`,
    ...section(
      'The texts it covers',
      proof.texts.flatMap((text) => [...textInLines(text), ...shownInLines(text, all)]),
    ),
    ...section('What met its requirements', proof.showings.flatMap(showingInLines)),
    ...section('What had shown its texts besides', proof.besides.flatMap(showingInLines)),
    ...section('Updates since, which carry it on', proof.updates.flatMap(showingInLines)),
    ...section('Exceptions it rests on', proof.restsOn.flatMap(exceptionInLines)),
    ...section('Exceptions that changed it', proof.changedBy.flatMap(exceptionInLines)),
    ...section('The ledger as this was gathered', [
      `Its head on ${dayInWords(today)} is ${proof.head.sequence}:${proof.head.hash}.`,
      'Given to "portal ledger verify --head", it proves that no fact up to it was changed, taken out or put in since.',
    ]),
  ].join('\n')
}

function textInLines({ evidence, standard, publishedOn, clause }: ProvedText): readonly string[] {
  const from = publishedOn === undefined ? '' : `, publication of ${dayInWords(publishedOn)}`
  return [
    `${evidence} (${standard?.title ?? 'a standard that is not kept'}${from})`,
    `  ${clause?.text ?? 'Its publication is not in this database.'}`,
  ]
}

function shownInLines(text: Proof['texts'][number], all: readonly ProvedShowing[]): readonly string[] {
  const where = whereShown(text, all)
  return where === '' ? [] : [`  ${where}`]
}

function showingInLines(showing: ProvedShowing): readonly string[] {
  return [
    `${wordShowing(showing)} ${whenShown(showing)}`,
    ...(showing.kind === 'update' ? [`  ${showing.text.clause?.text ?? ''}`] : []),
    ...showing.questions.flatMap(({ place, question, options, chosen, score }) => [
      `  ${place}. ${textOf(question.stem)}`,
      ...options.map(({ id, body }) => `     ${chosen.includes(id) ? '[x]' : '[ ]'} ${textOf(body)}`),
      `     ${chosen.length === 0 ? 'Left open, so it counts as wrong.' : `${scoreInWords(score)}.`}`,
    ]),
    ...(playBehind(showing)?.replies ?? []).flatMap(replyInLines),
  ]
}

function replyInLines({ place, scene, said, marks }: SaidInPlay): readonly string[] {
  return [`  ${place}. ${scene}`, `     [x] ${textOf(said)}`, `     ${wordMarks(marks)}.`]
}

function placeInWords({ sequence, hash }: Pick<FactPlace, 'sequence' | 'hash'>): string {
  return `Fact ${sequence} of the ledger, hash ${hash}.`
}

function whenShown({ on, publication, sequence, hash }: ProvedShowing): string {
  return `On ${dayInWords(on)}, on the texts of publication ${publication}. ${placeInWords({ sequence, hash })}`
}

function exceptionInLines({
  exception,
  says,
  reason,
  decision,
  withdrawal,
  recordedAs,
  withdrawnAs,
}: ProvedException): readonly string[] {
  const by = decision === undefined ? '' : ` by ${decision.by}`
  const undone =
    withdrawal === undefined
      ? []
      : [
          `  Withdrawn on ${dayInWords(withdrawal.on)}${withdrawal.decision ? ` by ${withdrawal.decision.by}` : ''}: ${withdrawal.reason}. ${withdrawal.decision?.words ?? ''}`.trimEnd(),
          ...(withdrawnAs === undefined ? [] : [`  ${placeInWords(withdrawnAs)}`]),
        ]
  return [
    `${says} Recorded on ${dayInWords(exception.on)}${by}. ${placeInWords(recordedAs)}`,
    `  ${reason}. ${decision?.words ?? ''}`.trimEnd(),
    ...undone,
  ]
}
