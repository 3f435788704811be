import { MouseSensor, TouchSensor } from '@dnd-kit/core';
import type { MouseEvent, TouchEvent } from 'react';

/**
 * React hands events of menus and dialogs to the card that opened them, wherever they are in the page: a press there, or
 * on a button that opens one, is not a press on the card.
 */
function isOnCard({ target, currentTarget }: MouseEvent | TouchEvent): boolean {
  return (
    target instanceof Element &&
    currentTarget.contains(target) &&
    target.closest('[aria-haspopup], input, textarea, select') === null
  );
}

/** Drags a card by any part of it, whose buttons go on working. */
export class CardMouseSensor extends MouseSensor {
  static override activators = MouseSensor.activators.map(({ eventName, handler }) => ({
    eventName,
    handler: (event: MouseEvent, options: Parameters<typeof handler>[1]) =>
      isOnCard(event) && handler(event, options),
  }));
}

export class CardTouchSensor extends TouchSensor {
  static override activators = TouchSensor.activators.map(({ eventName, handler }) => ({
    eventName,
    handler: (event: TouchEvent, options: Parameters<typeof handler>[1]) =>
      isOnCard(event) && handler(event, options),
  }));
}
