'use client';

import { useQuery } from '@tanstack/react-query';
import { CircleAlert, CircleCheck, RotateCw, TriangleAlert } from 'lucide-react';
import { LoadFailure } from '@/components/shared/load-failure';
import { PageHeader, SectionTitle } from '@/components/shared/page-header';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Pill } from '@/components/ui/pill';
import { Skeleton } from '@/components/ui/skeleton';
import { useTRPC } from '@/lib/browser/api/trpc-context';
import { overallStatus, type DoctorCheck } from '@/lib/core/doctor/doctor-check';
import { checkBrowser } from './browser-checks';

/** What would keep a show from working, and what to do about it, before it matters. */
export function DoctorScreen() {
  const trpc = useTRPC();
  const report = useQuery(trpc.doctor.report.queryOptions(undefined, { staleTime: 0 }));
  const browserChecks = report.data ? checkBrowser(report.data.atMs, report.dataUpdatedAt) : [];
  return (
    <>
      <PageHeader
        title="Doctor"
        text="Looks at every part that a show needs, on the server and in this browser."
        actions={
          <Button isLoading={report.isFetching} onClick={() => void report.refetch()}>
            <RotateCw aria-hidden />
            Check again
          </Button>
        }
      />
      {report.isPending && <Skeleton className="h-72 rounded-lg" />}
      {report.isError && !report.data && (
        <LoadFailure
          title="We couldn't run the checks"
          error={report.error}
          onRetry={() => void report.refetch()}
        />
      )}
      {report.data && (
        <>
          <CheckSection title="This server" checks={report.data.checks} />
          <CheckSection title="This browser" checks={browserChecks} />
        </>
      )}
    </>
  );
}

const LOOKS = {
  ok: { icon: CircleCheck, tint: 'text-preview', tone: 'ok', text: 'OK' },
  warning: { icon: TriangleAlert, tint: 'text-warn', tone: 'warn', text: 'Look at this' },
  failed: { icon: CircleAlert, tint: 'text-air-bright', tone: 'fault', text: 'Failed' },
} as const;

function CheckSection({ title, checks }: { title: string; checks: DoctorCheck[] }) {
  const overall = overallStatus(checks);
  return (
    <section>
      <SectionTitle
        actions={<Pill tone={LOOKS[overall].tone}>{overall === 'ok' ? 'All good' : countText(checks)}</Pill>}
      >
        {title}
      </SectionTitle>
      <Card>
        <ul className="divide-y divide-line">
          {checks.map((check) => (
            <CheckRow key={check.id} check={check} />
          ))}
        </ul>
      </Card>
    </section>
  );
}

function CheckRow({ check }: { check: DoctorCheck }) {
  const look = LOOKS[check.status];
  const Icon = look.icon;
  return (
    <li className="flex items-start gap-3 px-4 py-3">
      <Icon aria-hidden className={`mt-0.5 size-[18px] shrink-0 ${look.tint}`} strokeWidth={1.9} />
      <div className="min-w-0 flex-1">
        <p className="font-[600]">
          {check.title}
          <span className="sr-only">: {look.text}</span>
        </p>
        <p className="text-ink-2">{check.detail}</p>
        {check.fix !== null && (
          <p className="mt-1.5 rounded-sm bg-surface-2 px-2.5 py-1.5 text-ink-1">{check.fix}</p>
        )}
      </div>
    </li>
  );
}

function countText(checks: DoctorCheck[]): string {
  const count = checks.filter((check) => check.status !== 'ok').length;
  return count === 1 ? '1 thing to look at' : `${count} things to look at`;
}
