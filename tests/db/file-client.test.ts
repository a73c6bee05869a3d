/** A client of one file answers as the stock client does, and keeps its statements. */
import path from 'node:path'
import { createClient } from '@libsql/client'
import { expect, test } from 'vitest'
import { createFileClient } from '../../db/file-client.ts'
import { temporaryFolder } from './temporary.ts'

async function clientWith(script: readonly string[]) {
  const client = createFileClient(path.join(temporaryFolder(), 'a.db'), 0)
  for (const sql of script) await client.execute(sql)
  return client
}

const things = [
  'CREATE TABLE things (id INTEGER PRIMARY KEY, at TEXT, size REAL, picture BLOB)',
  "INSERT INTO things VALUES (1, 'noon', 1.5, x'00ff'), (2, NULL, NULL, NULL)",
]

test('a row is read by name, by place and as a list, whatever its columns are called', async () => {
  const client = await clientWith(things)
  const { rows } = await client.execute('SELECT id, at, id AS "values" FROM things ORDER BY id')
  expect(rows[0]?.['at']).toBe('noon')
  expect(rows[0]?.[1]).toBe('noon')
  expect(Array.prototype.slice.call(rows[1])).toEqual([2, null, 2])
  expect(Object.keys(rows[0] ?? {})).toEqual(expect.arrayContaining(['id', 'at', 'values']))
})

test('of two columns with one name the first is read by it, as by the stock client', async () => {
  const folder = temporaryFolder()
  const sql = 'SELECT 1 AS a, 2 AS a'
  const stock = createClient({ url: `file:${path.join(folder, 'stock.db')}` })
  const ours = createFileClient(path.join(folder, 'ours.db'), 0)
  expect((await ours.execute(sql)).rows[0]?.['a']).toBe((await stock.execute(sql)).rows[0]?.['a'])
  stock.close()
  ours.close()
})

test('a statement that is asked again answers of what is there now', async () => {
  const client = await clientWith(things)
  const count = async () => (await client.execute('SELECT count(*) FROM things')).rows[0]?.[0]
  expect(await count()).toBe(2)
  await client.execute({ sql: 'INSERT INTO things (id) VALUES (?)', args: [3] })
  expect(await count()).toBe(3)
})

test('a statement asked again after the table has changed shape names the columns of now', async () => {
  const client = await clientWith(things)
  const all = async () => (await client.execute('SELECT * FROM things WHERE id = 1')).rows[0]
  await all()
  await client.execute('ALTER TABLE things ADD COLUMN colour TEXT')
  expect(Object.keys((await all()) ?? {})).toContain('colour')
})

test('a refused statement can be asked again at once', async () => {
  const client = await clientWith(things)
  const insert = { sql: 'INSERT INTO things (id) VALUES (?)', args: [1] }
  await expect(client.execute(insert)).rejects.toMatchObject({ code: expect.stringContaining('SQLITE_CONSTRAINT') })
  await expect(client.execute({ ...insert, args: [9] })).resolves.toMatchObject({ rowsAffected: 1 })
})

test('what is no value for a database is refused before it is asked', async () => {
  const client = await clientWith(things)
  const sql = 'SELECT ?'
  await expect(client.execute({ sql, args: [Number.NaN] })).rejects.toThrow(RangeError)
  await expect(client.execute({ sql, args: [undefined as unknown as string] })).rejects.toThrow(TypeError)
})

test('a picture comes back byte for byte', async () => {
  const client = await clientWith(things)
  const { rows } = await client.execute('SELECT picture FROM things WHERE id = 1')
  expect([...new Uint8Array(rows[0]?.['picture'] as ArrayBuffer)]).toEqual([0, 255])
})

test('a transaction that is rolled back, and one that is only closed, leave nothing', async () => {
  const client = await clientWith(things)
  for (const end of ['rollback', 'close'] as const) {
    const transaction = await client.transaction('write')
    await transaction.execute('DELETE FROM things')
    await transaction[end]()
    expect(transaction.closed).toBe(true)
  }
  expect((await client.execute('SELECT count(*) FROM things')).rows[0]?.[0]).toBe(2)
})
