/** Parts of forms that work as they stand and are sent in the background where a script runs. */

/** Fields that are sent along and not seen. */
export function Hidden({ fields }: { readonly fields: Readonly<Record<string, string>> }) {
  return Object.entries(fields).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)
}
