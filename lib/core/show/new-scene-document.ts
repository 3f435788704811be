import type { LayoutId, SceneDocument } from '../contract/scene-document';
import { SCENE_VERSION } from '../contract/scene-document';

/** What `scene.add` starts from: a dark, plain scene that shows the stage with name tags. */
export const newSceneDocument = (layout: LayoutId): SceneDocument => ({
  version: SCENE_VERSION,
  layout,
  background: { kind: 'color', color: '#101418' },
  logo: { kind: 'none' },
  nameTags: true,
  card: '',
  showsFeeds: true,
});
