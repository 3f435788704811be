'use client';

import { ArrowLeft } from 'lucide-react';
import { useEffect, useRef, useState, type RefObject } from 'react';
import { FormProvider, useWatch, type UseFormReturn } from 'react-hook-form';
import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { Field } from '@/components/ui/field';
import { IconButton } from '@/components/ui/icon-button';
import { Input } from '@/components/ui/input';
import { Pill } from '@/components/ui/pill';
import type { Graphic, GraphicKind, GraphicSpec } from '@/lib/core/contract/graphic';
import { LIMITS } from '@/lib/core/contract/limits';
import { fitGraphicSpec } from '@/lib/core/graphic/fit-graphic-spec';
import { isOn as isOnAt } from '@/lib/core/graphic/countdown-end';
import { kindName, newGraphicSpec, suggestedName } from '../model/graphic-kinds';
import { useSend, useShow } from '../studio-context';
import { HolderNote } from '../team/edit-guard';
import { OverwriteNote } from '../team/overwrite-note';
import { useHold, useHolder } from '../team/use-hold';
import { GraphicFields } from './graphic-fields';
import { useGraphicForm, type GraphicValues } from './graphic-form';
import { useDraftPreview } from './use-draft-preview';
import { useZeroClock } from './use-zero-clock';

export interface GraphicEditorProps {
  /** As everybody has it now; null: a new one of `kind`, or one that was removed meanwhile. */
  graphic: Graphic | null;
  /** As it was when the editor opened; null: a new one. */
  opened: Graphic | null;
  kind: GraphicKind;
  onClose: () => void;
}

/** A draft of one graphic, drawn as it would be on air; nothing changes there before the button says so. */
export function GraphicEditor({ graphic, opened, kind, onClose }: GraphicEditorProps) {
  const { brand, seats, phase } = useShow();
  const send = useSend();
  const [start] = useState<GraphicValues>(() => ({
    name: opened?.name ?? '',
    spec: opened?.spec ?? newGraphicSpec(kind, { brand, timeZone: localTimeZone() }),
  }));
  const form = useGraphicForm(start);
  const formRef = useFirstField();
  const theirs = useTheirs(form, graphic);
  const subject = `graphic:${opened?.graphicId ?? ''}`;
  const holder = useHolder(subject);
  useHold(opened && holder === null ? subject : null);
  const held = holder === null ? null : `${holder} is editing this.`;
  const nowMs = useZeroClock();
  const isOn = graphic !== null && isOnAt(graphic, nowMs);
  const isLive = phase.status === 'live' || phase.status === 'ending';

  const save = (values: GraphicValues, thenShow: boolean) => {
    const { spec } = values;
    const seatId = spec.kind === 'lower-third' ? spec.seatId : null;
    const seatName = seats.find((seat) => seat.seatId === seatId)?.name ?? '';
    const name = values.name.trim() === '' ? suggestedName(spec, seatName) : values.name.trim();
    const graphicId = graphic?.graphicId ?? crypto.randomUUID();
    send({ type: graphic ? 'graphic.update' : 'graphic.add', graphicId, name, spec });
    if (thenShow) send({ type: 'graphic.show', graphicId });
    onClose();
  };
  const submit = (thenShow: boolean) => void form.handleSubmit((values) => save(values, thenShow))();
  return (
    <FormProvider {...form}>
      <form
        ref={formRef}
        noValidate
        aria-label={graphic ? `Edit ${graphic.name}` : `New ${kindName(kind).toLowerCase()}`}
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          submit(false);
        }}
      >
        <header className="flex items-center gap-2">
          <IconButton
            size="small"
            variant="ghost"
            label="Back to the list, without saving"
            icon={<ArrowLeft />}
            onClick={onClose}
          />
          <h3 className="min-w-0 flex-1 truncate font-semibold">
            {graphic ? graphic.name : `New ${kindName(kind).toLowerCase()}`}
          </h3>
          {isOn && <Pill tone={isLive ? 'air' : 'accent'}>{isLive ? 'ON AIR' : 'ON'}</Pill>}
        </header>
        {holder !== null && <HolderNote name={holder} />}
        {opened && !graphic && (
          <p role="alert" className="rounded-sm bg-warn-soft px-2.5 py-2 text-sm text-warn">
            Another producer removed this graphic. Save to add it again.
          </p>
        )}
        {theirs && <OverwriteNote onTakeTheirs={theirs.take} />}
        <Preview />
        <fieldset disabled={holder !== null} className="contents">
          <GraphicFields kind={kind} />
          <Field label="Name in the list" isOptional error={form.formState.errors.name?.message}>
            {(control) => (
              <Input
                {...control}
                maxLength={LIMITS.nameChars}
                placeholder="Made of what it says"
                {...form.register('name')}
              />
            )}
          </Field>
        </fieldset>
        <footer className="flex flex-wrap justify-end gap-2">
          <Button variant="ghost" onClick={onClose}>
            Cancel
          </Button>
          {!isOn && (
            <Button type="submit" variant="default" reason={held}>
              {graphic ? 'Save' : 'Add to the list'}
            </Button>
          )}
          <Button variant={isLive ? 'air' : 'primary'} reason={held} onClick={() => submit(!isOn)}>
            {isOn
              ? isLive
                ? 'Update on air'
                : 'Update on program'
              : isLive
                ? 'Save and put on air'
                : 'Save and show'}
          </Button>
        </footer>
      </form>
    </FormProvider>
  );
}

/** The keyboard starts where there is something to fill in: the button that opened this is gone. */
function useFirstField(): RefObject<HTMLFormElement | null> {
  const formRef = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const fields = 'fieldset :is(input, select, textarea):enabled';
    const target =
      formRef.current?.querySelector<HTMLElement>(fields) ?? formRef.current?.querySelector('button');
    target?.focus();
  }, []);
  return formRef;
}

/** What others change while the editor is open: taken over where nothing is typed, else offered. */
function useTheirs(form: UseFormReturn<GraphicValues>, graphic: Graphic | null): { take: () => void } | null {
  // Read in render, as react-hook-form wants it: that subscribes to them.
  const { isDirty, defaultValues } = form.formState;
  const isChanged = graphic !== null && JSON.stringify(valuesOf(graphic)) !== JSON.stringify(defaultValues);
  useEffect(() => {
    if (isChanged && !isDirty && graphic) form.reset(valuesOf(graphic), KEEP_FIELDS);
  }, [isChanged, isDirty, graphic, form]);
  return isChanged && isDirty ? { take: () => form.reset(valuesOf(graphic), KEEP_FIELDS) } : null;
}

/** Written into the fields that are there: they do not register again, as `reset` alone expects. */
const KEEP_FIELDS = { keepFieldsRef: true } as const;

const valuesOf = ({ name, spec }: Graphic): GraphicValues => ({ name, spec });

function Preview() {
  const { spec } = useWatch<GraphicValues>() as GraphicValues;
  const { canvasRef, isShortened } = useDraftPreview(spec);
  const cut = fitGraphicSpec(spec).cut.length;
  return (
    <figure className="flex flex-col gap-1.5">
      <canvas
        ref={canvasRef}
        width={640}
        height={360}
        role="img"
        aria-label="How it will look over the present program"
        className="stage-ground aspect-video w-full rounded-sm border border-line"
      />
      <figcaption
        role="status"
        className={classNames('text-sm', cut > 0 || isShortened ? 'text-warn' : 'text-ink-3')}
      >
        {cutNotice(spec, cut, isShortened)}
      </figcaption>
    </figure>
  );
}

function cutNotice(spec: GraphicSpec, cutCount: number, isShortened: boolean): string {
  if (cutCount > 0)
    return 'The text is longer than a picture has room for. It is cut at the end, as you see.';
  if (!isShortened) return 'Only you see this, until you save.';
  return spec.kind === 'ticker'
    ? 'The ticker is longer than can be drawn. Its last items are left out.'
    : 'The text is wider than its place and is shortened, as you see.';
}

const localTimeZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;
