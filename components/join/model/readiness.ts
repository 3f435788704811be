import type { LocalMediaView } from '@/lib/browser/devices/local-media';

export interface Readiness {
  tone: 'ok' | 'warn';
  text: string;
}

/** One line under the devices: what works. A guest may join with what there is. */
export function describeReadiness({ camera, microphone }: LocalMediaView): Readiness {
  const hasCamera = camera.status === 'live';
  const hasMicrophone = microphone.status === 'live';
  if (hasCamera && hasMicrophone) return { tone: 'ok', text: 'Camera and microphone are ready' };
  if (hasMicrophone) return { tone: 'warn', text: 'You will be heard but not seen' };
  if (hasCamera) return { tone: 'warn', text: 'You will be seen but not heard' };
  return { tone: 'warn', text: 'Without camera and microphone you can only watch and listen' };
}
