'use client';

import { CalendarClock } from 'lucide-react';
import { useState } from 'react';
import { formatAgo, formatDate } from '@/components/shared/format-time';
import { SectionTitle } from '@/components/shared/page-header';
import { useNow } from '@/components/shared/use-now';
import { useCan } from '@/components/shared/viewer';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { ScheduleDialog } from './schedule-dialog';
import type { ShowDetail } from './show-types';

const CLOCK_MS = 30_000;

export function ScheduleSection({ show }: { show: ShowDetail }) {
  const now = new Date(useNow(CLOCK_MS));
  const canManage = useCan('show.manage');
  const [isOpen, setIsOpen] = useState(false);
  return (
    <section>
      <SectionTitle>Schedule</SectionTitle>
      <Card className="flex items-center gap-3 p-3.5">
        <CalendarClock aria-hidden className="size-5 shrink-0 text-ink-3" strokeWidth={1.6} />
        <div className="min-w-0 flex-1">
          {show.scheduledAt === null ? (
            <>
              <p className="font-[600]">No date</p>
              <p className="text-sm text-ink-3">You go live whenever you like.</p>
            </>
          ) : (
            <>
              <p className="font-[600]">{formatDate(show.scheduledAt)}</p>
              <p className="text-sm text-ink-3">{formatAgo(show.scheduledAt, now)}, your local time</p>
            </>
          )}
        </div>
        {canManage && (
          <Button size="small" onClick={() => setIsOpen(true)}>
            {show.scheduledAt === null ? 'Set a date' : 'Change'}
          </Button>
        )}
      </Card>
      {isOpen && <ScheduleDialog show={show} onClose={() => setIsOpen(false)} />}
    </section>
  );
}
