'use client';

import { useMutation } from '@tanstack/react-query';
import { Link as LinkIcon } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { Input } from '@/components/ui/input';
import { Popover } from '@/components/ui/popover';
import { errorText } from '@/lib/browser/api/error-text';
import { useStudio } from './studio-context';

/** Makes one guest link. It is shown once: only its hash is stored. */
export function InvitePopover() {
  const { api } = useStudio();
  const invite = useMutation({ mutationFn: () => api.createInvite('Studio') });
  return (
    <Popover
      label="Invite guests"
      align="end"
      className="w-[320px]"
      trigger={
        <Button>
          <LinkIcon aria-hidden />
          Invite
        </Button>
      }
    >
      <p className="font-[620]">Invite guests</p>
      <p className="mt-1 text-ink-2">
        Guests join in their browser, without an account. They wait until you admit them.
      </p>
      {invite.data ? (
        <div className="mt-3 flex gap-2">
          <Input
            readOnly
            // In place of the button that was pressed: the keyboard goes on here, with the link ready to be copied.
            autoFocus
            aria-label="Guest link"
            value={invite.data.url}
            onFocus={(event) => event.target.select()}
          />
          <CopyButton text={invite.data.url} variant="primary" />
        </div>
      ) : (
        <Button
          variant="primary"
          className="mt-3 w-full"
          isLoading={invite.isPending}
          onClick={() => invite.mutate()}
        >
          Make a guest link
        </Button>
      )}
      {invite.error && (
        <p role="alert" className="mt-2 text-air-text">
          {errorText(invite.error)}
        </p>
      )}
    </Popover>
  );
}
