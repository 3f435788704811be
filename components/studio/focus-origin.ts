/** How the focus came to where it is: with the mouse nobody means the button that was pressed last, with the keyboard they do. */
export interface FocusOrigin {
  isByKeyboard(): boolean;
  close(): void;
}

type Input = 'pointer' | 'keyboard';

export function watchFocusOrigin(target: Document): FocusOrigin {
  let lastInput = 'pointer' as Input;
  let origin = lastInput;
  const onPointer = () => (lastInput = 'pointer');
  const onKey = () => (lastInput = 'keyboard');
  const onFocus = () => (origin = lastInput);
  // In the capture phase: before whatever the key or the press does moves the focus.
  target.addEventListener('pointerdown', onPointer, true);
  target.addEventListener('keydown', onKey, true);
  target.addEventListener('focusin', onFocus, true);
  return {
    isByKeyboard: () => origin === 'keyboard',
    close: () => {
      target.removeEventListener('pointerdown', onPointer, true);
      target.removeEventListener('keydown', onKey, true);
      target.removeEventListener('focusin', onFocus, true);
    },
  };
}
