import { isShown } from '@/lib/core/graphic/is-shown';
import { mayNot, toAction, unless, type ActionContext, type StudioAction } from './studio-action';

/** Alt and a number key reach the first nine of the list. */
const GRAPHIC_KEYS_MAX = 9;

/** Every graphic on and off, from anywhere. */
export function graphicActions({ state: { graphics }, role, ports }: ActionContext): StudioAction[] {
  return [
    ...graphics.map((graphic, index): StudioAction => {
      const { graphicId, name } = graphic;
      const isOn = isShown(graphic);
      return toAction({
        id: `graphic.toggle:${graphicId}`,
        group: 'Graphics',
        label: `${isOn ? 'Hide' : 'Show'} ${name}`,
        shortcut: index < GRAPHIC_KEYS_MAX ? `Alt+${index + 1}` : null,
        reasons: [mayNot(role, isOn ? 'graphic.hide' : 'graphic.show')],
        run: () => ports.send({ type: isOn ? 'graphic.hide' : 'graphic.show', graphicId }),
      });
    }),
    toAction({
      id: 'graphic.hide-all',
      group: 'Graphics',
      label: 'Hide all graphics',
      shortcut: 'Shift+g',
      reasons: [mayNot(role, 'graphic.hideAll'), unless(graphics.some(isShown), 'No graphic is on.')],
      run: () => ports.send({ type: 'graphic.hideAll' }),
    }),
  ];
}
