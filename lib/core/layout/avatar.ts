/** Muted hues of one lightness: white initials stay readable on each (contrast above 4.5). */
const AVATAR_COLORS = [
  '#6d5bd0',
  '#0f8a6c',
  '#7a4b1f',
  '#2f62b8',
  '#a1386b',
  '#57702a',
  '#8a3f3f',
  '#3a7186',
];

/** First letters of the first and last word, upper case; "?" when the name has none. @example initialsOf('Ada King Lovelace') // 'AL' */
export function initialsOf(name: string): string {
  const words = name
    .trim()
    .split(/\s+/u)
    .filter((word) => word !== '');
  const first = words[0];
  const last = words.at(-1);
  if (first === undefined || last === undefined) return '?';
  return (firstLetter(first) + (words.length > 1 ? firstLetter(last) : '')).toLocaleUpperCase('en');
}

/** The same person always gets the same colour. */
export function avatarColor(id: string): string {
  let hash = 0;
  for (const char of id) hash = (Math.imul(hash, 31) + (char.codePointAt(0) ?? 0)) >>> 0;
  return AVATAR_COLORS[hash % AVATAR_COLORS.length] ?? '#6d5bd0';
}

/** By code point, so that an emoji or a letter outside the basic plane is not cut in half. */
function firstLetter(word: string): string {
  return Array.from(word)[0] ?? '';
}
