/** Who is there: the face, the mood in words and through time, and the clocks of the channel. */
import { moodWords } from '../../domain/mood-words.ts'
import type { Clocks } from '../../domain/play-story.ts'
import type { CallerView } from '../../domain/stage-view.ts'
import { secondsInWords, type Staging } from '../../domain/staging.ts'
import { minutesInWords } from '../../domain/words.ts'
import { Face } from './Face.tsx'
import { MoodLine } from './MoodLine.tsx'

interface Props {
  readonly caller: CallerView
  readonly staging: Staging
  /** As it is told now. */
  readonly mood: number
  readonly clocks: Clocks
}

export function Caller({ caller: { person, place, moods, places, isOver }, staging, mood, clocks }: Props) {
  return (
    <aside className="caller" aria-label="Who is there" data-mood={mood}>
      {person && (
        <>
          <Face name={person.name} features={person.features} mood={mood} staging={staging} />
          <div>
            <p className="caller-name">{person.name}</p>
            <p className="small soft caller-part">{`${person.part === undefined ? '' : `${person.part}. `}${place}.`}</p>
            <p className="mood-word">
              <span className="visually-hidden">Mood: </span>
              {/* Another mood is another word, which arrives anew. */}
              <span key={mood}>{moodWords(mood).word}</span>
            </p>
          </div>
          <div className="mood-over-time">
            <p className="fine quiet">Mood, decision by decision</p>
            <MoodLine moods={[...moods.slice(0, -1), mood]} places={places} name={person.name} isOver={isOver} />
          </div>
        </>
      )}
      {!person && <p className="small soft">{place}.</p>}
      <dl className="clocks">
        {staging === 'call' && (
          <>
            <Clock label="On the call" shows={secondsInWords(clocks.talkingSeconds)} />
            <Clock label="On hold" shows={secondsInWords(clocks.holdSeconds)} />
          </>
        )}
        {clocks.waitedMinutes > 0 && <Clock label="Time gone by" shows={minutesInWords(clocks.waitedMinutes)} />}
      </dl>
    </aside>
  )
}

function Clock({ label, shows }: { readonly label: string; readonly shows: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{shows}</dd>
    </div>
  )
}
