/**
 * Ids are branded, so that a clause is never passed where a person is meant.
 * Authored ids (standard, lesson, programme…) are lower-case slugs and equal the file name;
 * clause ids are a prefix and a number; ids of people, teams, attempts and certificates are
 * opaque and made by the workflows.
 */
declare const brand: unique symbol
type Branded<Name extends string> = string & { readonly [brand]: Name }

export type PersonId = Branded<'person'>
export type TeamId = Branded<'team'>
export type ClauseId = Branded<'clause'>
export type StandardId = Branded<'standard'>
export type LessonId = Branded<'lesson'>
export type SectionId = Branded<'section'>
export type QuizId = Branded<'quiz'>
export type ScenarioId = Branded<'scenario'>
export type SceneId = Branded<'scene'>
export type PlayId = Branded<'play'>
export type QuestionId = Branded<'question'>
export type ProgrammeId = Branded<'programme'>
export type AttemptId = Branded<'attempt'>
export type CertificateId = Branded<'certificate'>
export type SuggestionId = Branded<'suggestion'>
export type NoticeId = Branded<'notice'>
export type ExceptionId = Branded<'exception'>
/** A reason of the organisation's list. */
export type ReasonId = Branded<'reason'>
export type JobRole = Branded<'job role'>
export type Channel = Branded<'channel'>
export type Branch = Branded<'branch'>

/** A clause at one revision: `TEL-05~2`. */
export type PinnedClause = Branded<'pinned clause'>
/** A clause at one revision in one publication, which is an exact text: `TEL-05~2@14`. */
export type ClauseEvidence = Branded<'clause evidence'>

export const clauseIdPattern = /^[A-Z]{2,5}-\d{2,4}$/
export const slugPattern = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/

/** Casts a text that was checked where it came from (a parsed file, a database row) to its brand. */
export function as<Id extends Branded<string>>(text: string): Id {
  return text as Id
}

export function pin(clause: ClauseId, revision: number): PinnedClause {
  return as<PinnedClause>(`${clause}~${revision}`)
}

/** Reads `TEL-05~2`; undefined when the text is not a pinned clause. */
export function unpin(text: string): { clause: ClauseId; revision: number } | undefined {
  const match = /^([A-Z]{2,5}-\d{2,4})~(\d+)$/.exec(text)
  const [, clause, revision] = match ?? []
  return clause === undefined ? undefined : { clause: as<ClauseId>(clause), revision: Number(revision) }
}

/** Reads `TEL-05~2@14`, as evidence names an exact text. Throws a RangeError for anything else. */
export function readEvidence(evidence: ClauseEvidence): { clause: ClauseId; revision: number; publication: number } {
  const at = evidence.indexOf('@')
  const pinned = unpin(evidence.slice(0, at))
  if (pinned === undefined) throw new RangeError(`not the evidence of a clause: ${evidence}`)
  return { ...pinned, publication: Number(evidence.slice(at + 1)) }
}

export function evidenceOf(pinned: PinnedClause, publication: number): ClauseEvidence {
  return as<ClauseEvidence>(`${pinned}@${publication}`)
}
