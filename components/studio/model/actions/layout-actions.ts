import { layoutIdSchema, type LayoutId } from '@/lib/core/contract/scene-document';
import { LAYOUT_NAMES } from '../log-wording';
import { editedScene } from '../scene-of';
import { mayNot, toAction, unless, type ActionContext, type StudioAction } from './studio-action';

export const LAYOUT_IDS: readonly LayoutId[] = layoutIdSchema.options;

/** Function keys of letters that sit together on every keyboard and mean nothing else here. */
const LAYOUT_KEYS: Record<LayoutId, string> = {
  solo: 'q',
  split: 'w',
  'side-by-side': 'e',
  grid: 'r',
  'picture-in-picture': 't',
  presentation: 'y',
  interview: 'u',
  news: 'i',
  spotlight: 'o',
  cinema: 'p',
  free: 'f',
};

/** Of the scene that is worked on: the preview in studio mode, else the one on program. */
export function layoutActions({ state, role, ports }: ActionContext): StudioAction[] {
  const scene = editedScene(state);
  return LAYOUT_IDS.map((layout) =>
    toAction({
      id: `layout:${layout}`,
      group: 'Layouts',
      label: LAYOUT_NAMES[layout],
      shortcut: LAYOUT_KEYS[layout],
      reasons: [
        mayNot(role, 'scene.setLayout'),
        unless(
          scene?.document.showsFeeds ?? false,
          'This scene is a title card. Show people in it first, under Scene.',
        ),
      ],
      run: () => {
        if (scene) ports.send({ type: 'scene.setLayout', sceneId: scene.sceneId, layout });
      },
    }),
  );
}
