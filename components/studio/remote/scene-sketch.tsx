'use client';

import { useId, useMemo } from 'react';
import { PROGRAM } from '@/lib/core/contract/limits';
import type { FeedView, FlatPaint } from '@/lib/core/contract/scene-document';
import { avatarColor, initialsOf } from '@/lib/core/layout/avatar';
import { flatPaint } from '@/lib/core/layout/flat-paint';
import { placeFeeds } from '@/lib/core/layout/place-feeds';
import { stageFeeds } from '@/lib/core/scene/stage-feeds';
import { useShow } from '../studio-context';

/** The largest that looks like a title, and fits: a letter is about half as wide as high. */
const cardPx = (text: string): number => Math.min(96, PROGRAM.width / (text.length * 0.6));

/** Two of them show what a layout is like before anybody is on stage. */
const NOBODY: readonly FeedView[] = ['1', '2'].map((seatId) => ({
  ...{ feedId: `camera:${seatId}`, seatId, kind: 'camera', role: 'guest', name: '', live: false },
}));

/** Of the initials, in shares of their tile. */
const LETTERS = 0.34;

/** What a scene is like, from its document alone: its background, who is where, its words. Needs no picture of anybody. */
export function SceneSketch({ sceneId }: { sceneId: string }) {
  const gradientId = useId();
  const { scenes, seats } = useShow();
  const document = scenes.find((scene) => scene.sceneId === sceneId)?.document;
  const tiles = useMemo(() => {
    if (!document) return [];
    const feeds = stageFeeds({ seats });
    const shown = feeds.length === 0 ? NOBODY : feeds;
    return placeFeeds(document, shown, PROGRAM).map((place) => ({
      ...place,
      feed: shown.find(({ feedId }) => feedId === place.feedId),
    }));
  }, [document, seats]);
  if (!document) return null;
  const paint = flatPaint(document.background);
  return (
    <svg aria-hidden viewBox={`0 0 ${PROGRAM.width} ${PROGRAM.height}`} className="block size-full">
      {paint.kind === 'gradient' && <Gradient id={gradientId} paint={paint} />}
      <rect
        width={PROGRAM.width}
        height={PROGRAM.height}
        fill={paint.kind === 'color' ? paint.color : `url(#${gradientId})`}
      />
      {tiles.length === 0 && document.card !== '' && (
        <text
          x={PROGRAM.width / 2}
          y={PROGRAM.height / 2}
          textAnchor="middle"
          dominantBaseline="central"
          fontSize={cardPx(document.card)}
          fontWeight={700}
          className={isLight(paint) ? 'fill-black' : 'fill-white'}
        >
          {document.card}
        </text>
      )}
      {tiles.map(({ feedId, x, y, width, height, radiusPx, feed }) => (
        <g key={feedId}>
          <rect
            {...{ x, y, width, height, rx: radiusPx }}
            fill={feed && feed.name !== '' ? avatarColor(feed.seatId) : 'var(--bg-4)'}
            stroke="var(--line-strong)"
            strokeWidth={4}
          />
          <text
            x={x + width / 2}
            y={y + height / 2}
            textAnchor="middle"
            dominantBaseline="central"
            fontSize={Math.min(width, height) * LETTERS}
            fontWeight={700}
            className="fill-white"
          >
            {feed?.kind === 'screen' ? '▭' : feed && feed.name !== '' ? initialsOf(feed.name) : ''}
          </text>
        </g>
      ))}
    </svg>
  );
}

/** As in CSS: 0 is up, 90 is right. */
function Gradient({ id, paint }: { id: string; paint: Extract<FlatPaint, { kind: 'gradient' }> }) {
  const radians = (paint.angleDeg * Math.PI) / 180;
  const [dx, dy] = [Math.sin(radians) / 2, -Math.cos(radians) / 2];
  return (
    <linearGradient id={id} x1={0.5 - dx} y1={0.5 - dy} x2={0.5 + dx} y2={0.5 + dy}>
      <stop offset="0" stopColor={paint.from} />
      <stop offset="1" stopColor={paint.to} />
    </linearGradient>
  );
}

/** Words on it are dark. Weights of luminance: ITU-R BT.709. */
function isLight(paint: FlatPaint): boolean {
  const hex = paint.kind === 'color' ? paint.color : paint.from;
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 140;
}
