/**
 * Every table of the portal. `facts` and `publications` with their pieces are the truth and never
 * change (triggers refuse it); `people`, `teams`, `credentials`, `suggestions`,
 * `reasons` and `exception_words` hold what must be erasable;
 * `sessions`, `lockouts`, `invitations`, `bookmarks` and `rehearsals` are working memory; the rest are projections
 * that `portal rebuild` makes anew from the facts; what the search is over is made from the publication.
 * Days are text (`2027-03-31`), instants are text in UTC, hashes are hex.
 */
import { sql } from 'drizzle-orm'
import { blob, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

// ---- truth -----------------------------------------------------------------------------------

export const facts = sqliteTable(
  'facts',
  {
    sequence: integer('sequence').primaryKey(),
    kind: text('kind').notNull(),
    person: text('person'),
    subject: text('subject'),
    /** Canonical JSON of `{ sequence, at, by, fact }`: the hashed bytes, and the only source of the fact. */
    bytes: text('bytes').notNull(),
    previous: text('previous').notNull(),
    hash: text('hash').notNull(),
  },
  (table) => [
    uniqueIndex('facts_previous').on(table.previous),
    // By kind, because standings follow from a few of a person's many facts.
    index('facts_person').on(table.person, table.kind, table.sequence),
    index('facts_subject').on(table.subject, table.sequence),
    index('facts_kind').on(table.kind, table.sequence),
  ],
)

export const publications = sqliteTable('publications', {
  number: integer('number').primaryKey(),
  digest: text('digest').notNull(),
  publishedAt: text('published_at').notNull(),
  publishedOn: text('published_on').notNull(),
  organisation: text('organisation').notNull(),
})

/** An immutable piece (standard, lesson, quiz, programme, glossary, picture), stored once by its hash. */
export const pieces = sqliteTable('pieces', {
  hash: text('hash').primaryKey(),
  type: text('type').notNull(),
  body: blob('body', { mode: 'buffer' }).notNull(),
})

/** What a publication is made of: which piece stands under which id. */
export const publicationPieces = sqliteTable(
  'publication_pieces',
  {
    publication: integer('publication')
      .notNull()
      .references(() => publications.number),
    kind: text('kind').notNull(),
    id: text('id').notNull(),
    position: integer('position').notNull(),
    hash: text('hash')
      .notNull()
      .references(() => pieces.hash),
  },
  (table) => [primaryKey({ columns: [table.publication, table.kind, table.id] })],
)

// ---- erasable --------------------------------------------------------------------------------

export const people = sqliteTable(
  'people',
  {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    email: text('email').notNull(),
    salt: text('salt').notNull(),
  },
  (table) => [uniqueIndex('people_email').on(table.email)],
)

export const teams = sqliteTable('teams', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  purpose: text('purpose').notNull(),
  salt: text('salt').notNull(),
})

export const credentials = sqliteTable('credentials', {
  person: text('person')
    .primaryKey()
    .references(() => people.id),
  passwordHash: text('password_hash').notNull(),
})

/** What readers say of a text, and what stewards answer. */
export const suggestions = sqliteTable(
  'suggestions',
  {
    id: text('id').primaryKey(),
    person: text('person')
      .notNull()
      .references(() => people.id),
    /** `clause:TEL-05`, or `lesson:holding-a-call/ask-first`. */
    place: text('place').notNull(),
    publication: integer('publication').notNull(),
    text: text('text').notNull(),
    salt: text('salt').notNull(),
    at: text('at').notNull(),
    /** Null while it waits; the rest of the answer is null with it. */
    verdict: text('verdict'),
    answer: text('answer'),
    answerSalt: text('answer_salt'),
    answeredAt: text('answered_at'),
    answeredBy: text('answered_by').references(() => people.id),
  },
  (table) => [
    index('suggestions_person').on(table.person, table.place),
    index('suggestions_open')
      .on(table.at)
      .where(sql`verdict IS NULL`),
    index('suggestions_answered')
      .on(table.answeredAt)
      .where(sql`verdict IS NOT NULL`),
  ],
)

/** What the organisation calls its reasons for exceptions. */
export const reasons = sqliteTable('reasons', {
  id: text('id').primaryKey(),
  label: text('label').notNull(),
  salt: text('salt').notNull(),
})

/** What was written beside the reason when an exception was recorded or withdrawn. */
export const exceptionWords = sqliteTable(
  'exception_words',
  {
    exception: text('exception').notNull(),
    person: text('person')
      .notNull()
      .references(() => people.id),
    /** `recorded` or `withdrawn`. */
    said: text('said').notNull(),
    text: text('text').notNull(),
    salt: text('salt').notNull(),
  },
  (table) => [primaryKey({ columns: [table.exception, table.said] }), index('exception_words_person').on(table.person)],
)

// ---- working memory --------------------------------------------------------------------------

export const sessions = sqliteTable(
  'sessions',
  {
    /** SHA-256 of the token; the token itself is only in the person's cookie. */
    id: text('id').primaryKey(),
    person: text('person')
      .notNull()
      .references(() => people.id),
    expiresAt: integer('expires_at').notNull(),
    endsAt: integer('ends_at').notNull(),
  },
  (table) => [index('sessions_person').on(table.person), index('sessions_expiry').on(table.expiresAt)],
)

export const lockouts = sqliteTable('lockouts', {
  /** SHA-256 of the e-mail address in lower case. */
  key: text('key').primaryKey(),
  failures: integer('failures').notNull(),
  until: integer('until').notNull(),
})

/** A one-time link: to create the first administrator, or for a person to choose a password. */
export const invitations = sqliteTable('invitations', {
  /** SHA-256 of the token. */
  id: text('id').primaryKey(),
  person: text('person').references(() => people.id),
  expiresAt: integer('expires_at').notNull(),
})

/** How far somebody has read, and what they answered along the way; not evidence. */
export const bookmarks = sqliteTable(
  'bookmarks',
  {
    person: text('person')
      .notNull()
      .references(() => people.id),
    lesson: text('lesson').notNull(),
    content: text('content').notNull(),
    /** JSON: section ids read. */
    read: text('read').notNull(),
    /** JSON: question id to the option ids chosen last, and whether it was ever answered right. */
    checks: text('checks').notNull(),
    changedAt: text('changed_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.person, table.lesson] })],
)

/** How far somebody has come in practising a scenario; not evidence. */
export const rehearsals = sqliteTable(
  'rehearsals',
  {
    person: text('person')
      .notNull()
      .references(() => people.id),
    scenario: text('scenario').notNull(),
    content: text('content').notNull(),
    /** JSON: the choices made, by their ids. */
    choices: text('choices').notNull(),
    changedAt: text('changed_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.person, table.scenario] })],
)

// ---- projections -----------------------------------------------------------------------------

/** What a person is in a programme from day to day, split where the person moves team. */
export const spans = sqliteTable(
  'spans',
  {
    person: text('person').notNull(),
    programme: text('programme').notNull(),
    fromDay: text('from_day').notNull(),
    toDay: text('to_day').notNull(),
    kind: text('kind').notNull(),
    team: text('team'),
    because: text('because').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.person, table.programme, table.fromDay] }),
    // All that is asked of a team, and whom a publication may touch, is found in the index alone.
    index('spans_team').on(table.team, table.programme, table.fromDay, table.toDay, table.person),
  ],
)

/**
 * How many people of a team are of each kind in each programme, month by month: a row for each month in
 * which anything changes, so a team's counts on any day are in its last row that is not later. `counts` is
 * text of `counts-text.ts`. People without a team are those of the team `''`.
 */
export const readinessMonths = sqliteTable(
  'readiness_months',
  {
    team: text('team').notNull(),
    month: text('month').notNull(),
    counts: text('counts').notNull(),
  },
  (table) => [primaryKey({ columns: [table.team, table.month] })],
)

/** How many people, wherever they are, begin (+) or cease (-) to be of a kind on a day, in all programmes together. */
export const readinessDays = sqliteTable(
  'readiness_days',
  {
    day: text('day').notNull(),
    kind: text('kind').notNull(),
    change: integer('change').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.day, table.kind] }),
    index('readiness_days_nil')
      .on(table.day)
      .where(sql`change = 0`),
  ],
)

/** Where a person works from day to day: employment, leave, team and job roles laid over each other. */
export const postings = sqliteTable(
  'postings',
  {
    person: text('person').notNull(),
    fromDay: text('from_day').notNull(),
    toDay: text('to_day').notNull(),
    team: text('team'),
    roles: text('roles').notNull(),
    away: integer('away', { mode: 'boolean' }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.person, table.fromDay] }),
    index('postings_team').on(table.team, table.fromDay, table.toDay),
  ],
)

/** People whose projections are behind the facts; until their turn comes they are derived on request. */
export const unsettled = sqliteTable('unsettled', {
  person: text('person').primaryKey(),
  /** JSON: the programmes in which the standings are behind; null when everything about the person may be. */
  programmes: text('programmes'),
})

/** Plays of a scenario in the same words in which something was said: by how many people, and how they went. */
export const playCounts = sqliteTable('play_counts', {
  content: text('content').primaryKey(),
  people: integer('people').notNull(),
  plays: integer('plays').notNull(),
  ended: integer('ended').notNull(),
  passed: integer('passed').notNull(),
})

/** Who said something in a scenario of these words, so that each is counted once. */
export const playCountsPeople = sqliteTable(
  'play_counts_people',
  {
    content: text('content').notNull(),
    person: text('person').notNull(),
  },
  (table) => [primaryKey({ columns: [table.content, table.person] })],
)

/** How often plays took a way out of a scene; ways are counted from 0 as they are written there. */
export const wayCounts = sqliteTable(
  'way_counts',
  {
    content: text('content').notNull(),
    scene: text('scene').notNull(),
    way: integer('way').notNull(),
    times: integer('times').notNull(),
  },
  (table) => [primaryKey({ columns: [table.content, table.scene, table.way] })],
)

/** The rights a person has now. */
export const access = sqliteTable(
  'access',
  {
    person: text('person').notNull(),
    right: text('right').notNull(),
  },
  (table) => [primaryKey({ columns: [table.person, table.right] })],
)

/** What of the newest publication can be found by its words. Narrow, because each row that matches is looked up. */
export const searchRows = sqliteTable('search_rows', {
  id: integer('id').primaryKey(),
  kind: text('kind').notNull(),
  subject: text('subject').notNull(),
  section: text('section'),
  /** JSON of the rights or job roles that may read it; '' for everyone signed in. */
  readers: text('readers').notNull(),
})

/** The words of those rows; `search_index`, made in its migration, is over them. */
export const searchTexts = sqliteTable('search_texts', {
  id: integer('id').primaryKey(),
  name: text('name').notNull(),
  title: text('title').notNull(),
  body: text('body').notNull(),
  notes: text('notes').notNull(),
  context: text('context').notNull(),
  scope: text('scope').notNull(),
})

/** Every word of those texts, counted for each circle of readers, so that none is proposed to others. */
export const searchWords = sqliteTable(
  'search_words',
  {
    word: text('word').notNull(),
    readers: text('readers').notNull(),
    count: integer('count').notNull(),
  },
  (table) => [primaryKey({ columns: [table.readers, table.word] })],
)

/** Which publication the search is over, and in which form its rows were made. One row. */
export const searchState = sqliteTable('search_state', {
  id: integer('id').primaryKey(),
  publication: integer('publication').notNull(),
  form: integer('form').notNull(),
})
