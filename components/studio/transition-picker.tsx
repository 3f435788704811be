'use client';

import { useId } from 'react';
import { classNames } from '@/components/ui/class-names';
import { refusal } from '@/components/ui/refusal';
import { Tooltip } from '@/components/ui/tooltip';
import type { Transition } from '@/lib/core/contract/scene-document';
import type { StudioAction } from './model/actions/studio-action';
import { TRANSITION_KINDS, TRANSITION_SECONDS } from './model/actions/switch-actions';
import { TRANSITION_NAMES } from './model/log-wording';
import { keysOf } from './model/studio-actions';
import { useSend, useShow } from './studio-context';
import { useDraft } from './team/use-draft';

/** How the next scene comes on, and how long it takes. Everybody in the studio has the same. */
export function TransitionPicker({ actions }: { actions: StudioAction[] }) {
  const { transition } = useShow().switching;
  return (
    <div className="flex items-center gap-2">
      <div role="group" aria-label="Transition" className="flex rounded-sm bg-surface-3 p-0.5">
        {TRANSITION_KINDS.map((kind) => {
          const action = actions.find(({ id }) => id === `transition:${kind}`);
          const isChosen = kind === transition.kind;
          return (
            <Tooltip
              key={kind}
              label={
                action?.reason ??
                (action?.shortcut
                  ? `${action.label} · ${keysOf(action.shortcut).join(' ')}`
                  : TRANSITION_NAMES[kind])
              }
            >
              <button
                type="button"
                aria-pressed={isChosen}
                {...refusal(action?.reason)}
                onClick={() => action?.isAvailable && action.run()}
                className={classNames(
                  'h-7 rounded-[5px] px-2.5 font-[560] transition-colors touch:h-11',
                  isChosen
                    ? 'bg-surface-1 text-ink-1'
                    : 'text-ink-2 hover:text-ink-1 aria-disabled:text-ink-3',
                )}
              >
                {TRANSITION_NAMES[kind]}
              </button>
            </Tooltip>
          );
        })}
      </div>
      <DurationField
        transition={transition}
        reason={actions.find(({ id }) => id === 'transition:fade')?.reason ?? null}
      />
    </div>
  );
}

function DurationField({ transition, reason }: { transition: Transition; reason: string | null }) {
  const send = useSend();
  const id = useId();
  const text = useDraft(String(transition.durationMs / 1_000));
  const seconds = Number(text.value.replace(',', '.'));
  const isValid = seconds >= TRANSITION_SECONDS.min && seconds <= TRANSITION_SECONDS.max;
  const commit = () => {
    const durationMs = Math.round(seconds * 1_000);
    if (isValid && durationMs !== transition.durationMs)
      send({ type: 'show.setTransition', transition: { ...transition, durationMs } });
    text.drop();
  };
  return (
    <span className="flex items-center gap-1.5 text-ink-2">
      <label htmlFor={id} className="sr-only">
        Length of the transition in seconds, {TRANSITION_SECONDS.min} to {TRANSITION_SECONDS.max}
      </label>
      <input
        id={id}
        type="number"
        inputMode="decimal"
        min={TRANSITION_SECONDS.min}
        max={TRANSITION_SECONDS.max}
        step={TRANSITION_SECONDS.step}
        value={text.value}
        readOnly={reason !== null}
        title={reason ?? undefined}
        {...refusal(reason)}
        aria-invalid={isValid ? undefined : true}
        onChange={(event) => text.set(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit();
        }}
        className="h-7 w-14 rounded-sm border border-line-strong bg-surface-2 px-2 text-ink-1 tabular-nums aria-disabled:text-ink-3 aria-invalid:border-air-bright touch:h-11 touch:w-16"
      />
      <span aria-hidden>s</span>
    </span>
  );
}
