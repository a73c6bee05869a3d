/** Rows one statement may carry, well under SQLite's limit of bound values. */
const rowsAStatement = 500

export function inChunks<T>(items: readonly T[], length = rowsAStatement): T[][] {
  return Array.from({ length: Math.ceil(items.length / length) }, (_, index) =>
    items.slice(index * length, (index + 1) * length),
  )
}
