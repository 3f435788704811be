'use client';

import { CircleAlert } from 'lucide-react';
import { useId, type ReactNode } from 'react';
import { classNames } from './class-names';

/** What a control inside a field needs to be named and described. */
export interface FieldControlProps {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
}

export interface FieldProps {
  label: ReactNode;
  hint?: ReactNode;
  /** User text; shown under the control and spoken with it. */
  error?: string | undefined;
  isOptional?: boolean;
  className?: string | undefined;
  children: (control: FieldControlProps) => ReactNode;
}

/** A label above one control, a hint or an error below it, tied together for assistive technology. */
export function Field({ label, hint, error, isOptional = false, className, children }: FieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  const hasNote = Boolean(error ?? hint);
  return (
    <div className={classNames('flex flex-col gap-1.5', className)}>
      <label htmlFor={id} className="flex items-baseline justify-between gap-3 font-[560]">
        <span>{label}</span>
        {isOptional && <span className="text-sm font-normal text-ink-3">Optional</span>}
      </label>
      {children({
        id,
        'aria-describedby': hasNote ? noteId : undefined,
        'aria-invalid': error ? true : undefined,
      })}
      {hasNote && (
        <div
          id={noteId}
          className={classNames('flex items-start gap-1.5 text-sm', error ? 'text-air-text' : 'text-ink-3')}
        >
          {error && <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />}
          <span>{error ?? hint}</span>
        </div>
      )}
    </div>
  );
}
