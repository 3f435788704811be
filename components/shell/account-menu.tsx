'use client';

import { ChevronsUpDown, LogOut, Settings } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { signOut } from 'next-auth/react';
import { useViewer } from '@/components/shared/viewer';
import { Avatar } from '@/components/ui/avatar';
import { DropdownMenu, MenuItem, MenuLabel, MenuSeparator } from '@/components/ui/dropdown-menu';

export function AccountMenu() {
  const viewer = useViewer();
  const router = useRouter();
  return (
    <DropdownMenu
      align="start"
      side="top"
      trigger={
        <button
          type="button"
          className="flex w-full items-center gap-2.5 rounded-[8px] px-2 py-1.5 text-left hover:bg-surface-2 data-[state=open]:bg-surface-2"
        >
          <Avatar name={viewer.name} size="small" />
          <span className="min-w-0 flex-1">
            <span className="block truncate font-[560]">{viewer.name}</span>
            <span className="block truncate text-xs text-ink-3 capitalize">{viewer.role}</span>
          </span>
          <ChevronsUpDown aria-hidden className="size-3.5 text-ink-3" />
        </button>
      }
    >
      <MenuLabel>{viewer.email}</MenuLabel>
      <MenuSeparator />
      <MenuItem onSelect={() => router.push('/settings')}>
        <Settings aria-hidden />
        Account and sessions
      </MenuItem>
      <MenuItem onSelect={() => void signOut({ callbackUrl: '/sign-in' })}>
        <LogOut aria-hidden />
        Sign out
      </MenuItem>
    </DropdownMenu>
  );
}
