/**
 * What happens one after the other: lines of speech with their speakers, letters and messages on their sheets,
 * voice notes with their words, time that passes, and what is seen between them. How each looks follows from
 * the channel, which stands on the stage around it.
 */
import { useEffect, useRef } from 'react'
import { holdInWords } from '../../domain/stage-moments.ts'
import type { Beat, Said } from '../../domain/stage-view.ts'
import { waitInWords } from '../../domain/staging.ts'
import { Passage, Words } from './Words.tsx'

/** Time that passes now, and not at once. */
export interface Running {
  /** How long it takes here, in milliseconds. */
  readonly ms: number
  /** The seconds of a hold that have passed. */
  readonly held: number
}

interface Props {
  readonly beats: readonly Beat[]
  /** Set while time passes in the last of them. */
  readonly running?: Running | undefined
}

export function Beats({ beats, running }: Props) {
  // By their places: what was told does not change its order.
  return beats.map((beat, place) => (
    <BeatLine key={place} beat={beat} running={place === beats.length - 1 ? running : undefined} />
  ))
}

function BeatLine({ beat, running }: { readonly beat: Beat; readonly running: Running | undefined }) {
  switch (beat.kind) {
    case 'said':
      return <SaidLine said={beat} />
    case 'seen':
      return (
        <div className="seen prose">
          <Words words={beat.words} />
        </div>
      )
    case 'hold':
    case 'wait':
      return <TimePasses beat={beat} running={running} />
    case 'mail':
      return (
        <article className="paper" aria-label={`${beat.paper} from ${beat.from}: ${beat.subject}`}>
          <dl className="paper-head">
            <div>
              <dt>From</dt>
              <dd>{beat.from}</dd>
            </div>
            <div>
              <dt>Subject</dt>
              <dd>{beat.subject}</dd>
            </div>
          </dl>
          <div className="paper-body prose">
            <Words words={beat.words} />
          </div>
        </article>
      )
  }
}

interface TimePassesProps {
  readonly beat: Extract<Beat, { kind: 'hold' | 'wait' }>
  readonly running: Running | undefined
}

/** While it runs, the line behind its words grows, and seconds on hold are counted. */
function TimePasses({ beat, running }: TimePassesProps) {
  const row = useRef<HTMLParagraphElement>(null)
  const ms = running?.ms
  useEffect(() => {
    if (ms === undefined) return undefined
    const growing = row.current?.animate([{ transform: 'scaleX(0)' }, { transform: 'none' }], {
      duration: ms,
      pseudoElement: '::after',
    })
    return () => growing?.cancel()
  }, [ms])
  return beat.kind === 'hold' ? (
    <p className="time-passes" ref={row} data-hold={beat.seconds}>
      <span>{holdInWords(running?.held ?? beat.seconds)}</span>
    </p>
  ) : (
    <p className="time-passes" ref={row} data-wait={beat.minutes}>
      <span>{waitInWords(beat.minutes)}</span>
    </p>
  )
}

/** One line, with who says it; the learner's own reply stands quieter than what it answers. */
export function SaidLine({ said: { who, by, words, aside, note, chosen } }: { readonly said: Said }) {
  return (
    <div className={chosen === true ? 'line reply' : 'line'} data-who={who}>
      <p className="said-by">
        {by}
        <span className="visually-hidden">: </span>
      </p>
      <div className="words">
        {note && (
          <div className="voice-note">
            <svg viewBox="0 0 204 28" aria-hidden="true" preserveAspectRatio="none">
              <path d={note.bars} />
            </svg>
            <p className="fine quiet">{`Voice note, ${note.seconds} s. In writing:`}</p>
          </div>
        )}
        {aside !== undefined && <p className="direction">{aside}</p>}
        <Passage className="says" words={words} />
      </div>
    </div>
  )
}
