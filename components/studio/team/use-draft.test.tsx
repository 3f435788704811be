import { act, renderHook } from '@testing-library/react';
import { expect, it } from 'vitest';
import { useDraft } from './use-draft';

const start = (shared: string) =>
  renderHook(({ value }) => useDraft(value), { initialProps: { value: shared } });

it('follows what everybody has until something is typed', () => {
  const { result, rerender } = start('one');
  rerender({ value: 'two' });
  expect(result.current).toMatchObject({ value: 'two', isTyped: false, theirs: null });
});

it('keeps what is typed when somebody else changes it, and says so', () => {
  const { result, rerender } = start('one');
  act(() => result.current.set('mine'));
  expect(result.current).toMatchObject({ value: 'mine', isTyped: true, theirs: null });
  rerender({ value: 'theirs' });
  expect(result.current).toMatchObject({ value: 'mine', isTyped: true, theirs: { value: 'theirs' } });
  act(() => result.current.set('mine too'));
  expect(result.current.theirs).toEqual({ value: 'theirs' });
  act(() => result.current.drop());
  expect(result.current).toMatchObject({ value: 'theirs', isTyped: false, theirs: null });
});

it('has nothing to say when both typed the same', () => {
  const { result, rerender } = start('one');
  act(() => result.current.set('two'));
  rerender({ value: 'two' });
  expect(result.current).toMatchObject({ value: 'two', isTyped: false, theirs: null });
});
