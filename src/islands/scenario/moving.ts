/** Motion, for as long as it is wanted: who asks their system for less sees everything at once. */
import { useEffect, useRef, useState } from 'react'

export function isMotionWanted(): boolean {
  return matchMedia('(prefers-reduced-motion: no-preference)').matches
}

export interface Moving {
  readonly from: number
  readonly to: number
  /** From 0 to 1, and 1 when it has come to rest. */
  readonly way: number
}

/** Follows a number: whenever it changes, from where it stood to where it is, in `ms`. */
export function useMoving(value: number, ms: number): Moving {
  const [moving, setMoving] = useState<Moving>({ from: value, to: value, way: 1 })
  const stood = useRef(value)
  useEffect(() => {
    const from = stood.current
    if (value === from) return undefined
    stood.current = value
    if (!isMotionWanted()) {
      setMoving({ from, to: value, way: 1 })
      return undefined
    }
    let began: number | undefined
    const step = (now: number) => {
      began ??= now
      const gone = Math.min(1, (now - began) / ms)
      // Quick at first, and gently to rest.
      setMoving({ from, to: value, way: 1 - (1 - gone) ** 3 })
      if (gone < 1) frame = requestAnimationFrame(step)
    }
    let frame = requestAnimationFrame(step)
    return () => cancelAnimationFrame(frame)
  }, [value, ms])
  return moving
}

/** Where a moving number is now. */
export function placeOf({ from, to, way }: Moving): number {
  return from + (to - from) * way
}
