'use client';

import { useId } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { Switch } from '@/components/ui/switch';
import { LIMITS } from '@/lib/core/contract/limits';
import { useStudio } from '../studio-context';
import type { GraphicValues } from './graphic-form';

const CORNERS = [
  ['top-left', 'Top left'],
  ['top-right', 'Top right'],
  ['bottom-left', 'Bottom left'],
  ['bottom-right', 'Bottom right'],
] as const;

/** Options of a place select. */
export function CornerOptions({ children }: { children?: React.ReactNode }) {
  return (
    <>
      {children}
      {CORNERS.map(([value, label]) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </>
  );
}

const MINUTE_MS = 60_000;

export function CountdownFields() {
  const { register, setValue } = useFormContext<GraphicValues<'countdown'>>();
  const { connection } = useStudio();
  const target = useWatch<GraphicValues<'countdown'>, 'spec.target'>({ name: 'spec.target' });
  const toQuarter = () => Math.ceil(connection.serverNowMs() / (15 * MINUTE_MS)) * 15 * MINUTE_MS;
  return (
    <>
      <Field label="Label" isOptional>
        {(control) => <Input {...control} placeholder="We start in" {...register('spec.label')} />}
      </Field>
      <div className="flex gap-2">
        <Field label="Counts" className="min-w-0 flex-1">
          {(control) => (
            <Select
              {...control}
              value={target.kind}
              onChange={(event) =>
                setValue(
                  'spec.target',
                  event.target.value === 'time'
                    ? { kind: 'time', atMs: toQuarter() }
                    : { kind: 'duration', durationMs: 5 * MINUTE_MS },
                )
              }
            >
              <option value="duration">From when it is shown</option>
              <option value="time">To a time</option>
            </Select>
          )}
        </Field>
        {target.kind === 'duration' ? (
          <Field label="Minutes" className="w-24">
            {(control) => (
              <Input
                {...control}
                type="number"
                min={0.5}
                max={LIMITS.countdownGraphicMsMax / MINUTE_MS}
                step={0.5}
                value={target.durationMs / MINUTE_MS}
                onChange={(event) =>
                  setValue('spec.target', {
                    kind: 'duration',
                    durationMs: clampDuration(Number(event.target.value) * MINUTE_MS),
                  })
                }
              />
            )}
          </Field>
        ) : (
          <Field label="Time" className="w-44">
            {(control) => (
              <Input
                {...control}
                type="datetime-local"
                value={toLocalInput(target.atMs)}
                onChange={(event) => {
                  const atMs = new Date(event.target.value).getTime();
                  if (Number.isFinite(atMs)) setValue('spec.target', { kind: 'time', atMs });
                }}
              />
            )}
          </Field>
        )}
      </div>
      <div className="flex gap-2">
        <Field label="At zero" className="min-w-0 flex-1">
          {(control) => (
            <Select {...control} {...register('spec.atZero')}>
              <option value="stay">Stays at 00:00</option>
              <option value="hide">Goes by itself</option>
              <option value="count-up">Shows how late it is</option>
            </Select>
          )}
        </Field>
        <Field label="Place" className="w-32">
          {(control) => (
            <Select {...control} {...register('spec.place')}>
              <CornerOptions>
                <option value="center">Middle</option>
              </CornerOptions>
            </Select>
          )}
        </Field>
      </div>
    </>
  );
}

export function ClockFields() {
  const { register, setValue } = useFormContext<GraphicValues<'clock'>>();
  const spec = useWatch<GraphicValues<'clock'>, 'spec'>({ name: 'spec' });
  const secondsId = useId();
  return (
    <>
      <Field label="Time zone">
        {(control) => (
          <Select {...control} {...register('spec.timeZone')}>
            {timeZones(spec.timeZone).map((timeZone) => (
              <option key={timeZone} value={timeZone}>
                {timeZone.replaceAll('_', ' ')}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="Label" isOptional>
        {(control) => <Input {...control} placeholder="Berlin" {...register('spec.label')} />}
      </Field>
      <div className="flex gap-2">
        <Field label="Hours" className="min-w-0 flex-1">
          {(control) => (
            <Select {...control} {...register('spec.hours', { setValueAs: (value) => Number(value) })}>
              <option value={24}>24 (14:05)</option>
              <option value={12}>12 (2:05 PM)</option>
            </Select>
          )}
        </Field>
        <Field label="Place" className="min-w-0 flex-1">
          {(control) => (
            <Select {...control} {...register('spec.corner')}>
              <CornerOptions />
            </Select>
          )}
        </Field>
      </div>
      <div className="flex items-center justify-between gap-3">
        <label htmlFor={secondsId}>Seconds</label>
        <Switch
          id={secondsId}
          checked={spec.showsSeconds}
          onCheckedChange={(showsSeconds) => setValue('spec.showsSeconds', showsSeconds)}
        />
      </div>
    </>
  );
}

/** All that this browser knows; the chosen one too, where another browser knew more. */
function timeZones(chosen: string): string[] {
  const known = new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), chosen]);
  return [...known].sort();
}

const clampDuration = (ms: number): number =>
  Math.round(Math.min(LIMITS.countdownGraphicMsMax, Math.max(1_000, Number.isFinite(ms) ? ms : MINUTE_MS)));

/** As the input wants it: local time without a zone. */
function toLocalInput(ms: number): string {
  const local = new Date(ms - new Date(ms).getTimezoneOffset() * MINUTE_MS);
  return local.toISOString().slice(0, 16);
}
