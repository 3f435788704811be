'use client';

import { useEffect, useRef } from 'react';

/** Plays one remote voice through a media element, since the browser cancels echo only of what elements play. */
export function TrackAudio({ track, onBlocked }: { track: MediaStreamTrack; onBlocked?: () => void }) {
  const audioRef = useRef<HTMLAudioElement>(null);
  useEffect(() => {
    const audio = audioRef.current;
    if (!audio) return;
    audio.srcObject = new MediaStream([track]);
    audio.play().catch((error: unknown) => {
      // NotAllowedError: the page was opened without a gesture (a reload). A tap helps; the caller asks for it.
      if (error instanceof DOMException && error.name === 'NotAllowedError') onBlocked?.();
    });
    return () => {
      audio.srcObject = null;
    };
  }, [track, onBlocked]);
  return <audio ref={audioRef} autoPlay className="hidden" />;
}
