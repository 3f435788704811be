import type { Paint } from '@/lib/core/contract/scene-document';

/** Content of programs, not of the studio: colours that keep faces in front and text readable. */
export const BACKGROUNDS: readonly { name: string; paint: Paint }[] = [
  { name: 'Midnight', paint: { kind: 'gradient', from: '#203a78', to: '#0a0f1f', angleDeg: 135 } },
  { name: 'Graphite', paint: { kind: 'gradient', from: '#2b313b', to: '#101318', angleDeg: 135 } },
  { name: 'Forest', paint: { kind: 'gradient', from: '#14563f', to: '#071a14', angleDeg: 135 } },
  { name: 'Plum', paint: { kind: 'gradient', from: '#5b2a78', to: '#180a24', angleDeg: 135 } },
  { name: 'Ember', paint: { kind: 'gradient', from: '#7a3415', to: '#1e0b05', angleDeg: 135 } },
  { name: 'Sea', paint: { kind: 'gradient', from: '#0d6577', to: '#061c26', angleDeg: 180 } },
  { name: 'Black', paint: { kind: 'color', color: '#000000' } },
  { name: 'Paper', paint: { kind: 'color', color: '#e9ebef' } },
];

export const backgroundKey = (paint: Paint): string => JSON.stringify(Object.entries(paint).sort());
