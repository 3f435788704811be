import type { Active, Over } from '@dnd-kit/core';
import { expect, it } from 'vitest';
import { sortableAnnouncements } from './sortable-words';

const words = sortableAnnouncements([
  { id: 'stage', items: [{ id: 'a', name: 'Ada' }, { id: 'b', name: 'Ben' }] },
  { id: 'backstage', items: [{ id: 'c', name: 'Cleo' }] },
]); // prettier-ignore
const active = { id: 'a' } as Active;

it('says where something is, where it goes and where it ends', () => {
  expect(words.onDragOver({ active, over: { id: 'a' } as Over })).toBe('Ada picked up at place 1 of 2.');
  expect(words.onDragOver({ active, over: { id: 'b' } as Over })).toBe('Ada is over place 2 of 2.');
  expect(words.onDragEnd({ active, over: { id: 'b' } as Over })).toBe('Ada put down at place 2 of 2.');
  expect(words.onDragCancel({ active, over: null })).toBe('Ada stays at place 1 of 2.');
});

it('is silent about what has gone meanwhile', () => {
  expect(words.onDragEnd({ active: { id: 'x' } as Active, over: { id: 'b' } as Over })).toBeUndefined();
  expect(words.onDragOver({ active, over: null })).toBeUndefined();
});
