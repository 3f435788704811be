'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { BrandFields } from '@/components/shared/brand-fields';
import { LoadFailure } from '@/components/shared/load-failure';
import { SectionTitle } from '@/components/shared/page-header';
import { useViewer } from '@/components/shared/viewer';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Skeleton } from '@/components/ui/skeleton';
import { toast } from '@/components/ui/toast';
import { errorText } from '@/lib/browser/api/error-text';
import { useTRPC } from '@/lib/browser/api/trpc-context';
import { can } from '@/lib/core/access/can';
import type { Brand } from '@/lib/core/contract/brand';

/** How the graphics of new shows look. */
export function BrandCard() {
  const trpc = useTRPC();
  const brand = useQuery(trpc.brand.get.queryOptions());
  return (
    <section>
      <SectionTitle>Brand</SectionTitle>
      {brand.isPending && <Skeleton className="h-64 rounded-lg" />}
      {brand.isError && !brand.data && (
        <LoadFailure
          title="We couldn't load the brand"
          error={brand.error}
          onRetry={() => void brand.refetch()}
        />
      )}
      {brand.data && <BrandForm key={JSON.stringify(brand.data)} brand={brand.data} />}
    </section>
  );
}

function BrandForm({ brand }: { brand: Brand }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const viewer = useViewer();
  const [draft, setDraft] = useState(brand);
  const mayEdit = can(viewer.role, 'brand.manage');
  const isChanged = JSON.stringify(draft) !== JSON.stringify(brand);
  const save = useMutation(
    trpc.brand.set.mutationOptions({
      onSuccess: () => toast.success('New shows start with this brand'),
      onError: (error) => toast.error("We couldn't save the brand", { description: errorText(error) }),
      onSettled: () => queryClient.invalidateQueries({ queryKey: trpc.brand.pathKey() }),
    }),
  );
  return (
    <Card className="flex flex-col gap-4 p-4">
      <p className="text-ink-2">
        {mayEdit
          ? 'New shows start with these colours, this font and this logo. Shows that exist keep theirs; change those in their studio, under Graphics.'
          : 'New shows start with this brand. Owners and admins can change it.'}
      </p>
      <fieldset disabled={!mayEdit} className="max-w-lg min-w-0">
        <legend className="sr-only">Brand of the workspace</legend>
        <BrandFields brand={draft} onChange={setDraft} />
      </fieldset>
      {mayEdit && (
        <div className="flex justify-end gap-2.5">
          {isChanged && (
            <Button variant="ghost" onClick={() => setDraft(brand)}>
              Undo changes
            </Button>
          )}
          <Button
            variant="primary"
            reason={isChanged ? null : 'Nothing is changed.'}
            isLoading={save.isPending}
            onClick={() => save.mutate(draft)}
          >
            Save the brand
          </Button>
        </div>
      )}
    </Card>
  );
}
