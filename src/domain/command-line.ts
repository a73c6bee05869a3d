/** Commands of the portal in sentences, as somebody types them. */

/** `npm run -s portal -- publish --again`; a word with a blank or the like in it stands in quotes. */
export function commandLine(...words: readonly string[]): string {
  const typed = words.map((word) => (/^[\w./:@=,~-]+$/.test(word) ? word : `"${word.replaceAll(/["\\$`]/g, '\\$&')}"`))
  return `npm run -s portal -- ${typed.join(' ')}`
}

/** A command that judges clauses, with the places for who judged and why. */
export function clauseCommand(verb: string, ...words: readonly string[]): string {
  return commandLine('clause', verb, ...words, '--why', '…', '--author', 'NAME', '--approver', 'NAME')
}
