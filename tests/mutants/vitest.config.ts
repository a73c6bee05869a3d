/** The tests that hold the rules of certification and standing, for `npm run mutants`. */
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const files = 'certification,certified-apart,exceptions,expiry,grants,standing,standing-said,updates'

export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: [`tests/domain/{${files}}.test.ts`],
    setupFiles: ['tests/mutants/seed.ts'],
    env: { TZ: 'UTC' },
    testTimeout: 30_000,
  },
})
