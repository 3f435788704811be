/**
 * The order after moving one id past its neighbour.
 * @returns null at either end, and for an id that is not listed.
 */
export function movedBy(ids: readonly string[], id: string, step: -1 | 1): string[] | null {
  const from = ids.indexOf(id);
  const neighbour = ids[from + step];
  if (from < 0 || neighbour === undefined) return null;
  return ids.map((known) => {
    if (known === id) return neighbour;
    return known === neighbour ? id : known;
  });
}
