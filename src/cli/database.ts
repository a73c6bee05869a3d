/** How a command reaches the database: for reading beside a running portal, and for a deed through its owner. */
import { askOwner, NoOwner, OwnerSaidNo } from '../../db/owner-socket.ts'
import { closeDatabase, openDatabase, type Database } from '../../db/open.ts'
import { ownerOf } from '../../db/owner.ts'
import { placeOf } from '../../db/connection.ts'
import { existsSync } from 'node:fs'
import type { Settings } from '../settings.ts'

/** Reads beside whoever owns the file, and changes nothing. */
export async function reading<T>(settings: Settings, work: (db: Database) => Promise<T>): Promise<T> {
  return using(await openDatabase(settings.databaseUrl, { readOnly: true, authToken: settings.databaseToken }), work)
}

export interface Deed<T> {
  /** Its name at the socket; see src/server/deeds.ts. */
  readonly name: string
  readonly input: unknown
  /** What the owner does; done here when nobody owns the file. */
  readonly alone: (db: Database) => Promise<T>
  readonly onProgress?: (step: unknown) => void
}

/** Has the running portal do it, or does it here when none runs. The answer travels as JSON. */
export async function doing<T>(settings: Settings, deed: Deed<T>): Promise<T> {
  const file = await ownedFile(settings)
  if (file !== undefined) return (await askOwner(file, deed.name, deed.input, deed.onProgress)) as T
  return using(await openDatabase(settings.databaseUrl, { authToken: settings.databaseToken }), deed.alone)
}

/** Where `npm run demo` keeps its story, as `portal` is told it from the folder of the project. */
export const demoDatabaseUrl = 'file:data/demo/portal.db'

/** The file of the settings, when a running process owns it. */
export async function ownedFile(settings: Pick<Settings, 'databaseUrl'>): Promise<string | undefined> {
  const place = placeOf(settings.databaseUrl)
  if (place.kind === 'server' || !existsSync(place.path)) return undefined
  return (await ownerOf(place.path)) === undefined ? undefined : place.path
}

/** Where people find the portal that owns the file; undefined when it is too old to say. */
export async function addressOfOwner(file: string): Promise<string | undefined> {
  try {
    return ((await askOwner(file, 'where', {})) as { readonly address: string }).address
  } catch (error) {
    if (error instanceof OwnerSaidNo || error instanceof NoOwner) return undefined
    throw error
  }
}

async function using<T>(db: Database, work: (db: Database) => Promise<T>): Promise<T> {
  try {
    return await work(db)
  } finally {
    await closeDatabase(db)
  }
}
