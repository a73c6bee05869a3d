/**
 * The story of a play: what was said before, folded; the last reply, with what the coach says to it; what is
 * seen and heard now; and what can be said, or what follows the end.
 */
import type { MouseEvent } from 'react'
import type { StageView } from '../../domain/stage-view.ts'
import { numberInWords } from '../../domain/words.ts'
import { Beats, SaidLine } from './Beats.tsx'
import { Coaching } from './Coaching.tsx'
import { Hidden } from './forms.tsx'
import { TurnNow } from './TurnNow.tsx'
import type { Keys } from './use-keys.ts'
import type { Play } from './use-play.ts'

interface Props {
  readonly view: StageView
  readonly play: Play
  /** Undefined where no script runs. */
  readonly keys: Keys | undefined
}

export function Story({ view, play, keys }: Props) {
  const { heading, title, earlier, last, now, forms, turn } = view
  const { saying, isTelling, told, running } = play
  const isStanding = saying === undefined && !isTelling
  const beats = isTelling ? now.slice(0, told) : now

  /** A click anywhere in the story tells the rest, but on what has a deed of its own. */
  function skipByClick({ target }: MouseEvent) {
    if (isTelling && target instanceof Element && target.closest('a, button, summary') === null) play.skip()
  }

  return (
    <section className="story" aria-labelledby="story-title" onClick={skipByClick}>
      <h1 className="visually-hidden" id="story-title">
        {`${heading}: ${title}`}
      </h1>
      {earlier.length > 0 && (
        <details className="earlier">
          <summary>What was said before</summary>
          <div className="earlier-lines">
            <Beats beats={earlier} />
          </div>
        </details>
      )}
      {last !== undefined && (
        <div className="said-last" id="now" tabIndex={-1} role="group" aria-label="Your reply">
          <SaidLine said={last.said} />
          {last.coach && saying === undefined && (
            <Coaching note={last.coach}>
              <form method="post" action={forms.say}>
                <Hidden fields={forms.about} />
                <button type="submit" className="button button--plain button--small" name="deed" value="step-back">
                  Step back, try another reply
                </button>
              </form>
            </Coaching>
          )}
        </div>
      )}
      <div className="told" id="told" tabIndex={-1} key={view.decision} data-telling={isTelling ? '' : undefined}>
        <Beats beats={beats} running={running} />
        {!isStanding && <Writing by={writes(view, told)} isWaiting={saying !== undefined} />}
      </div>
      {isTelling && (
        <p className="telling">
          {running !== undefined && (
            <button type="button" className="button button--plain button--small" onClick={play.next}>
              Skip the wait
            </button>
          )}
          <button type="button" className="button button--plain button--small" onClick={play.skip}>
            Show all
          </button>
          {keys?.isOn === true && (
            <span className="by-key fine quiet" aria-hidden="true">
              <kbd>Space</kbd>
            </span>
          )}
        </p>
      )}
      {isStanding && <TurnNow view={view} play={play} keys={keys} />}
      {isStanding && view.mode === 'coach' && turn.kind !== 'end' && last !== undefined && (
        <details className="start-over" key={view.decision}>
          <summary>Start over</summary>
          <form method="post" action={forms.say}>
            <Hidden fields={forms.about} />
            <p className="small soft">{goesInWords(view.decision - 1)}</p>
            <button type="submit" className="button button--plain button--small" name="deed" value="start-over">
              Start over with the coach
            </button>
          </form>
        </details>
      )}
    </section>
  )
}

/** What is lost by starting over; nothing brings it back. */
function goesInWords(made: number): string {
  return `Your ${made === 1 ? 'reply goes' : `${numberInWords(made)} replies go`}, and the story begins anew.`
}

/** Who is writing the next line, which is seen in chat alone. */
function writes({ staging, now, caller }: StageView, told: number): string | undefined {
  if (staging !== 'chat') return undefined
  const next = now[told]
  if (next === undefined) return now.length === 0 ? caller.person?.name : undefined
  return next.kind === 'said' && next.who === 'other' ? next.by : undefined
}

/** That something is on its way: three dots, and in chat who writes. */
function Writing({ by, isWaiting }: { readonly by: string | undefined; readonly isWaiting: boolean }) {
  if (by === undefined && !isWaiting) return null
  return (
    <p className="writing fine quiet" data-waiting={by === undefined ? '' : undefined}>
      {by === undefined ? 'One moment' : `${by} is writing`}
      <span aria-hidden="true">
        <i>.</i>
        <i>.</i>
        <i>.</i>
      </span>
    </p>
  )
}
