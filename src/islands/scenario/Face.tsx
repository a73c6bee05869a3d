/** A person of a scenario, head and shoulders, by one pen: always the same person, in the mood of the moment. */
import { frame, type Features } from '../../domain/face-drawing.ts'
import { faceBetween } from '../../domain/face-moving.ts'
import { moodWords } from '../../domain/mood-words.ts'
import type { Staging } from '../../domain/staging.ts'
import { useMoving } from './moving.ts'

interface Props {
  readonly name: string
  readonly features: Features
  readonly mood: number
  /** On the telephone somebody holds the receiver; face to face there is a counter between. */
  readonly staging: Staging
}

/** How long a face takes from one mood to the next. */
const changeMs = 520

export function Face({ name, features: { hair, glasses, lines }, mood, staging }: Props) {
  const { from, to, way } = useMoving(mood, changeMs)
  const { brows, eyes, lids, mouth } = faceBetween(from, to, way)
  const { word, look } = moodWords(mood)
  return (
    <svg
      className="face"
      viewBox="0 2 128 150"
      role="img"
      aria-label={`${name}, drawn: ${word.toLowerCase()}; ${look}`}
      data-mood={mood}
    >
      <path d={frame.body} />
      <Paths of={hair} />
      <path d={frame.jaw} />
      <g className="face-mood">
        <path d={brows} />
        {eyes.map(([x, y, radius], index) => (
          <circle key={index} className="dot" cx={x} cy={y} r={radius} />
        ))}
        {lids && <path d={lids} />}
        <path d={mouth} />
      </g>
      <path d={frame.nose} />
      {glasses.length + lines.length > 0 && (
        <g strokeWidth="1.6">
          <Paths of={[...glasses, ...lines]} />
        </g>
      )}
      {staging === 'call' && (
        <>
          <path d={frame.cord} strokeWidth="1.8" />
          <path className="handset" d={frame.handset[0]} />
          <path d={frame.handset[1]} strokeWidth="1.8" />
        </>
      )}
      {staging === 'desk' && <path className="handset" d={frame.counter} />}
    </svg>
  )
}

function Paths({ of }: { readonly of: readonly string[] }) {
  return of.map((d) => <path key={d} d={d} />)
}
