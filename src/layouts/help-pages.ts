/** The portal's own help, in the order of its contents. */
export const helpPages = [
  {
    href: '/help/signing-in',
    title: 'When you cannot get in',
    summary: 'A first day, a forgotten password, a link that no longer works, or a door that asks for patience.',
  },
  {
    href: '/help/learning',
    title: 'How to learn here',
    summary: 'What waits for you and why, how lessons and quizzes keep your place, and what a certificate says.',
  },
  {
    href: '/help/playing-a-scenario',
    title: 'Playing a scenario',
    summary: 'With a coach or for your certificate: the keys, leaving and coming back, what passes, and the debrief.',
  },
  {
    href: '/help/your-record',
    title: 'Your record',
    summary: 'Everything the portal keeps about you: where to read it, and what the file you can take away holds.',
  },
  {
    href: '/help/writing-content',
    title: 'Writing content',
    summary: 'For stewards and authors: standards, clauses, lessons, questions and programmes, as plain files.',
  },
  {
    href: '/help/running-the-portal',
    title: 'Running the portal',
    summary:
      'For administrators: starting it, publishing, people and rights, backups, and what to do when it will not start.',
  },
  {
    href: '/help/accessibility',
    title: 'Accessibility',
    summary: 'How to use the portal by keyboard, with a screen reader, enlarged, in the dark or on paper.',
  },
] as const
