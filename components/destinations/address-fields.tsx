'use client';

import { useState } from 'react';
import type { FieldErrors, UseFormRegister, UseFormSetValue } from 'react-hook-form';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import type { DestinationPreset } from '@/lib/core/presets/destination-presets';

export interface AddressValues {
  name: string;
  url: string;
  backupUrl: string;
}

const OTHER = 'other';

export interface AddressFieldsProps {
  preset: DestinationPreset;
  initialUrl: string;
  register: UseFormRegister<AddressValues>;
  setValue: UseFormSetValue<AddressValues>;
  errors: FieldErrors<AddressValues>;
}

/** Where to publish: a known server of the platform, or an address typed in where the platform gives each event its own. */
export function AddressFields({ preset, initialUrl, register, setValue, errors }: AddressFieldsProps) {
  const known = preset.servers.findIndex((server) => server.url === initialUrl);
  const [choice, setChoice] = useState(known === -1 ? OTHER : String(known));
  const isTyped = choice === OTHER;

  function choose(next: string): void {
    setChoice(next);
    const server = preset.servers[Number(next)];
    setValue('url', server?.url ?? '');
    setValue('backupUrl', server?.backupUrl ?? '');
  }

  return (
    <>
      <Field label="Name" hint="How your team tells it apart in the studio." error={errors.name?.message}>
        {(control) => <Input {...control} autoComplete="off" {...register('name')} />}
      </Field>
      {preset.servers.length > 1 || (preset.servers.length === 1 && preset.isUrlEditable) ? (
        <Field label="Server">
          {(control) => (
            <Select {...control} value={choice} onChange={(event) => choose(event.target.value)}>
              {preset.servers.map((server, index) => (
                <option key={server.url} value={index}>
                  {server.name}
                </option>
              ))}
              {preset.isUrlEditable && <option value={OTHER}>Another address</option>}
            </Select>
          )}
        </Field>
      ) : null}
      {isTyped && (
        <>
          <Field
            label="Server address"
            hint="Begins with rtmp:// or rtmps://, without the key."
            error={errors.url?.message}
          >
            {(control) => (
              <Input
                {...control}
                inputMode="url"
                autoComplete="off"
                spellCheck={false}
                placeholder="rtmps://live.example.com/app"
                {...register('url')}
              />
            )}
          </Field>
          <Field label="Backup address" isOptional error={errors.backupUrl?.message}>
            {(control) => (
              <Input
                {...control}
                inputMode="url"
                autoComplete="off"
                spellCheck={false}
                {...register('backupUrl')}
              />
            )}
          </Field>
        </>
      )}
    </>
  );
}
