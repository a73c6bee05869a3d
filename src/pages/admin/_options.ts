/** Codes as a list to choose from. */

/** A list to choose from, with what is held already though content no longer names it. */
export function optionsOf<Code extends string>(
  named: ReadonlyMap<Code, string>,
  held: readonly Code[],
): readonly { readonly value: string; readonly label: string }[] {
  const gone = held
    .filter((code) => !named.has(code))
    .map((code) => ({ value: code, label: `${code} (no longer named)` }))
  return [...[...named].map(([value, label]) => ({ value, label })), ...gone]
}
