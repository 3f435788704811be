import { describe, expect, it } from 'vitest';
import type { ProgramPictureStatus, ProgramStatus } from '@/lib/core/contract/gateway-control';
import type { EngineStats } from '@/lib/core/contract/realtime';
import { liveShow, newShow } from '@/lib/core/show/testing/show-fixtures';
import { pictureAlarm } from './picture-alarm';

const program = (picture: ProgramPictureStatus) => ({ picture }) as ProgramStatus;
const engine = (programFps: number) => ({ programFps }) as EngineStats;

describe('pictureAlarm', () => {
  it.each([
    ['held', 30, /still picture.*Ada's browser/],
    ['slate', 30, /the slate/],
    ['none', 30, /see nothing/],
    ['source', 0, /frozen.*Ada's browser has stopped/],
  ] as const)('on air, picture %s at %d fps: %s', (picture, fps, words) => {
    expect(pictureAlarm({ state: liveShow(), program: program(picture), engine: engine(fps) })).toMatch(
      words,
    );
  });

  it('is silent while the program moves, before anything is known, and off air', () => {
    expect(pictureAlarm({ state: liveShow(), program: program('source'), engine: engine(30) })).toBeNull();
    expect(pictureAlarm({ state: liveShow(), program: null, engine: null })).toBeNull();
    expect(pictureAlarm({ state: newShow(), program: program('held'), engine: engine(0) })).toBeNull();
  });
});
