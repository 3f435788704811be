'use client';

import { CircleCheck, CircleX, TriangleAlert } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Spinner } from '@/components/ui/spinner';
import { classNames } from '@/components/ui/class-names';
import type { CheckFinding, ShowCheck } from '@/lib/core/contract/show-check';
import { useSend, useServerNow, useShow } from './studio-context';

const PROGRESS_MS = 250;

/** The dry run before going on air: what it measured, what is wrong, and what to do about it. */
export function CheckPanel() {
  const { check, destinations } = useShow();
  const send = useSend();
  const names = new Map(destinations.map(({ destinationId, name }) => [destinationId, name]));
  return (
    <section
      aria-label="Check before going live"
      className="mt-4 rounded-md border border-line bg-surface-2 p-3"
    >
      <div className="flex items-center justify-between gap-3">
        <div>
          <h3 className="font-semibold">Check the program first</h3>
          <p className="text-sm text-ink-3">
            About ten seconds, the whole way to a destination that shows it to nobody. No key is used.
          </p>
        </div>
        {check.status === 'running' ? (
          <Button size="small" onClick={() => send({ type: 'check.cancel' })}>
            Stop
          </Button>
        ) : (
          <Button size="small" onClick={() => send({ type: 'check.start' })}>
            {check.status === 'none' ? 'Check' : 'Check again'}
          </Button>
        )}
      </div>
      <div role="status" data-check={check.status}>
        <Outcome check={check} names={names} />
      </div>
    </section>
  );
}

function Outcome({ check, names }: { check: ShowCheck; names: ReadonlyMap<string, string> }) {
  switch (check.status) {
    case 'none':
      return null;
    case 'running':
      return <Progress endsAtMs={check.endsAtMs} />;
    case 'broken':
      return <p className="mt-2 text-warn">{check.reason}</p>;
    case 'done':
      return (
        <ul className="mt-3 flex flex-col gap-2">
          {check.findings.map((finding) => (
            <Finding key={finding.id} finding={finding} names={names} />
          ))}
        </ul>
      );
  }
}

function Progress({ endsAtMs }: { endsAtMs: number }) {
  const nowMs = useServerNow(PROGRESS_MS);
  const seconds = Math.max(0, Math.ceil((endsAtMs - nowMs) / 1_000));
  return (
    <p className="mt-3 flex items-center gap-2.5 text-ink-2 tabular-nums">
      <Spinner /> {seconds > 0 ? `Measuring, ${seconds} s at most` : 'Judging'}
    </p>
  );
}

const LOOKS = {
  ok: { icon: CircleCheck, tone: 'text-preview', word: 'Good' },
  warning: { icon: TriangleAlert, tone: 'text-warn', word: 'Warning' },
  refused: { icon: CircleX, tone: 'text-air-text', word: 'Must be mended' },
} as const;

function Finding({ finding, names }: { finding: CheckFinding; names: ReadonlyMap<string, string> }) {
  const { icon: Icon, tone, word } = LOOKS[finding.verdict];
  const concerned = finding.destinationIds.flatMap((id) => names.get(id) ?? []);
  return (
    <li className="flex gap-2.5" data-finding={finding.id} data-verdict={finding.verdict}>
      <Icon aria-label={word} className={classNames('mt-0.5 size-4 shrink-0', tone)} />
      <div>
        <p className="tabular-nums">
          {finding.measured}
          {concerned.length > 0 && <span className="text-ink-3"> Concerns {concerned.join(', ')}.</span>}
        </p>
        {finding.remedy !== '' && <p className="text-sm text-ink-2">{finding.remedy}</p>}
      </div>
    </li>
  );
}
