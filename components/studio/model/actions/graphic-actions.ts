import { isOn, isPastItsTime } from '@/lib/core/graphic/countdown-end';
import { mayNot, toAction, unless, type ActionContext, type StudioAction } from './studio-action';

/** Alt and a number key reach the first nine of the list. */
const GRAPHIC_KEYS_MAX = 9;

/** Every graphic on and off, from anywhere. */
export function graphicActions({
  state: { graphics },
  role,
  ports,
}: ActionContext<'send' | 'nowMs'>): StudioAction[] {
  const { nowMs } = ports;
  return [
    ...graphics.map((graphic, index): StudioAction => {
      const { graphicId, name } = graphic;
      const isShown = isOn(graphic, nowMs);
      return toAction({
        id: `graphic.toggle:${graphicId}`,
        group: 'Graphics',
        label: `${isShown ? 'Hide' : 'Show'} ${name}`,
        shortcut: index < GRAPHIC_KEYS_MAX ? `Alt+${index + 1}` : null,
        reasons: [
          mayNot(role, isShown ? 'graphic.hide' : 'graphic.show'),
          unless(!isPastItsTime(graphic, nowMs), 'It counts to a time that is over. Set a new one first.'),
        ],
        run: () => ports.send({ type: isShown ? 'graphic.hide' : 'graphic.show', graphicId }),
      });
    }),
    toAction({
      id: 'graphic.hide-all',
      group: 'Graphics',
      label: 'Hide all graphics',
      shortcut: 'Shift+g',
      reasons: [
        mayNot(role, 'graphic.hideAll'),
        unless(
          graphics.some((graphic) => isOn(graphic, nowMs)),
          'No graphic is on.',
        ),
      ],
      run: () => ports.send({ type: 'graphic.hideAll' }),
    }),
  ];
}
