import type { Out } from './command.ts'

/** With fewer people the answer is there before a word about it is read. */
const manyPeople = 2_000

/** Tells each tenth of many people who are looked at. */
export function tellingProgress(out: Pick<Out, 'tell'>): (done: number, all: number) => void {
  let told = 0
  return (done, all) => {
    const tenths = all < manyPeople ? 0 : Math.floor((10 * done) / all)
    if (tenths > told) out.tell(`${done} of ${all} people are looked at.`)
    told = tenths
  }
}
