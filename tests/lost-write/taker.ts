/**
 * A small server that takes answers: `node taker.ts guarded|plain FILE`. A message `n` is an answer;
 * it says `{ stored: n }` once it may be relied upon, and `{ refused: n }` when it is to be sent again.
 */
import { createClient } from '@libsql/client'
import { drizzle } from 'drizzle-orm/libsql'
import { urlOf } from '../../db/connection.ts'
import { record } from '../../db/ledger.ts'
import { openDatabase, write } from '../../db/open.ts'
import { bookmarks } from '../../db/schema.ts'
import { as } from '../../src/domain/ids.ts'
import type { AttemptId, PersonId, QuestionId } from '../../src/domain/ids.ts'

const [way, file = ''] = process.argv.slice(2)
const takeAnswer = way === 'guarded' ? await guarded() : plain()

process.on('disconnect', () => process.exit())
process.on('message', (answer: number) => {
  takeAnswer(answer).then(
    () => process.send?.({ stored: answer }),
    () => process.send?.({ refused: answer }),
  )
})
process.send?.('ready')

/** As the portal does it: a fact, through the door. */
async function guarded(): Promise<(answer: number) => Promise<unknown>> {
  const db = await openDatabase(urlOf(file))
  return (answer) =>
    write(db, (tx) =>
      record(
        tx,
        [
          {
            kind: 'answered',
            person: as<PersonId>('ann'),
            attempt: as<AttemptId>('attempt'),
            question: as<QuestionId>(`question-${answer}`),
            options: ['a'],
          },
        ],
        Temporal.Now.instant(),
        null,
      ),
    )
}

/** As one would write it at first: a client, Drizzle and an insert; when it throws, the answer is refused. */
function plain(): (answer: number) => Promise<unknown> {
  const db = drizzle(createClient({ url: urlOf(file), timeout: 30 }))
  return (answer) =>
    db.insert(bookmarks).values({
      person: 'ann',
      lesson: `question-${answer}`,
      content: '',
      read: '[]',
      checks: '{"a":true}',
      changedAt: '2026-11-21T09:00:00Z',
    })
}
