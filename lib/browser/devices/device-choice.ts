/** Remembers the camera and microphone a person chose, in this browser only. */
export interface DeviceChoice {
  cameraId: string | null;
  microphoneId: string | null;
}

const STORAGE_KEY = 'sb.devices';

export function readDeviceChoice(storage: Pick<Storage, 'getItem'>): DeviceChoice {
  const nothing: DeviceChoice = { cameraId: null, microphoneId: null };
  const stored = storage.getItem(STORAGE_KEY);
  if (stored === null) return nothing;
  try {
    const unverified = JSON.parse(stored) as Partial<Record<keyof DeviceChoice, unknown>> | null;
    return { cameraId: textOrNull(unverified?.cameraId), microphoneId: textOrNull(unverified?.microphoneId) };
  } catch {
    /* Written by hand or by an older version: choosing again is harmless. */
    return nothing;
  }
}

export function rememberDeviceChoice(storage: Pick<Storage, 'setItem'>, choice: DeviceChoice): void {
  storage.setItem(STORAGE_KEY, JSON.stringify(choice));
}

const textOrNull = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null);

export interface ListedDevice {
  deviceId: string;
  label: string;
}

const NOUNS: Record<MediaDeviceKind, string> = {
  videoinput: 'Camera',
  audioinput: 'Microphone',
  audiooutput: 'Output',
};

/** Devices of one kind, with names for those the browser leaves unnamed (before permission, or virtual ones). */
export function nameDevices(devices: readonly MediaDeviceInfo[], kind: MediaDeviceKind): ListedDevice[] {
  return devices
    .filter((device) => device.kind === kind && device.deviceId !== '')
    .map((device, index) => ({
      deviceId: device.deviceId,
      label: device.label || `${NOUNS[kind]} ${index + 1}`,
    }));
}
