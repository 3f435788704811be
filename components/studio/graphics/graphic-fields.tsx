'use client';

import { useFormContext } from 'react-hook-form';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { Textarea } from '@/components/ui/textarea';
import type { GraphicKind } from '@/lib/core/contract/graphic';
import { LIMITS } from '@/lib/core/contract/limits';
import { traySeats } from '../model/seat-actions';
import { useShow } from '../studio-context';
import { ClockFields, CountdownFields } from './clock-fields';
import type { GraphicValues } from './graphic-form';
import { ImageFields, LogoBugFields } from './image-fields';

/** The fields of one kind of graphic, inside its form. */
export function GraphicFields({ kind }: { kind: GraphicKind }) {
  switch (kind) {
    case 'lower-third':
      return <LowerThirdFields />;
    case 'banner':
      return <BannerFields />;
    case 'ticker':
      return <TickerFields />;
    case 'message':
      return <MessageFields />;
    case 'logo-bug':
      return <LogoBugFields />;
    case 'countdown':
      return <CountdownFields />;
    case 'clock':
      return <ClockFields />;
    case 'image':
      return <ImageFields />;
  }
}

function LowerThirdFields() {
  const { register, formState, watch } = useFormContext<GraphicValues<'lower-third'>>();
  const { seats } = useShow();
  const people = traySeats(seats);
  const seatId = watch('spec.seatId');
  const seatName = seats.find((seat) => seat.seatId === seatId)?.name;
  return (
    <>
      <Field
        label="Person"
        hint={
          seatName
            ? `Shows the name of ${seatName}, also after a rename, unless you type another.`
            : undefined
        }
      >
        {(control) => (
          <Select
            {...control}
            {...register('spec.seatId', { setValueAs: (value: string | null) => value || null })}
          >
            <option value="">Nobody in particular</option>
            {people.map((seat) => (
              <option key={seat.seatId} value={seat.seatId}>
                {seat.name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="Name" error={formState.errors.spec?.title?.message}>
        {(control) => (
          <Input {...control} placeholder={seatName ?? 'Ada Lovelace'} {...register('spec.title')} />
        )}
      </Field>
      <Field label="Title" isOptional>
        {(control) => <Input {...control} placeholder="Mathematician" {...register('spec.subtitle')} />}
      </Field>
      <AlignField name="spec.align" />
    </>
  );
}

function MessageFields() {
  const { register, formState } = useFormContext<GraphicValues<'message'>>();
  return (
    <>
      <Field label="From" isOptional>
        {(control) => <Input {...control} placeholder="Grace on YouTube" {...register('spec.author')} />}
      </Field>
      <Field label="Message" error={formState.errors.spec?.text?.message}>
        {(control) => <Textarea {...control} rows={3} {...register('spec.text')} />}
      </Field>
      <AlignField name="spec.align" />
    </>
  );
}

function AlignField({ name }: { name: 'spec.align' }) {
  const { register } = useFormContext<GraphicValues<'lower-third'>>();
  return (
    <Field label="Place">
      {(control) => (
        <Select {...control} {...register(name)}>
          <option value="left">Bottom left</option>
          <option value="center">Bottom middle</option>
          <option value="right">Bottom right</option>
        </Select>
      )}
    </Field>
  );
}

function BannerFields() {
  const { register, formState } = useFormContext<GraphicValues<'banner'>>();
  return (
    <>
      <Field label="Text" error={formState.errors.spec?.text?.message}>
        {(control) => (
          <Input {...control} placeholder="Questions? Write them in the chat" {...register('spec.text')} />
        )}
      </Field>
      <Field label="Place">
        {(control) => (
          <Select {...control} {...register('spec.edge')}>
            <option value="bottom">Along the bottom</option>
            <option value="top">Along the top</option>
          </Select>
        )}
      </Field>
    </>
  );
}

/** Whole pixels a frame at 30 frames a second: other speeds are seen to tremble. */
const SPEEDS = [
  { value: 60, label: 'Slow' },
  { value: 120, label: 'Normal' },
  { value: 180, label: 'Fast' },
  { value: 240, label: 'Very fast' },
] as const;

function TickerFields() {
  const { register, formState, watch, setValue } = useFormContext<GraphicValues<'ticker'>>();
  const items = watch('spec.items');
  const tooMany = items.length > LIMITS.tickerItemsMax;
  return (
    <>
      <Field
        label="Items, one a line"
        error={
          tooMany
            ? `A ticker has at most ${LIMITS.tickerItemsMax} items. Remove some.`
            : formState.errors.spec?.items?.message
        }
      >
        {(control) => (
          <Textarea
            {...control}
            rows={5}
            value={items.join('\n')}
            placeholder={'Next week: recording at scale\nAsk in the chat with #panel'}
            onChange={(event) =>
              setValue('spec.items', event.target.value === '' ? [] : event.target.value.split('\n'), {
                shouldValidate: formState.isSubmitted,
              })
            }
          />
        )}
      </Field>
      <div className="flex gap-2">
        <Field label="Label" isOptional className="min-w-0 flex-1">
          {(control) => <Input {...control} placeholder="News" {...register('spec.label')} />}
        </Field>
        <Field label="Speed" className="w-32">
          {(control) => (
            <Select {...control} {...register('spec.speedPxPerSecond', { valueAsNumber: true })}>
              {SPEEDS.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
    </>
  );
}
