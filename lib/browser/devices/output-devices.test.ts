import { describe, expect, it, vi } from 'vitest';
import { createOutputDevices } from './output-devices';

const output = (deviceId: string, label = deviceId) =>
  ({ deviceId, label, kind: 'audiooutput', groupId: '' }) as MediaDeviceInfo;

function setUp({ listed = [output('default'), output('phones')], remembered = '', isSupported = true } = {}) {
  let devices = listed;
  let onChange: () => void = () => undefined;
  const stored = new Map<string, string>(remembered === '' ? [] : [['sb.output', remembered]]);
  const apply = vi.fn(async (_deviceId: string) => undefined);
  const outputs = createOutputDevices({
    storage: {
      getItem: (key) => stored.get(key) ?? null,
      setItem: (key, value) => void stored.set(key, value),
    },
    apply,
    mediaDevices: {
      enumerateDevices: async () => devices,
      addEventListener: (_type: string, listener: unknown) => (onChange = listener as () => void),
      removeEventListener: () => undefined,
    },
    isSupported,
  });
  return {
    outputs,
    apply,
    stored,
    plug: (next: MediaDeviceInfo[]) => {
      devices = next;
      onChange();
    },
  };
}

describe('createOutputDevices', () => {
  it('lists outputs, sends the sound to the chosen one and remembers it', async () => {
    const { outputs, apply, stored } = setUp();
    await vi.waitFor(() => expect(outputs.get().canChoose).toBe('yes'));
    expect(outputs.get().devices.map(({ deviceId }) => deviceId)).toEqual(['default', 'phones']);
    await outputs.choose('phones');
    expect(apply).toHaveBeenLastCalledWith('phones');
    expect(outputs.get().chosenId).toBe('phones');
    expect(stored.get('sb.output')).toBe('phones');
  });

  it('takes up the remembered one once it is there', async () => {
    const { outputs, plug } = setUp({ listed: [output('default')], remembered: 'phones' });
    await vi.waitFor(() => expect(outputs.get().canChoose).toBe('yes'));
    expect(outputs.get().chosenId).toBe('');
    plug([output('default'), output('phones')]);
    await vi.waitFor(() => expect(outputs.get().chosenId).toBe('phones'));
  });

  it('goes back to the system when the chosen one is pulled out', async () => {
    const { outputs, apply, plug } = setUp({ remembered: 'phones' });
    await vi.waitFor(() => expect(outputs.get().chosenId).toBe('phones'));
    plug([output('default')]);
    await vi.waitFor(() => expect(outputs.get().chosenId).toBe(''));
    expect(apply).toHaveBeenLastCalledWith('');
  });

  it('keeps what it has when a device refuses', async () => {
    const { outputs, apply, stored } = setUp();
    apply.mockRejectedValueOnce(new Error('gone'));
    await expect(outputs.choose('phones')).rejects.toThrow('gone');
    expect([outputs.get().chosenId, stored.get('sb.output')]).toEqual(['', undefined]);
  });

  it('knows why there is no choice', async () => {
    const unnamed = setUp({ listed: [output('', '')] }).outputs;
    await Promise.resolve();
    expect(unnamed.get().canChoose).toBe('unnamed');
    expect(setUp({ isSupported: false }).outputs.get().canChoose).toBe('unsupported');
  });
});
