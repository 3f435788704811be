import type { SceneDocument } from '../contract/scene-document';
import { newSceneDocument, newTitleCard } from './new-scene-document';

export type SceneTemplateId = 'interview' | 'panel' | 'solo' | 'presentation';

export interface NamedScene {
  name: string;
  document: SceneDocument;
}

/** The scenes a new show starts with, in display order: a card to open, the working scenes, a card to close. */
export function sceneTemplate(template: SceneTemplateId): NamedScene[] {
  return [
    { name: 'Starting soon', document: newTitleCard('Starting soon') },
    ...WORKING_SCENES[template].map(([name, layout]) => ({ name, document: newSceneDocument(layout) })),
    { name: 'Outro', document: newTitleCard('Thank you') },
  ];
}

const WORKING_SCENES = {
  interview: [
    ['Interview', 'side-by-side'],
    ['Host solo', 'solo'],
    ['Screen', 'presentation'],
  ],
  panel: [
    ['Panel', 'grid'],
    ['Speaker', 'solo'],
    ['Speaker and guest', 'picture-in-picture'],
    ['Screen', 'presentation'],
  ],
  solo: [
    ['Camera', 'solo'],
    ['Screen', 'presentation'],
  ],
  presentation: [
    ['Presentation', 'presentation'],
    ['Speaker', 'solo'],
    ['Questions', 'side-by-side'],
  ],
} as const;
