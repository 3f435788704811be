import { LIMITS } from '@/lib/core/contract/limits';
import { transitionKindSchema, type TransitionKind } from '@/lib/core/contract/scene-document';
import { TRANSITION_NAMES } from '../log-wording';
import { mayNot, toAction, unless, type ActionContext, type StudioAction } from './studio-action';

export const TRANSITION_KINDS: readonly TransitionKind[] = transitionKindSchema.options;

/** Shorter ones look like a fault, longer ones hold up the show; what the input takes. */
export const TRANSITION_SECONDS = { min: 0.2, max: LIMITS.transitionMsMax / 1_000, step: 0.1 } as const;

/** The row under the layouts' keys. */
const TRANSITION_KEYS: Record<TransitionKind, string> = { cut: 'z', fade: 'x', wipe: 'c', move: 'v' };

/** Number keys reach the first nine scenes. */
const SCENE_KEYS_MAX = 9;

const sceneKey = (index: number): string | null => (index < SCENE_KEYS_MAX ? String(index + 1) : null);

export function switchActions({ state, role, ports: { send } }: ActionContext<'send'>): StudioAction[] {
  const { programSceneId, switching, scenes } = state;
  const { previewSceneId, transition } = switching;
  const isStudio = switching.mode === 'studio';
  const preview = scenes.find(({ sceneId }) => sceneId === previewSceneId);
  return [
    toAction({
      id: 'show.take',
      group: 'Switching',
      label: preview ? `Take ${preview.name}` : 'Take',
      shortcut: 'Space',
      reasons: [
        mayNot(role, 'show.take'),
        unless(isStudio, 'There is no preview in direct mode. Turn on studio mode first.'),
        unless(
          previewSceneId !== programSceneId,
          'This scene is on program already. Choose another preview.',
        ),
      ],
      run: () => {
        if (previewSceneId !== null) send({ type: 'show.take', sceneId: previewSceneId });
      },
    }),
    toAction({
      id: 'show.switch-mode',
      group: 'Switching',
      label: isStudio ? 'Turn off studio mode' : 'Turn on studio mode',
      shortcut: 'd',
      reasons: [mayNot(role, 'show.setSwitchMode')],
      run: () => send({ type: 'show.setSwitchMode', mode: isStudio ? 'direct' : 'studio' }),
    }),
    ...scenes.map(({ sceneId, name }, index) =>
      isStudio
        ? toAction({
            id: `scene.preview:${sceneId}`,
            group: 'Switching',
            label: `Preview ${name}`,
            shortcut: sceneKey(index),
            reasons: [
              mayNot(role, 'scene.preview'),
              unless(sceneId !== previewSceneId, 'This scene is in preview already.'),
            ],
            run: () => send({ type: 'scene.preview', sceneId }),
          })
        : toAction({
            id: `scene.activate:${sceneId}`,
            group: 'Switching',
            label: `Switch to ${name}`,
            shortcut: sceneKey(index),
            reasons: [
              mayNot(role, 'scene.activate'),
              unless(sceneId !== programSceneId, 'This scene is on program already.'),
            ],
            run: () => send({ type: 'scene.activate', sceneId }),
          }),
    ),
    ...scenes.map(({ sceneId, name }, index) => {
      const key = sceneKey(index);
      return toAction({
        id: `scene.cut:${sceneId}`,
        group: 'Switching',
        label: `Cut to ${name}`,
        shortcut: key && `Shift+${key}`,
        reasons: [
          mayNot(role, 'scene.activate'),
          unless(sceneId !== programSceneId, 'This scene is on program already.'),
        ],
        run: () => send({ type: 'scene.activate', sceneId, cut: true }),
      });
    }),
    ...TRANSITION_KINDS.map((kind) =>
      toAction({
        id: `transition:${kind}`,
        group: 'Switching',
        label: `Transition: ${TRANSITION_NAMES[kind]}`,
        shortcut: TRANSITION_KEYS[kind],
        reasons: [mayNot(role, 'show.setTransition')],
        run: () => send({ type: 'show.setTransition', transition: { ...transition, kind } }),
      }),
    ),
  ];
}
