/**
 * Mood, decision by decision: a line with a small face at each. Its words say the same for those who listen.
 * A mood is a consequence and never a mark, so the line has no colour and no scale.
 */
import { moodWords } from '../../domain/mood-words.ts'
import { highestMood } from '../../domain/scenario.ts'
import { listed } from '../../domain/scope-words.ts'
import { placeOf, useMoving } from './moving.ts'
import { SmallFace } from './SmallFace.tsx'

interface Props {
  /** At each decision met, and at the end when it is over. */
  readonly moods: readonly number[]
  /** How many places the line has; what is still to come stays empty. */
  readonly places: number
  /** Whose mood it is. */
  readonly name: string
  /** The last of them is the end, not a decision. */
  readonly isOver?: boolean
}

const drawnInMs = 700
const heightOf = (mood: number) => 18 + (highestMood - mood) * 16

export function MoodLine({ moods, places, name, isOver = false }: Props) {
  const count = Math.max(places, moods.length, 2)
  const at = (place: number) => 6 + (88 * place) / (count - 1)
  const atEnd = (place: number) => isOver && place === moods.length - 1
  const words = moods.map(
    (mood, place) =>
      `${moodWords(mood).word.toLowerCase()} ${atEnd(place) ? 'at the end' : `at decision ${place + 1}`}`,
  )
  // The last stretch is drawn on: to its place, and up or down with the mood.
  const reached = placeOf(useMoving(moods.length - 1, drawnInMs))
  const felt = placeOf(useMoving(moods.at(-1) ?? 0, drawnInMs))
  const points = moods.map((mood, place) => {
    const isLast = place === moods.length - 1
    const grown = isLast ? Math.min(1, Math.max(0, reached - place + 1)) : 1
    const before = heightOf(moods[place - 1] ?? mood)
    const y = before + (heightOf(isLast ? felt : mood) - before) * grown
    return { x: at(isLast ? place - 1 + grown : place), y: place === 0 ? heightOf(isLast ? felt : mood) : y, mood }
  })
  const path = points.map(({ x, y }, place) => `${place === 0 ? 'M' : 'L'}${round(x * 10)} ${round((y * 1000) / 112)}`)
  const steps = Array.from({ length: count }, (_, place) => place)
  return (
    <svg className="mood-line" height="132" role="img" aria-label={`Mood of ${name}: ${listed(words)}`}>
      {steps.map((place) => (
        <line key={place} className="step" x1={`${at(place)}%`} x2={`${at(place)}%`} y1="8" y2="108" />
      ))}
      <svg width="100%" height="112" viewBox="0 0 1000 1000" preserveAspectRatio="none">
        <path className="path" d={path.join('')} vectorEffect="non-scaling-stroke" />
      </svg>
      {points.map(({ x, y, mood }, place) => (
        <svg key={place} x={`${round(x)}%`} y={round(y)} overflow="visible">
          <SmallFace mood={mood} within={count > 9 ? 0.17 : 0.22} />
        </svg>
      ))}
      {steps.map((place) => (
        <text
          key={place}
          x={`${at(place)}%`}
          y="128"
          textAnchor="middle"
          className={place === moods.length - 1 ? 'now' : undefined}
        >
          {atEnd(place) ? 'end' : place + 1}
        </text>
      ))}
    </svg>
  )
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
