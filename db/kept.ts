/**
 * What a process keeps in memory of one database. The built pages and the server are two module
 * graphs that share the Database object only, so what is kept hangs on the object itself.
 */
import type { Database } from './open.ts'

const keptBy = Symbol.for('touchstone.kept')
type Keeping = Database & { [keptBy]?: Map<string, unknown> }

export interface Keep<T> {
  get(): T | undefined
  set(value: T): void
  forget(): void
}

/** A named place beside a database; each name has one type, that of the module which uses it. */
export function keep<T>(db: Database, name: string): Keep<T> {
  const keeping: Keeping = db
  const places = (keeping[keptBy] ??= new Map<string, unknown>())
  return {
    get: () => places.get(name) as T | undefined,
    set: (value) => places.set(name, value),
    forget: () => places.delete(name),
  }
}

/** After another file took the place of the database: everything is read anew. */
export function forgetKept(db: Database): void {
  const keeping: Keeping = db
  keeping[keptBy]?.clear()
}
