import { CircleAlert } from 'lucide-react';

/** The refusal of a whole form; spoken when it appears. */
export function FormError({ text }: { text: string | null }) {
  return (
    <div role="alert" className="empty:absolute">
      {text !== null && (
        <p className="flex items-start gap-2 rounded-md bg-air-soft px-3 py-2.5 text-air-text">
          <CircleAlert aria-hidden className="mt-px size-4 shrink-0" />
          <span>{text}</span>
        </p>
      )}
    </div>
  );
}
