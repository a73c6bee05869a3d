/** Commands of the portal in sentences, as somebody types them. */

/** `npm run -s portal -- publish --again`; a word with a blank or the like in it stands in quotes. */
export function commandLine(...words: readonly string[]): string {
  const typed = words.map((word) => (/^[\w./:@=,~-]+$/.test(word) ? word : `"${word.replaceAll(/["\\$`]/g, '\\$&')}"`))
  return `npm run -s portal -- ${typed.join(' ')}`
}
