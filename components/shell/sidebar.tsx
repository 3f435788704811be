'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { BrandMark } from '@/components/shared/brand-mark';
import { useViewer } from '@/components/shared/viewer';
import { classNames } from '@/components/ui/class-names';
import { AccountMenu } from './account-menu';
import { isCurrent, navItemsFor, type NavItem } from './nav-items';

export function Sidebar() {
  const viewer = useViewer();
  const items = navItemsFor(viewer.role);
  return (
    <aside
      aria-label="Workspace"
      className="sticky top-0 flex h-dvh flex-col border-r border-line bg-surface-1 px-2.5 py-3.5 max-md:hidden"
    >
      <Link href="/shows" className="flex items-center gap-2.5 rounded-sm px-2 pt-1 pb-3.5 font-[620]">
        <BrandMark />
        <span className="truncate">{viewer.workspaceName}</span>
      </Link>
      <nav aria-label="Main" className="flex flex-1 flex-col gap-0.5">
        {items
          .filter((item) => item.place === 'main')
          .map((item) => (
            <SidebarLink key={item.href} item={item} />
          ))}
        <span className="flex-1" />
        {items
          .filter((item) => item.place === 'foot')
          .map((item) => (
            <SidebarLink key={item.href} item={item} />
          ))}
      </nav>
      <div className="mt-2.5 border-t border-line pt-2.5">
        <AccountMenu />
      </div>
    </aside>
  );
}

function SidebarLink({ item }: { item: NavItem }) {
  const isOn = isCurrent(item, usePathname());
  const Icon = item.icon;
  return (
    <Link
      href={item.href}
      aria-current={isOn ? 'page' : undefined}
      className={classNames(
        'flex items-center gap-2.5 rounded-[8px] px-2.5 py-2 font-[530] transition-colors',
        isOn ? 'bg-surface-3 text-ink-1' : 'text-ink-2 hover:bg-surface-2 hover:text-ink-1',
      )}
    >
      <Icon
        aria-hidden
        className={classNames('size-4', isOn ? 'text-accent-text' : 'text-ink-3')}
        strokeWidth={1.8}
      />
      {item.label}
    </Link>
  );
}
