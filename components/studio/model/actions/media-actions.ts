import type { MediaItem } from '@/lib/core/contract/media';
import type { ShowState } from '@/lib/core/contract/show-state';
import { mayNot, toAction, unless, type ActionContext, type StudioAction } from './studio-action';

/** Alt, Shift and a number reach the first nine of the list. */
const MEDIA_KEYS_MAX = 9;

/** It was started and nobody has stopped it; the server stops what is over. */
export const isOn = (playback: ShowState['media']['playing'], mediaId: string): boolean =>
  playback?.mediaId === mediaId && playback.stoppedAtMs === null;

/** Every clip from anywhere; music under what is said beside it. */
export function mediaActions({ state: { media }, role, ports }: ActionContext<'send'>): StudioAction[] {
  const { items, playing, bed } = media;
  return [
    ...items.flatMap(({ mediaId, name, hasSound }, index): StudioAction[] => {
      const isPlaying = isOn(playing, mediaId);
      return [
        toAction({
          id: `media.toggle:${mediaId}`,
          group: 'Media',
          label: `${isPlaying ? 'Stop' : 'Play'} ${name}`,
          shortcut: index < MEDIA_KEYS_MAX ? `Alt+Shift+${index + 1}` : null,
          reasons: [mayNot(role, isPlaying ? 'media.stop' : 'media.play')],
          run: () => ports.send(isPlaying ? { type: 'media.stop' } : { type: 'media.play', mediaId }),
        }),
        ...(hasSound ? [bedAction({ mediaId, name }, isOn(bed, mediaId), { role, ports })] : []),
      ];
    }),
    toAction({
      id: 'media.stop-all',
      group: 'Media',
      label: 'Stop clip and music',
      shortcut: 'Shift+m',
      reasons: [
        mayNot(role, 'media.stop'),
        unless(
          [playing, bed].some((playback) => playback?.stoppedAtMs === null),
          'Nothing is playing.',
        ),
      ],
      run: () => {
        ports.send({ type: 'media.stop' });
        ports.send({ type: 'media.stopBed' });
      },
    }),
  ];
}

const bedAction = (
  { mediaId, name }: Pick<MediaItem, 'mediaId' | 'name'>,
  isBed: boolean,
  { role, ports }: Pick<ActionContext<'send'>, 'role' | 'ports'>,
): StudioAction =>
  toAction({
    id: `media.bed:${mediaId}`,
    group: 'Media',
    label: `${isBed ? 'Stop' : 'Play'} ${name} as music under the show`,
    shortcut: null,
    reasons: [mayNot(role, isBed ? 'media.stopBed' : 'media.playBed')],
    run: () => ports.send(isBed ? { type: 'media.stopBed' } : { type: 'media.playBed', mediaId }),
  });
