/**
 * The stage of a scenario: who is there at the side, the story in the middle. The server draws it as forms that
 * work as they stand; in a browser with scripts the same drawing comes alive.
 */
import { useEffect, useState, type SubmitEvent } from 'react'
import { clocksAfter, moodAfter, spoken, whileSaying } from '../../domain/stage-moments.ts'
import type { StageView } from '../../domain/stage-view.ts'
import { Caller } from './Caller.tsx'
import { Story } from './Story.tsx'
import { useKeys } from './use-keys.ts'
import { usePlay } from './use-play.ts'
import { usePlaceOnPage } from './use-place-on-page.ts'

export function Stage({ view: first }: { readonly view: StageView }) {
  const play = usePlay(first)
  const { view, saying, told, isTelling, running } = play
  const keys = useKeys({ isTelling, skip: play.skip })
  const [isAlive, setAlive] = useState(false)
  useEffect(() => setAlive(true), [])
  usePlaceOnPage(play)
  const shown = saying === undefined ? view : whileSaying(view, saying)
  const { caller } = view
  const moodNow = isTelling ? moodAfter(view, told) : (caller.moods.at(-1) ?? caller.felt)

  function submit(event: SubmitEvent<HTMLElement>) {
    const form = event.target
    if (!(form instanceof HTMLFormElement)) return
    const { submitter } = event.nativeEvent
    const action = submitter?.getAttribute('formaction') ?? form.getAttribute('action') ?? ''
    // A play that counts is begun on a page of its own.
    if (action !== view.forms.say) return
    event.preventDefault()
    const fields = [...new FormData(form, submitter)].map(([name, value]) => [name, String(value)])
    play.submit(action, new URLSearchParams(fields))
  }

  return (
    <div
      className="stage"
      data-staging={view.staging}
      data-mode={view.mode}
      data-decision={view.decision}
      data-alive={isAlive ? '' : undefined}
      onSubmit={submit}
    >
      <Caller
        caller={caller}
        staging={view.staging}
        mood={moodNow}
        clocks={isTelling ? clocksAfter(view, told, running?.held ?? Infinity) : caller.clocks}
      />
      <Story view={shown} play={play} keys={isAlive ? keys : undefined} />
      <p className="visually-hidden" role="status">
        {play.isSpoken && spoken(view)}
      </p>
    </div>
  )
}
