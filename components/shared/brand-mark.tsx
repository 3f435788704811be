import { classNames } from '@/components/ui/class-names';

/** The sign of the product: a source and its waves. */
export function BrandMark({ className }: { className?: string | undefined }) {
  return (
    <span
      aria-hidden
      className={classNames(
        'brand-mark grid size-[26px] shrink-0 place-items-center rounded-[8px]',
        className,
      )}
    >
      <svg
        viewBox="0 0 24 24"
        className="size-[58%] stroke-white"
        fill="none"
        strokeWidth={2.4}
        strokeLinecap="round"
      >
        <circle cx="12" cy="12" r="2.6" className="fill-white" />
        <path d="M6.5 6.5a8 8 0 0 0 0 11M17.5 6.5a8 8 0 0 1 0 11" />
      </svg>
    </span>
  );
}
