'use client';

import { useEffect, useRef } from 'react';

/** Plays one remote voice through a media element, since the browser cancels echo only of what elements play. */
export function TrackAudio({
  track,
  outputId = '',
  onBlocked,
}: {
  track: MediaStreamTrack;
  /** Where it is heard; '' is the system's output. */
  outputId?: string;
  onBlocked?: () => void;
}) {
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
  useEffect(() => {
    const audio = audioRef.current;
    // Where outputs cannot be chosen there is only the system's. One that is gone: whoever keeps the list falls back.
    if (audio && audio.setSinkId !== undefined && audio.sinkId !== outputId)
      audio.setSinkId(outputId).catch(() => undefined);
  }, [outputId]);
  return <audio ref={audioRef} autoPlay className="hidden" />;
}
