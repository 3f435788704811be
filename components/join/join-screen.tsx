'use client';

import { useQuery } from '@tanstack/react-query';
import { Skeleton } from '@/components/ui/skeleton';
import { errorCode, errorText } from '@/lib/browser/api/error-text';
import { useTRPC, useTRPCClient } from '@/lib/browser/api/trpc-context';
import { JoinFlow } from './join-flow';
import { JoinFrame } from './join-frame';
import { JoinNotice } from './join-notice';

/** A guest's way in: looks the link up, then hands over. */
export function JoinScreen({ code }: { code: string }) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const preview = useQuery({
    ...trpc.join.preview.queryOptions({ code }),
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
  if (preview.error) {
    const isClosed = errorCode(preview.error) === 'invite-closed';
    return (
      <JoinFrame title="Stream Buddy">
        <JoinNotice
          title={isClosed ? 'This link is closed' : 'This link does not work'}
          text={errorText(preview.error)}
        />
      </JoinFrame>
    );
  }
  if (!preview.data)
    return (
      <JoinFrame title="Stream Buddy">
        <div aria-busy className="flex flex-col gap-4">
          <Skeleton className="h-8 w-72" />
          <Skeleton className="aspect-[4/3] w-full rounded-xl" />
          <Skeleton className="h-12 w-full" />
        </div>
      </JoinFrame>
    );
  const { showId, title, scheduledAt, isOpen } = preview.data;
  return (
    <JoinFlow
      showId={showId}
      title={title}
      isOpen={isOpen}
      startsAtMs={scheduledAt ? new Date(scheduledAt).getTime() : null}
      api={{
        redeem: (name, seatToken) =>
          client.join.redeem.mutate({ code, name, ...(seatToken === undefined ? {} : { seatToken }) }),
        fetchRoomToken: (ofShow, seatToken) => client.join.roomToken.mutate({ showId: ofShow, seatToken }),
      }}
    />
  );
}
