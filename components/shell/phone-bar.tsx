'use client';

import { LogOut, Menu } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { signOut } from 'next-auth/react';
import { useState } from 'react';
import { useViewer } from '@/components/shared/viewer';
import { classNames } from '@/components/ui/class-names';
import { Dialog } from '@/components/ui/dialog';
import { isCurrent, navItemsFor, type NavItem } from './nav-items';

/** As many as fit under a thumb; the rest is one press further. */
const TABS_MAX = 4;
const TAB = 'flex h-14 flex-1 flex-col items-center justify-center gap-1 text-[11px] font-[560]';

export function PhoneBar() {
  const viewer = useViewer();
  const pathname = usePathname();
  const [isMoreOpen, setIsMoreOpen] = useState(false);
  const items = navItemsFor(viewer.role);
  const tabs = items.filter((item) => item.place === 'main').slice(0, TABS_MAX);
  const rest = items.filter((item) => !tabs.includes(item));
  const isRestCurrent = rest.some((item) => isCurrent(item, pathname));
  return (
    <>
      <nav
        aria-label="Main"
        className="fixed inset-x-0 bottom-0 z-30 flex border-t border-line bg-surface-1 pb-[env(safe-area-inset-bottom)] md:hidden"
      >
        {tabs.map((item) => (
          <PhoneTab key={item.href} item={item} isOn={isCurrent(item, pathname)} />
        ))}
        <button
          type="button"
          aria-haspopup="dialog"
          onClick={() => setIsMoreOpen(true)}
          className={classNames(TAB, isRestCurrent ? 'text-ink-1' : 'text-ink-3')}
        >
          <Menu
            aria-hidden
            className={classNames('size-5', isRestCurrent && 'text-accent-text')}
            strokeWidth={1.8}
          />
          More
        </button>
      </nav>
      <Dialog
        isOpen={isMoreOpen}
        onOpenChange={setIsMoreOpen}
        title={viewer.workspaceName}
        description={`${viewer.name} · ${viewer.email}`}
      >
        <div className="-mx-2 flex flex-col">
          {rest.map((item) => {
            const Icon = item.icon;
            return (
              <Link
                key={item.href}
                href={item.href}
                onClick={() => setIsMoreOpen(false)}
                className="flex h-12 items-center gap-3 rounded-md px-2 text-lg font-[530]"
              >
                <Icon aria-hidden className="size-5 text-ink-3" strokeWidth={1.8} />
                {item.label}
              </Link>
            );
          })}
          <button
            type="button"
            onClick={() => void signOut({ callbackUrl: '/sign-in' })}
            className="flex h-12 items-center gap-3 rounded-md px-2 text-lg font-[530]"
          >
            <LogOut aria-hidden className="size-5 text-ink-3" strokeWidth={1.8} />
            Sign out
          </button>
        </div>
      </Dialog>
    </>
  );
}

function PhoneTab({ item, isOn }: { item: NavItem; isOn: boolean }) {
  const Icon = item.icon;
  return (
    <Link
      href={item.href}
      aria-current={isOn ? 'page' : undefined}
      className={classNames(TAB, isOn ? 'text-ink-1' : 'text-ink-3')}
    >
      <Icon aria-hidden className={classNames('size-5', isOn && 'text-accent-text')} strokeWidth={1.8} />
      {item.label}
    </Link>
  );
}
