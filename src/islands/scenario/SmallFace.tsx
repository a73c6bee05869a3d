/** A mood the size of a word. Within a drawing that has its words already it is a group without any. */
import { smallHead, smallStrokes } from '../../domain/face-drawing.ts'
import { moodWords } from '../../domain/mood-words.ts'

interface Props {
  readonly mood: number
  /** Drawn as a group at this scale, around the origin. */
  readonly within?: number
}

export function SmallFace({ mood, within }: Props) {
  const { brows, mouth } = smallStrokes[mood] ?? {}
  const strokes = (
    <>
      {within !== undefined && <circle className="face-ground" cx="60" cy="60" r="50" />}
      <path d={smallHead} />
      {brows && <path d={brows} />}
      <circle className="dot" cx="44" cy="54" r="5" />
      <circle className="dot" cx="77" cy="54" r="5" />
      <path d={mouth} />
    </>
  )
  return within === undefined ? (
    <svg className="face face--small" viewBox="6 2 110 112" role="img" aria-label={moodWords(mood).word}>
      {strokes}
    </svg>
  ) : (
    <g className="face face--small" transform={`translate(${-60 * within} ${-60 * within}) scale(${within})`}>
      {strokes}
    </g>
  )
}
