declare namespace App {
  interface Locals {
    /** What the process holds open; handed in by the server, because the built bundle is a module graph of its own. */
    portal: import('./portal.ts').Portal
    /** The publication this request is answered from: one request uses one publication. */
    library: import('./domain/library.ts').Library
    /** Who is signed in. */
    viewer: import('./domain/access.ts').Viewer | null
    now: Temporal.Instant
    /** The organisation's settings through time. */
    settings: import('./domain/settings.ts').SettingHistories
    /** The civil day of `now` where the organisation is. */
    today: import('./domain/days.ts').Day
    requestId: string
    /** What was typed in a form that was refused, to be shown again; null otherwise. */
    typed: FormData | null
  }
}
