/** An expected no: a sentence that says what happened, and the way out. */
import type { ReactNode } from 'react'

export function Refusal({ sentence, children }: { readonly sentence: string; readonly children?: ReactNode }) {
  return (
    <div className="refusal-note" role="alert">
      <p>
        <span className="refusal">{sentence}</span> {children}
      </p>
    </div>
  )
}
