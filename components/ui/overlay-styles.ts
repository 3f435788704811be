/** Shared looks of dialogs and alert dialogs: a sheet from below on phones, a centred card elsewhere. */
export const OVERLAY = 'fixed inset-0 z-40 bg-scrim backdrop-blur-[2px] animate-in fade-in-0 duration-150';
export const OVERLAY_PANEL =
  'fixed z-50 flex max-h-[min(92dvh,860px)] flex-col border border-line-strong bg-surface-1 shadow-float duration-150 animate-in fade-in-0 ' +
  'max-sm:inset-x-0 max-sm:bottom-0 max-sm:rounded-t-xl max-sm:slide-in-from-bottom-6 ' +
  'sm:top-1/2 sm:left-1/2 sm:w-[calc(100vw-48px)] sm:-translate-x-1/2 sm:-translate-y-1/2 sm:rounded-lg sm:zoom-in-[.98]';
