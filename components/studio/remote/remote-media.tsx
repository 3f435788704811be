'use client';

import { Music, Square } from 'lucide-react';
import type { MediaItem } from '@/lib/core/contract/media';
import { leftMs } from '@/lib/core/media/playback';
import { CUE_ICONS, CueProgress } from '../media/cue-progress';
import { useCuePlayback } from '../media/use-cue-playback';
import { mayNot, type StudioAction } from '../model/actions/studio-action';
import { cueText, leftText } from '../model/cue-text';
import { useDesk, useShow } from '../studio-context';
import { RemoteRow } from './remote-row';
import { RemoteSection, SectionAction } from './remote-section';

/** Clips, pictures and music, each with one press played and stopped, and how long it still plays. */
export function RemoteMedia({ actions }: { actions: readonly StudioAction[] }) {
  const { items } = useShow().media;
  const { role } = useDesk().actor;
  const named = (actionId: string) => actions.find(({ id }) => id === actionId);
  const stopAll = named('media.stop-all');
  return (
    <RemoteSection
      id="media"
      title="Media"
      reason={mayNot(role, 'media.play')}
      aside={
        <SectionAction action={stopAll}>
          <Square aria-hidden /> Stop all
        </SectionAction>
      }
    >
      {items.length === 0 && (
        <p className="text-ink-3">Nothing to play yet. Add clips in the studio, and play them here.</p>
      )}
      <ol className="flex flex-col gap-2">
        {items.map((item) => (
          <li key={item.mediaId}>
            <Cue
              item={item}
              toggle={named(`media.toggle:${item.mediaId}`)}
              bed={named(`media.bed:${item.mediaId}`)}
            />
          </li>
        ))}
      </ol>
    </RemoteSection>
  );
}

interface CueProps {
  item: MediaItem;
  toggle: StudioAction | undefined;
  bed: StudioAction | undefined;
}

function Cue({ item, toggle, bed }: CueProps) {
  const { scenes } = useShow();
  const { playback, isBed, isOnAir, nowMs } = useCuePlayback(item);
  const Icon = isBed ? Music : CUE_ICONS[item.kind];
  return (
    <RemoteRow
      action={isBed ? bed : toggle}
      icon={<Icon aria-hidden />}
      name={item.name}
      detail={
        playback
          ? `${isBed ? 'music · ' : ''}${leftText(leftMs(playback, item, nowMs), item)}`
          : cueText(item, scenes)
      }
      isOn={playback !== null}
      isOnAir={isOnAir}
      verb={playback ? 'Stop' : 'Play'}
      progress={playback && <CueProgress {...{ item, playback, nowMs, isOnAir }} />}
    />
  );
}
