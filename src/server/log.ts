/** One line of JSON for each thing that somebody who runs the portal should know. */
export interface Log {
  /** Something to know: started, published, refused. */
  note(says: string, details?: Details): void
  /** Something to look at: it was done otherwise than was asked, or takes something away. */
  warn(says: string, details?: Details): void
  /** A bug, or a machine that fails; `request` finds the line that the person quotes from the page. */
  fault(says: string, details?: Details): void
}

export type Details = Readonly<Record<string, unknown>>

export function openLog(print: (line: string) => void = (line) => process.stdout.write(`${line}\n`)): Log {
  const line = (level: 'note' | 'warning' | 'fault', says: string, details: Details = {}) =>
    print(JSON.stringify({ at: new Date().toISOString(), level, says, ...details }, worded))
  return {
    note: (says, details) => line('note', says, details),
    warn: (says, details) => line('warning', says, details),
    fault: (says, details) => line('fault', says, details),
  }
}

function worded(_key: string, value: unknown): unknown {
  if (!(value instanceof Error)) return value
  return value.cause === undefined ? value.stack : `${value.stack}\ncaused by ${String(value.cause)}`
}
