/** Drawers with a name: chosen at the till, kept in the back office. */
export const drawers = {
  which: 'Which drawer is it?',
  none: 'None of these',
  with: (person: string) => `with ${person}`,
  taken: 'taken',
  free: 'Free',
  hint: 'Names for the drawers of a counter that has several. Each is open for one person at a time.',
  add: 'Add a drawer',
  nobody: 'Drawers have no names: whoever opens a shift counts their own.',
  nameHint: 'As everybody calls it, such as “Till by the window”.',
};
