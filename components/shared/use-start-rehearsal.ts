'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { toast } from '@/components/ui/toast';
import { errorText } from '@/lib/browser/api/error-text';
import { useTRPC, useTRPCClient } from '@/lib/browser/api/trpc-context';

const TEST_PLATFORM = 'test';

/** A show that can go on air at once: a template, the built-in test destination, and two synthetic guests in the studio. */
export function useStartRehearsal() {
  const client = useTRPCClient();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const router = useRouter();

  const rehearsal = useMutation({
    mutationFn: async () => {
      const destinationId = await findOrCreateTestDestination();
      const { showId } = await client.shows.create.mutate({
        title: 'Rehearsal',
        template: 'interview',
        scheduledAt: null,
      });
      await client.shows.setDestinations.mutate({ showId, destinationIds: [destinationId] });
      return showId;
    },
    onSuccess: (showId) => {
      void queryClient.invalidateQueries({ queryKey: trpc.shows.pathKey() });
      router.push(`/shows/${showId}/studio?rehearsal=1`);
    },
    onError: (error) => toast.error("We couldn't start the rehearsal", { description: errorText(error) }),
  });

  async function findOrCreateTestDestination(): Promise<string> {
    const known = await client.destinations.list.query();
    const existing = known.find((destination) => destination.platform === TEST_PLATFORM);
    if (existing) return existing.destinationId;
    const { presets } = await client.destinations.presets.query();
    const url = presets.find((preset) => preset.platform === TEST_PLATFORM)?.servers[0]?.url ?? '';
    const created = await client.destinations.create.mutate({
      platform: TEST_PLATFORM,
      name: 'Test destination',
      url,
      backupUrl: null,
      key: '',
    });
    return created.destinationId;
  }

  // Stays pending after success: the studio is loading, and a second press would make a second show.
  return { start: () => rehearsal.mutate(), isStarting: rehearsal.isPending || rehearsal.isSuccess };
}
