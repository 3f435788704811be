const SLUG_CHARS_MAX = 48;
const SUFFIX_CHARS = 5;
/** Plain name first; a handful of random endings after that never all collide (36^5 = 60 million). */
const CANDIDATES_MAX = 6;

/** Readable names for the address of a watch page, best first: `sunday-show`, then `sunday-show-k3f9a`. */
export function slugCandidates(title: string, newId: () => string): string[] {
  const base = slugify(title);
  const suffixed = Array.from({ length: CANDIDATES_MAX - 1 }, () => `${base}-${suffix(newId())}`);
  return [base, ...suffixed];
}

/** Lower-case ASCII words joined by hyphens; `show` when a title has none. */
export function slugify(title: string): string {
  const words = title
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, SLUG_CHARS_MAX)
    .replace(/^-+|-+$/g, '');
  return words === '' ? 'show' : words;
}

function suffix(id: string): string {
  return id
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .slice(-SUFFIX_CHARS);
}
