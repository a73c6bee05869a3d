/** Keeps what lies around the stage in step with it: the title, the progress above, the focus and the view. */
import { useEffect, useRef } from 'react'
import type { StageView } from '../../domain/stage-view.ts'
import { isMotionWanted } from './moving.ts'
import type { Play } from './use-play.ts'

export function usePlaceOnPage({ view, saying, told, isTelling, trouble }: Play): void {
  const before = useRef(view)
  useEffect(() => {
    if (before.current === view) return
    tellHead(before.current, view)
    before.current = view
    focusOn(placeOfNew(view), 'into view')
  }, [view])

  useEffect(() => {
    if (saying !== undefined) bringIntoView(document.getElementById('now'))
  }, [saying])

  useEffect(() => {
    if (trouble !== undefined) focusOn(document.querySelector('.refusal-note a, .refusal-note button'), 'into view')
  }, [trouble])

  useEffect(() => {
    if (isTelling)
      document.querySelector('.told > :last-child')?.scrollIntoView({ block: 'nearest', behavior: 'smooth' })
    // What had the focus may be gone: it goes back to where the story went on.
    else if (document.activeElement === document.body && told > view.now.length)
      focusOn(placeOfNew(view), 'where it is')
  }, [isTelling, told])
}

/** The frame of the page tells where one is as well. */
function tellHead(before: StageView, { heading, title, progress: { value, max, words } }: StageView): void {
  document.title = document.title.replace(`${before.heading}: ${before.title}`, `${heading}: ${title}`)
  const streak = document.querySelector<HTMLProgressElement>('.reader-progress progress')
  const line = document.querySelector('.reader-progress [data-progress-words]')
  if (streak !== null) {
    streak.max = Math.max(max, 1)
    streak.value = value
  }
  if (line !== null) line.textContent = words
}

function placeOfNew({ last }: StageView): HTMLElement | null {
  return document.getElementById(last === undefined ? 'told' : 'now')
}

function focusOn(element: Element | null, how: 'into view' | 'where it is'): void {
  if (!(element instanceof HTMLElement)) return
  element.focus({ preventScroll: true })
  if (how === 'into view') bringIntoView(element)
}

/** Only as far as it must: who reads on a wide screen has all of it before them. */
function bringIntoView(element: HTMLElement | null): void {
  if (element === null) return
  const { top } = element.getBoundingClientRect()
  // On a narrow screen the face lies over the head of the page.
  const covered = parseFloat(getComputedStyle(document.documentElement).scrollPaddingBlockStart) || 0
  if (top >= covered && top < innerHeight / 2) return
  element.scrollIntoView({ block: 'start', behavior: isMotionWanted() ? 'smooth' : 'auto' })
}
