import { describe, expect, it } from 'vitest';
import { nameDevices, readDeviceChoice, rememberDeviceChoice } from './device-choice';
import { measureLevel, meterFraction } from './level-meter';
import { describeMediaError, lostDevice } from './media-errors';

describe('describeMediaError', () => {
  const named = (name: string) => Object.assign(new Error('internal detail'), { name });

  it.each([
    ['NotAllowedError', 'denied'],
    ['NotFoundError', 'missing'],
    ['OverconstrainedError', 'missing'],
    ['NotReadableError', 'busy'],
    ['AbortError', 'busy'],
    ['SecurityError', 'insecure'],
    ['SomethingNew', 'unknown'],
  ])('puts %s into words as %s, with what to do next and no internal detail', (name, reason) => {
    const problem = describeMediaError('camera', named(name));
    expect(problem.reason).toBe(reason);
    expect(problem.text).toMatch(/camera|address/);
    expect(problem.text).not.toContain('internal detail');
  });

  it('takes a closed screen picker for no fault', () => {
    expect(describeMediaError('screen', named('NotAllowedError')).reason).toBe('cancelled');
  });

  it('says that an unplugged microphone was disconnected', () => {
    expect(lostDevice('microphone')).toEqual({
      kind: 'microphone',
      reason: 'lost',
      text: 'Your microphone was disconnected. Plug it in again or choose another.',
    });
  });
});

describe('device choice', () => {
  const storageWith = (value: string | null) => ({ getItem: () => value });

  it('comes back as it was remembered', () => {
    let stored = '';
    const choice = { cameraId: 'c1', microphoneId: null };
    rememberDeviceChoice({ setItem: (_key, value) => void (stored = value) }, choice);
    expect(readDeviceChoice(storageWith(stored))).toEqual(choice);
  });

  it.each([null, '', '{', 'null', '{"cameraId":7}'])('starts afresh from %s', (stored) => {
    expect(readDeviceChoice(storageWith(stored))).toEqual({ cameraId: null, microphoneId: null });
  });

  it('names devices that the browser leaves unnamed', () => {
    const device = (kind: MediaDeviceKind, deviceId: string, label: string) =>
      ({ kind, deviceId, label }) as MediaDeviceInfo;
    const devices = [
      device('videoinput', 'a', 'FaceTime'),
      device('videoinput', 'b', ''),
      device('audioinput', 'm', 'Headset'),
      device('videoinput', '', ''),
    ];
    expect(nameDevices(devices, 'videoinput')).toEqual([
      { deviceId: 'a', label: 'FaceTime' },
      { deviceId: 'b', label: 'Camera 2' },
    ]);
  });
});

describe('levels', () => {
  it('measures peak and mean of a full-scale square wave as 0 dBFS', () => {
    expect(measureLevel(Float32Array.of(1, -1, 1, -1))).toEqual({ peakDb: 0, rmsDb: 0 });
  });

  it('calls digital silence -Infinity and draws it as nothing', () => {
    expect(measureLevel(new Float32Array(8)).peakDb).toBe(-Infinity);
    expect(meterFraction(-Infinity)).toBe(0);
  });

  it('fills a meter linearly in dB', () => {
    expect([-60, -30, 0, 6].map(meterFraction)).toEqual([0, 0.5, 1, 1]);
  });
});
