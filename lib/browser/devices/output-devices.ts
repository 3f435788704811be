import { canChooseOutput } from '../compositor/main/output-element';
import { createStore, type ReadableStore } from '../realtime/create-store';
import { nameDevices, type ListedDevice } from './device-choice';

export interface OutputDevicesView {
  /** Empty while the browser names none: see `canChoose`. */
  devices: ListedDevice[];
  /** '' is the system's choice. */
  chosenId: string;
  /** `unsupported`: this browser plays on the system's output. `unnamed`: it names outputs only once a microphone was allowed. */
  canChoose: 'yes' | 'unsupported' | 'unnamed';
}

/** Where this person hears the others: asks, chooses, remembers. */
export interface OutputDevices extends ReadableStore<OutputDevicesView> {
  /** @throws what the browser says when the device is gone. */
  choose(deviceId: string): Promise<void>;
  /** Reads the list again: browsers name outputs only once a microphone was allowed, and do not tell that they do. */
  refresh(): Promise<void>;
  close(): void;
}

export interface OutputDevicesOptions {
  storage: Pick<Storage, 'getItem' | 'setItem'>;
  /** Sends the sound there. */
  apply: (deviceId: string) => Promise<void>;
  /** undefined outside secure contexts. */
  mediaDevices:
    Pick<MediaDevices, 'enumerateDevices' | 'addEventListener' | 'removeEventListener'> | undefined;
  isSupported?: boolean;
}

const STORAGE_KEY = 'sb.output';

export function createOutputDevices({
  storage,
  apply,
  mediaDevices,
  isSupported = canChooseOutput(),
}: OutputDevicesOptions): OutputDevices {
  const store = createStore<OutputDevicesView>({
    devices: [],
    chosenId: '',
    canChoose: isSupported ? 'unnamed' : 'unsupported',
  });
  const patch = (part: Partial<OutputDevicesView>): void => store.set({ ...store.get(), ...part });

  /** A device that was pulled out is silent until another is chosen: back to the system's. */
  const fallBack = async (): Promise<void> => {
    patch({ chosenId: '' });
    await apply('');
  };

  const refresh = async (): Promise<void> => {
    if (!isSupported || !mediaDevices) return;
    const devices = nameDevices(await mediaDevices.enumerateDevices(), 'audiooutput');
    patch({ devices, canChoose: devices.length > 0 ? 'yes' : 'unnamed' });
    const { chosenId } = store.get();
    const isListed = (id: string): boolean => devices.some(({ deviceId }) => deviceId === id);
    if (chosenId !== '' && !isListed(chosenId)) await fallBack();
    const remembered = storage.getItem(STORAGE_KEY) ?? '';
    if (chosenId === '' && remembered !== '' && isListed(remembered))
      await sendTo(remembered).catch(fallBack);
  };

  const sendTo = async (deviceId: string): Promise<void> => {
    await apply(deviceId);
    patch({ chosenId: deviceId });
  };

  const onDeviceChange = (): void => void refresh();
  mediaDevices?.addEventListener('devicechange', onDeviceChange);
  void refresh();
  return {
    get: store.get,
    subscribe: store.subscribe,
    choose: async (deviceId) => {
      await sendTo(deviceId);
      storage.setItem(STORAGE_KEY, deviceId);
    },
    refresh,
    close: () => mediaDevices?.removeEventListener('devicechange', onDeviceChange),
  };
}
