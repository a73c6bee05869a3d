/**
 * A publication is stored in pieces, each once by the hash of its bytes, so that what did not change
 * between two publications is the same row. `curriculumFrom(piecesOf(curriculum))` gives the
 * curriculum back unchanged.
 */
import { canonicalJson } from './canonical.ts'
import type { Lock } from './clause-lock.ts'
import type {
  Curriculum,
  GlossaryTerm,
  Lesson,
  Media,
  Notice,
  Organisation,
  Programme,
  Quiz,
  Standard,
} from './curriculum.ts'
import type { Branch, Channel, JobRole } from './ids.ts'
import type { PieceKind } from './library.ts'
import type { Scenario } from './scenario.ts'

export interface Piece {
  readonly kind: PieceKind
  readonly id: string
  readonly type: string
  readonly body: string | Uint8Array
}

const json = 'application/json'

export function piecesOf(curriculum: Curriculum): readonly Piece[] {
  const piece = (kind: PieceKind, id: string, value: unknown): Piece => ({
    kind,
    id,
    type: json,
    body: canonicalJson(value),
  })
  return [
    piece('organisation', 'organisation', curriculum.organisation),
    ...curriculum.standards.map((standard) => piece('standard', standard.id, standard)),
    ...curriculum.lessons.map((lesson) => piece('lesson', lesson.id, lesson)),
    ...curriculum.quizzes.map((quiz) => piece('quiz', quiz.id, quiz)),
    ...curriculum.scenarios.map((scenario) => piece('scenario', scenario.id, scenario)),
    ...curriculum.programmes.map((programme) => piece('programme', programme.id, programme)),
    piece('glossary', 'glossary', curriculum.glossary),
    ...curriculum.notices.map((notice) => piece('notice', notice.id, notice)),
    ...(curriculum.lock.length === 0 ? [] : [piece('lock', 'clauses.lock', curriculum.lock)]),
    ...curriculum.media.map((medium): Piece => ({
      kind: 'media',
      id: medium.path,
      type: medium.type,
      body: medium.bytes,
    })),
  ]
}

/** Reads stored pieces, in their order. Pictures come back without their bytes; they are served by hash. */
export function curriculumFrom(pieces: readonly Piece[]): Curriculum {
  const read = <T>(kind: PieceKind): T[] =>
    pieces.filter((piece) => piece.kind === kind).map((piece) => JSON.parse(String(piece.body)) as T)
  const [organisation] = read<StoredOrganisation>('organisation')
  if (organisation === undefined) throw new Error('a publication without an organisation')
  return {
    organisation: organisationFrom(organisation),
    standards: read<Standard>('standard').map(withOptional('readers')),
    lessons: read<Lesson>('lesson').map(withOptional('readers')),
    quizzes: read<Quiz>('quiz'),
    scenarios: read<Scenario>('scenario'),
    programmes: read<Programme>('programme'),
    glossary: read<readonly GlossaryTerm[]>('glossary').flat(),
    notices: read<Notice>('notice'),
    lock: read<Lock>('lock').flat(),
    media: pieces
      .filter((piece) => piece.kind === 'media')
      .map((piece) => ({ path: piece.id, type: piece.type as Media['type'], bytes: new Uint8Array() })),
  }
}

type StoredOrganisation = Omit<Organisation, 'roles' | 'channels' | 'branches'> & {
  readonly roles: readonly [JobRole, string][]
  readonly channels: readonly [Channel, string][]
  readonly branches: readonly [Branch, string][]
}

function organisationFrom(stored: StoredOrganisation): Organisation {
  return {
    ...stored,
    roles: new Map(stored.roles),
    channels: new Map(stored.channels),
    branches: new Map(stored.branches),
  }
}

/** JSON leaves out what is undefined; the domain names it. */
function withOptional<Key extends string>(key: Key) {
  return <T extends object>(value: T): T => (key in value ? value : { ...value, [key]: undefined })
}
