import type { Logo } from '../logo';
import type { LayoutId, Paint, SceneSlot } from '../scene-document';
import type { SceneView } from '../show-state';

export type SceneEvent =
  | { type: 'scene.put'; scene: SceneView; index: number }
  | { type: 'scene.renamed'; sceneId: string; name: string }
  | { type: 'scene.removed'; sceneId: string }
  | { type: 'scene.reordered'; sceneIds: string[] }
  | { type: 'scene.layoutSet'; sceneId: string; layout: LayoutId }
  | { type: 'scene.slotsSet'; sceneId: string; slots: SceneSlot[] }
  | { type: 'scene.backgroundSet'; sceneId: string; background: Paint }
  | { type: 'scene.logoSet'; sceneId: string; logo: Logo }
  | { type: 'scene.nameTagsSet'; sceneId: string; nameTags: boolean }
  | { type: 'scene.screenLeadsSet'; sceneId: string; screenLeads: boolean }
  | { type: 'scene.cardSet'; sceneId: string; card: string; showsFeeds: boolean };
