export type Turn = 'undo' | 'redo';

/** What a key press means for a person's own history, or null. In a field the browser's own undo has the key. */
export function historyKey(press: {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
  defaultPrevented: boolean;
  target: EventTarget | null;
}): Turn | null {
  if (press.defaultPrevented || press.altKey || press.ctrlKey === press.metaKey) return null;
  if (belongsElsewhere(press.target)) return null;
  const key = press.key.toLowerCase();
  if (key === 'z') return press.shiftKey ? 'redo' : 'undo';
  return key === 'y' && press.ctrlKey && !press.shiftKey ? 'redo' : null;
}

function belongsElsewhere(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches('input, textarea, select') ||
      target.closest('[role="dialog"], [role="alertdialog"]') !== null)
  );
}
