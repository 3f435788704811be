import { classNames } from './class-names';

const GROUNDS = [
  'bg-person-1',
  'bg-person-2',
  'bg-person-3',
  'bg-person-4',
  'bg-person-5',
  'bg-person-6',
] as const;
const SIZES = {
  small: 'size-[26px] text-[10px]',
  medium: 'size-8 text-xs',
  large: 'size-14 text-lg',
} as const;

export interface AvatarProps {
  name: string;
  size?: keyof typeof SIZES;
  className?: string | undefined;
}

/** Initials on a colour that is always the same for a name. Decoration: the name stands beside it or in a label. */
export function Avatar({ name, size = 'medium', className }: AvatarProps) {
  return (
    <span
      aria-hidden
      className={classNames(
        'grid shrink-0 place-items-center rounded-full font-bold text-on-accent',
        SIZES[size],
        ground(name),
        className,
      )}
    >
      {initials(name)}
    </span>
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = words.length > 1 ? [words[0], words[words.length - 1]] : [words[0]];
  return (
    letters
      .map((word) => [...(word ?? '')][0] ?? '')
      .join('')
      .toUpperCase() || '?'
  );
}

function ground(name: string): string {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return GROUNDS[sum % GROUNDS.length] ?? GROUNDS[0];
}
