/** What shows need before, between and after their working scenes. */
export const TITLE_CARDS = ['Starting soon', 'Be right back', 'Questions?', 'Thank you'] as const;

/** `Grid`, `Grid 2`, `Grid 3`: two scenes of one name cannot be told apart by ear. */
export function uniqueName(wanted: string, scenes: readonly { name: string }[]): string {
  const taken = new Set(scenes.map(({ name }) => name));
  let name = wanted;
  for (let count = 2; taken.has(name); count += 1) name = `${wanted} ${count}`;
  return name;
}
