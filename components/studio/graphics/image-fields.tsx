'use client';

import { useFormContext, useWatch } from 'react-hook-form';
import { ImageField } from '@/components/shared/image-field';
import { LogoField } from '@/components/shared/logo-field';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { CornerOptions } from './clock-fields';
import type { GraphicValues } from './graphic-form';

export function LogoBugFields() {
  const { register, setValue, formState } = useFormContext<GraphicValues<'logo-bug'>>();
  const logo = useWatch<GraphicValues<'logo-bug'>, 'spec.logo'>({ name: 'spec.logo' });
  return (
    <>
      <LogoField
        logo={logo}
        error={formState.errors.spec?.logo?.message}
        onChange={(next) => setValue('spec.logo', next, { shouldValidate: formState.isSubmitted })}
      />
      <Field label="Place">
        {(control) => (
          <Select {...control} {...register('spec.corner')}>
            <CornerOptions />
          </Select>
        )}
      </Field>
    </>
  );
}

export function ImageFields() {
  const { register, setValue, formState } = useFormContext<GraphicValues<'image'>>();
  return (
    <>
      <ImageField
        label="Image"
        error={formState.errors.spec?.dataUrl && 'Choose an image.'}
        onImage={(dataUrl) => setValue('spec.dataUrl', dataUrl, { shouldValidate: formState.isSubmitted })}
      />
      <Field label="Place">
        {(control) => (
          <Select {...control} {...register('spec.place')}>
            <CornerOptions>
              <option value="full">Full screen</option>
              <option value="center">Middle</option>
            </CornerOptions>
          </Select>
        )}
      </Field>
    </>
  );
}
