/** What happens on a stage that is alive: a reply is said, its answer comes line by line, and it can be skipped. */
import { useEffect, useRef, useState } from 'react'
import { breathMs, dwellMs } from '../../domain/stage-moments.ts'
import type { StageView } from '../../domain/stage-view.ts'
import type { Running } from './Beats.tsx'
import { isMotionWanted } from './moving.ts'
import { send, type Trouble } from './sending.ts'

interface OnStage {
  readonly view: StageView
  /** The value of the reply that is on its way. */
  readonly saying?: string | undefined
  /** How many beats have been told; beyond the last of them all stands, and it is the learner's turn. */
  readonly told: number
  readonly trouble?: Trouble | undefined
  /** The reply to mark again after it could not be sent. */
  readonly unsent?: string | undefined
  /** Whether somebody who listens is told of what stands here now. */
  readonly isSpoken: boolean
}

export interface Play extends OnStage {
  readonly isTelling: boolean
  /** Set while time passes in the story: on hold, or until somebody answers. */
  readonly running: Running | undefined
  /** Sends a form. Nothing is sent while something is on its way, so that a double click says it once. */
  submit(action: string, form: URLSearchParams): void
  again(): void
  /** Tells the rest at once. */
  skip(): void
  /** Goes on to the next beat. */
  next(): void
}

/** The last line stands alone for no longer than this before the replies come. */
const lastMs = 1200

export function usePlay(first: StageView): Play {
  const [stage, setStage] = useState<OnStage>({ view: first, told: first.now.length + 1, isSpoken: false })
  const isBusy = useRef(false)
  const lastSent = useRef<readonly [action: string, form: URLSearchParams]>(undefined)
  const { view, told, saying } = stage
  const isTelling = saying === undefined && told <= view.now.length

  async function sendForm(action: string, form: URLSearchParams): Promise<void> {
    if (isBusy.current) return
    isBusy.current = true
    lastSent.current = [action, form]
    const value = form.get(view.forms.field) ?? undefined
    setStage({ view, told: view.now.length + 1, saying: value, isSpoken: false })
    const answer = await send(action, form, value !== undefined)
    // What stood before stays out of the history: Back leads to where one came from.
    if (answer.kind === 'elsewhere') return location.replace(answer.href)
    isBusy.current = false
    if (answer.kind === 'trouble') {
      setStage({ view, told: view.now.length + 1, trouble: answer.trouble, unsent: value, isSpoken: false })
    } else {
      const isAnswer = value !== undefined && answer.view.decision === view.decision + 1
      const isTold = isAnswer && answer.view.refused === undefined && isMotionWanted()
      setStage({
        view: answer.view,
        told: isTold ? 0 : answer.view.now.length + 1,
        isSpoken: answer.view.refused === undefined,
      })
    }
  }

  const goTo = (place: number) => setStage((now) => ({ ...now, told: place }))
  const beat = view.now[told - 1]
  const dwell = beat === undefined ? breathMs : dwellMs(beat)
  const isRunning = isTelling && (beat?.kind === 'hold' || beat?.kind === 'wait')
  const held = useHeld(isRunning && beat.kind === 'hold' ? beat.seconds : undefined, dwell)
  const pause = told === view.now.length && told > 0 && !isRunning ? Math.min(dwell, lastMs) : dwell
  useEffect(() => {
    if (!isTelling) return undefined
    const timer = setTimeout(() => goTo(told + 1), pause)
    return () => clearTimeout(timer)
  }, [isTelling, told, pause])

  return {
    ...stage,
    isTelling,
    running: isRunning ? { ms: dwell, held } : undefined,
    submit: (action, form) => void sendForm(action, form),
    again() {
      if (lastSent.current !== undefined) void sendForm(...lastSent.current)
    },
    skip: () => goTo(view.now.length + 1),
    next: () => goTo(told + 1),
  }
}

/** Counts the seconds of a hold while it runs, which takes `ms`. */
function useHeld(seconds: number | undefined, ms: number): number {
  const [held, setHeld] = useState(0)
  useEffect(() => {
    setHeld(0)
    if (seconds === undefined) return undefined
    const timer = setInterval(() => setHeld((before) => Math.min(seconds, before + 1)), ms / seconds)
    return () => clearInterval(timer)
  }, [seconds, ms])
  return held
}
