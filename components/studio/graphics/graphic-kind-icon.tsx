import {
  CaseSensitive,
  Clock,
  Image as ImageIcon,
  MessageSquareText,
  Newspaper,
  Stamp,
  Timer,
  UserRound,
  type LucideIcon,
} from 'lucide-react';
import type { GraphicKind } from '@/lib/core/contract/graphic';

const ICONS: Readonly<Record<GraphicKind, LucideIcon>> = {
  'lower-third': UserRound,
  banner: CaseSensitive,
  ticker: Newspaper,
  message: MessageSquareText,
  'logo-bug': Stamp,
  countdown: Timer,
  clock: Clock,
  image: ImageIcon,
};

export function GraphicKindIcon({ kind, className }: { kind: GraphicKind; className?: string }) {
  const Icon = ICONS[kind];
  return <Icon aria-hidden strokeWidth={1.8} className={className} />;
}
