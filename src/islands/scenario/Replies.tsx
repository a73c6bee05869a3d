/**
 * The form in which a reply is chosen. The replies differ in nothing but their words and their places. It is a
 * form like any other, sent by the browser itself where no script runs.
 */
import type { ReactNode } from 'react'
import type { StageForms, StageTurn } from '../../domain/stage-view.ts'
import { Hidden } from './forms.tsx'
import { Words } from './Words.tsx'

interface Props {
  readonly turn: Extract<StageTurn, { kind: 'replies' }>
  readonly forms: StageForms
  readonly decision: number
  /** The value that is marked when the form appears. */
  readonly checked: string | undefined
  /** Why what was sent last was not taken. */
  readonly refused: ReactNode
  /** Beside the button. */
  readonly children?: ReactNode
}

export function Replies({ turn: { replies }, forms, decision, checked, refused, children }: Props) {
  return (
    <form className="replies" id="replies" method="post" action={forms.say} data-decision={decision}>
      <Hidden fields={{ ...forms.about, decision: String(decision) }} />
      <p className="said-by" aria-hidden="true">
        You
      </p>
      <div>
        {refused}
        <fieldset>
          <legend className="visually-hidden">What do you say or do?</legend>
          <div className="choices">
            {replies.map(({ value, words }, index) => (
              <div key={value} className="choice">
                <label>
                  <input
                    type="radio"
                    name={forms.field}
                    value={value}
                    id={`reply-${index + 1}`}
                    defaultChecked={checked === value}
                    required
                  />
                  <span className="letter" aria-hidden="true">
                    {index + 1}
                  </span>
                  <span>
                    <Words words={words} />
                  </span>
                </label>
              </div>
            ))}
          </div>
        </fieldset>
        <div className="deeds">
          <button type="submit" className="button">
            Go with this
          </button>
          {children}
        </div>
      </div>
    </form>
  )
}
