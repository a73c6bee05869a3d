/**
 * After a change of schema.ts: `npx drizzle-kit generate --config db/drizzle.config.ts --name what-changed`.
 * Triggers and data live in migrations made with `--custom`. A migration that has left the house is never edited.
 */
import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'sqlite',
  schema: './db/schema.ts',
  out: './db/migrations',
  breakpoints: true,
})
