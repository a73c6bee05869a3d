/** The demo's library, in which passing a scenario is enough to be certified. */
import { cp, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readCurriculum } from '../src/curriculum/parse.ts'

const content = fileURLToPath(new URL('../content', import.meta.url))

/** A folder with the demo's library and a programme for each scenario that asks it alone, so that each first pass is granted. */
export async function contentThatGrants(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-content-'))
  await cp(content, folder, { recursive: true })
  const { curriculum } = await readCurriculum(folder)
  for (const { id } of curriculum?.scenarios ?? []) {
    const lines = [
      `title: Played ${id}`,
      'summary: For whoever plays it.',
      'audience: { roles: everyone }',
      `requirements: [{ scenario: ${id} }]`,
      'complete_within_days: 30',
      'valid_for_months: 12',
      'renewal_window_days: 60',
      'grace_days: 30',
    ]
    await writeFile(join(folder, 'programmes', `played-${id}.yaml`), `${lines.join('\n')}\n`)
  }
  return folder
}
