/** Keys of the stage: a digit chooses a reply, Enter goes on, Space tells the rest. Each can be turned off. */
import { useEffect, useState } from 'react'

interface KeyDeeds {
  /** Whether the answer is still being told. */
  readonly isTelling: boolean
  readonly skip: () => void
}

export interface Keys {
  readonly isOn: boolean
  /** Turns them off, or on again. */
  readonly turn: () => void
}

const kept = 'touchstone.stage-keys'
/** Where every key has a meaning of its own. */
const takesKeys =
  'select, textarea, input:not([type=radio]), [contenteditable], [role=menu], [role=listbox], [popover], dialog'
/** Where Enter and Space do what stands there. */
const takesEnter = 'a, button, summary, input'

/** Single keys disturb who speaks to their computer, so that they can be turned off; it is remembered here. */
export function useKeys({ isTelling, skip }: KeyDeeds): Keys {
  const [isOn, setOn] = useState(true)
  useEffect(() => setOn(isKept()), [])
  useEffect(() => {
    if (!isOn) return undefined
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.repeat) return
      if (event.ctrlKey || event.altKey || event.metaKey) return
      const target = event.target instanceof Element ? event.target : document.body
      if (target.closest(takesKeys) !== null) return
      if (act(event, target.closest(takesEnter) !== null)) event.preventDefault()
    }
    const act = (event: KeyboardEvent, isTaken: boolean): boolean => {
      if (isTelling) {
        if (isTaken || (event.key !== ' ' && event.key !== 'Enter')) return false
        skip()
        return true
      }
      const form = document.querySelector<HTMLFormElement>('form.replies')
      if (form === null) return false
      const place = digitOf(event)
      const reply = place === undefined ? null : form.querySelector<HTMLInputElement>(`#reply-${place}`)
      if (reply !== null) {
        reply.checked = true
        reply.focus()
        return true
      }
      // On a reply the browser sends the form by itself.
      if (event.key !== 'Enter' || isTaken) return false
      form.requestSubmit()
      return true
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [isOn, isTelling, skip])
  return {
    isOn,
    turn() {
      setOn(!isOn)
      keep(!isOn)
    },
  }
}

/** Also where the row of digits needs Shift for them. */
function digitOf({ key, code, shiftKey }: KeyboardEvent): string | undefined {
  if (/^[1-9]$/.test(key)) return key
  return shiftKey ? undefined : /^(?:Digit|Numpad)([1-9])$/.exec(code)?.[1]
}

/** A browser may forbid keeping anything; then it holds for this page. */
function isKept(): boolean {
  try {
    return localStorage.getItem(kept) !== 'off'
  } catch {
    return true
  }
}

function keep(isOn: boolean): void {
  try {
    localStorage.setItem(kept, isOn ? 'on' : 'off')
  } catch {
    // Nothing is lost but the wish.
  }
}
