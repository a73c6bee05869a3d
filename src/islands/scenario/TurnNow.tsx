/** What can be done where the story stands: choose a reply, go on after the end, or leave what cannot go on. */
import { Hidden } from './forms.tsx'
import { Refusal } from './Refusal.tsx'
import { Replies } from './Replies.tsx'
import type { StageView } from '../../domain/stage-view.ts'
import type { Keys } from './use-keys.ts'
import type { Play } from './use-play.ts'

interface Props {
  readonly view: StageView
  readonly play: Play
  readonly keys: Keys | undefined
}

export function TurnNow({ view: { turn, forms, decision, refused }, play, keys }: Props) {
  const no =
    play.trouble !== undefined ? (
      <InTrouble play={play} />
    ) : refused !== undefined ? (
      <Refusal sentence={refused} />
    ) : null
  switch (turn.kind) {
    case 'replies':
      return (
        <Replies
          key={decision}
          turn={turn}
          forms={forms}
          decision={decision}
          checked={play.unsent ?? turn.checked}
          refused={no}
        >
          {keys && <KeysHint count={turn.replies.length} keys={keys} />}
        </Replies>
      )
    case 'end':
      return (
        <section className="the-end" aria-labelledby="end-title">
          {no}
          <h2 id="end-title">{turn.title}</h2>
          <p className="read">{turn.says}</p>
          <form method="post" action={forms.start}>
            <Hidden fields={forms.about} />
            <div className="deeds">
              <button type="submit" className="button">
                Play for your certificate
              </button>
              <button
                type="submit"
                className="button button--plain"
                formAction={forms.say}
                name="deed"
                value="start-over"
              >
                Start over with the coach
              </button>
            </div>
          </form>
        </section>
      )
    case 'out-of-time':
      return (
        <Refusal sentence={turn.says}>
          <a href={turn.wayOut.href}>{turn.wayOut.label}</a>
        </Refusal>
      )
  }
}

function InTrouble({ play: { trouble, again } }: { readonly play: Play }) {
  if (trouble === undefined) return null
  const { says, wayOut } = trouble
  return (
    <Refusal sentence={says}>
      {wayOut === 'again' ? (
        <button type="button" className="button button--plain button--small" onClick={again}>
          Send it again
        </button>
      ) : (
        <a href={wayOut.href}>{wayOut.label}</a>
      )}
    </Refusal>
  )
}

/** The keys that choose, and the way to be rid of them. */
function KeysHint({ count, keys: { isOn, turn } }: { readonly count: number; readonly keys: Keys }) {
  return (
    <p className="keys fine quiet">
      {isOn && (
        <>
          <kbd>1</kbd> to <kbd>{count}</kbd> choose, <kbd>Enter</kbd> goes on.{' '}
        </>
      )}
      <button type="button" className="quiet-deed" onClick={turn}>
        {isOn ? 'Turn these keys off' : 'Choose by keys'}
      </button>
    </p>
  )
}
