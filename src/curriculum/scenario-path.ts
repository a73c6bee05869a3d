/** A play in one line, as authors read it in their file. */
import type { Path, PathStep } from '../domain/scenario-places.ts'

/** As many steps as a play of any length is cut to, half from its beginning and half from its end. */
const mostSteps = 40

/** "the-phone-rings (ask-again) to she-sighs (blame) to lost" */
export function pathInWords(path: Path): string {
  const word = ({ scene, choice }: PathStep) => (choice === undefined ? scene : `${scene} (${choice})`)
  if (path.length <= mostSteps) return path.map(word).join(' to ')
  const [begin, end] = [path.slice(0, mostSteps / 2), path.slice(-mostSteps / 2)]
  return [...begin.map(word), `${path.length - mostSteps} more scenes`, ...end.map(word)].join(' to ')
}
