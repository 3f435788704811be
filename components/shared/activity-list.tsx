'use client';

import { format } from 'date-fns';
import { Bot } from 'lucide-react';
import { Avatar } from '@/components/ui/avatar';
import { Card } from '@/components/ui/card';
import { activityText, type AuditEvent } from './activity-text';
import { formatDay } from './format-time';

/** Who did what and when, newest first. */
export function ActivityList({ events }: { events: AuditEvent[] }) {
  const now = new Date();
  return (
    <Card>
      <ul className="divide-y divide-line">
        {events.map((event) => {
          const at = new Date(Number(event.atMs));
          return (
            <li key={event.id} className="flex items-center gap-3 px-3.5 py-2.5">
              {event.actor.startsWith('system:') ? (
                <span
                  aria-hidden
                  className="grid size-[26px] shrink-0 place-items-center rounded-full bg-surface-3 text-ink-3"
                >
                  <Bot className="size-3.5" />
                </span>
              ) : (
                <Avatar name={event.actorName} size="small" />
              )}
              <p className="min-w-0 flex-1 break-words text-ink-2">
                <span className="font-[600] text-ink-1">{event.actorName}</span> {activityText(event)}
              </p>
              <time
                dateTime={at.toISOString()}
                title={format(at, 'd MMMM yyyy HH:mm:ss')}
                className="shrink-0 text-sm text-ink-3 tabular-nums"
              >
                {formatDay(at, now)}
              </time>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
