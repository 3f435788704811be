'use client';

import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { Slider } from '@/components/ui/slider';
import { LIMITS } from '@/lib/core/contract/limits';
import { FADER_SCALE_DB, faderDb, faderPosition } from '@/lib/core/mix/fader';
import { formatFader } from './model/sound-words';
import { HolderBadge } from './team/edit-guard';
import { useHold, useHolder } from './team/use-hold';

export interface FaderProps {
  label: string;
  gainDb: number;
  /** Why this person may not move it; null when they may. */
  reason: string | null;
  /** What is moved, as others must know while it is: a path as in `eventTargets`. */
  subject: string;
  onChange: (gainDb: number) => void;
}

/** Others hear a fader move while it moves, but not at every pixel. */
const SEND_EVERY_MS = 80;
const STEP_DB = 0.5;
const PAGE_DB = 3;
/** A fader that is moved by keys is let go when they have rested for so long. */
const REST_MS = 1_500;
/** Finer than a pixel of any screen. */
const POSITIONS = 1_000;
/** The thumb stays within the track: its middle goes from half its width to half its width before the end. */
const THUMB_PX = 16;

/** A gain, on the scale of a desk. Double-click or 0 sets it back to 0 dB; arrows move it by half a dB, page keys by 3. */
export function Fader({ label, gainDb, reason, subject, onChange }: FaderProps) {
  const [draftDb, setDraftDb] = useState<number | null>(null);
  const hand = useHand(subject);
  const isDisabled = reason !== null || hand.holder !== null;
  const send = useThrottled(onChange);
  const shownDb = draftDb ?? gainDb;
  const setTo = (db: number) => {
    hand.moved();
    setDraftDb(null);
    send(db, { isLast: true });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const db = isDisabled ? null : dbForKey(event.key, shownDb);
    if (db === null) return;
    event.preventDefault();
    event.stopPropagation();
    setTo(db);
  };
  return (
    <div
      className="mt-1 flex items-start gap-3"
      title={isDisabled ? undefined : 'Double-click: back to 0 dB'}
      onDoubleClick={() => !isDisabled && setTo(0)}
      onKeyDownCapture={onKeyDown}
    >
      <div className="min-w-0 flex-1">
        <Slider
          label={label}
          value={Math.round(faderPosition(shownDb) * POSITIONS)}
          min={0}
          max={POSITIONS}
          reason={reason ?? (hand.holder === null ? null : `${hand.holder} is moving this.`)}
          valueText={formatFader(shownDb)}
          onValueChange={(position) => {
            const db = dbAt(position);
            hand.moved();
            setDraftDb(db);
            send(db, { isLast: false });
          }}
          onValueCommit={(position) => setTo(dbAt(position))}
        />
        <FaderScale />
      </div>
      <span className="w-14 shrink-0 text-right text-sm leading-5 text-ink-2 tabular-nums">
        {hand.holder !== null ? (
          <HolderBadge subject={subject} className="h-[18px] max-w-full" />
        ) : (
          formatFader(shownDb)
        )}
      </span>
    </div>
  );
}

/** Whose hand is on a fader: one's own from the first move until it rests, or somebody else's. */
function useHand(subject: string): { holder: string | null; moved: () => void } {
  const [isMoving, setIsMoving] = useState(false);
  const restRef = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(restRef.current), []);
  const holder = useHolder(subject);
  useHold(isMoving ? subject : null);
  return {
    holder: isMoving ? null : holder,
    moved: () => {
      setIsMoving(true);
      clearTimeout(restRef.current);
      restRef.current = setTimeout(() => setIsMoving(false), REST_MS);
    },
  };
}

function FaderScale() {
  return (
    <div aria-hidden className="relative h-3.5 text-[10px] leading-none text-ink-3 tabular-nums">
      {FADER_SCALE_DB.map((db) => (
        <span
          key={db}
          className="absolute top-0 flex -translate-x-1/2 flex-col items-center gap-0.5"
          style={{ left: alongTrack(faderPosition(db)) }}
        >
          <span className={db === 0 ? 'h-1 w-0.5 bg-ink-2' : 'h-1 w-px bg-line-strong'} />
          {db > 0 ? `+${db}` : db}
        </span>
      ))}
    </div>
  );
}

const alongTrack = (position: number): string =>
  `calc(${position * 100}% + ${(0.5 - position) * THUMB_PX}px)`;

const dbAt = (position: number): number => Math.round(faderDb(position / POSITIONS) / STEP_DB) * STEP_DB + 0; // never -0

const clampDb = (db: number): number => Math.min(LIMITS.gainDbMax, Math.max(LIMITS.gainDbMin, db));

/** Where a key takes a fader, or null for keys that are not its own. */
function dbForKey(key: string, db: number): number | null {
  switch (key) {
    case 'ArrowUp':
    case 'ArrowRight':
      return clampDb(db + STEP_DB);
    case 'ArrowDown':
    case 'ArrowLeft':
      return clampDb(db - STEP_DB);
    case 'PageUp':
      return clampDb(db + PAGE_DB);
    case 'PageDown':
      return clampDb(db - PAGE_DB);
    case 'Home':
      return LIMITS.gainDbMin;
    case 'End':
      return LIMITS.gainDbMax;
    case '0':
      return 0;
    default:
      return null;
  }
}

/** Passes the first value on at once, then the newest one every SEND_EVERY_MS, and the last one always. */
function useThrottled(onChange: (db: number) => void) {
  const onChangeRef = useRef(onChange);
  const pending = useRef<{ timer: ReturnType<typeof setTimeout>; db: number | null } | null>(null);
  useEffect(() => {
    onChangeRef.current = onChange;
  });
  useEffect(() => () => clearTimeout(pending.current?.timer), []);
  const wait = (db: number | null) => {
    const timer = setTimeout(() => {
      const waiting = pending.current?.db ?? null;
      pending.current = null;
      if (waiting === null) return;
      onChangeRef.current(waiting);
      wait(null);
    }, SEND_EVERY_MS);
    pending.current = { timer, db };
  };
  return (db: number, { isLast }: { isLast: boolean }) => {
    if (!isLast && pending.current) {
      pending.current.db = db;
      return;
    }
    clearTimeout(pending.current?.timer);
    onChangeRef.current(db);
    wait(null);
  };
}
