import { SCENE_VERSION, type LayoutId, type Paint, type SceneDocument } from '../contract/scene-document';

/** The house background: deep blue that lets faces stand out and survives strong compression without banding. */
export const DEFAULT_BACKGROUND: Paint = { kind: 'gradient', from: '#203a78', to: '#0a0f1f', angleDeg: 150 };

/** A scene that shows everybody on stage in `layout`, with name tags and no logo. */
export function newSceneDocument(layout: LayoutId): SceneDocument {
  return {
    version: SCENE_VERSION,
    layout,
    background: DEFAULT_BACKGROUND,
    logo: { kind: 'none' },
    nameTags: true,
    screenLeads: true,
    card: '',
    showsFeeds: true,
    slots: [],
    graphicIds: [],
    mediaId: null,
  };
}

/** A scene without feeds: one line of text over the background, such as "Starting soon". */
export function newTitleCard(card: string): SceneDocument {
  return { ...newSceneDocument('solo'), card, showsFeeds: false, nameTags: false };
}
