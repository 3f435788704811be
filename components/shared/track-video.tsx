'use client';

import { useEffect, useRef, type ComponentProps } from 'react';

export type TrackVideoProps = Omit<ComponentProps<'video'>, 'src' | 'muted'> & {
  track: MediaStreamTrack | null;
};

/** Shows one video track, silent: sound always goes another way. */
export function TrackVideo({ track, ...props }: TrackVideoProps) {
  const videoRef = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const video = videoRef.current;
    if (!video) return;
    video.srcObject = track ? new MediaStream([track]) : null;
    if (track) video.play().catch(ignoreInterruptedPlay);
    return () => {
      video.srcObject = null;
    };
  }, [track]);
  return <video ref={videoRef} muted playsInline autoPlay {...props} />;
}

/** A new source or an unmounted element ends the old `play()`: expected, and nobody's fault. */
function ignoreInterruptedPlay(error: unknown): void {
  if (error instanceof DOMException) return;
  throw error;
}
