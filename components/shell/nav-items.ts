import {
  Activity,
  Clapperboard,
  Disc,
  Images,
  RadioTower,
  Settings,
  Stethoscope,
  Users,
  type LucideIcon,
} from 'lucide-react';
import { can, type Action, type Role } from '@/lib/core/access/can';

export interface NavItem {
  href: string;
  label: string;
  icon: LucideIcon;
  action: Action;
  /** Bottom of the sidebar: things about the installation rather than about shows. */
  place: 'main' | 'foot';
}

const NAV_ITEMS: readonly NavItem[] = [
  { href: '/shows', label: 'Shows', icon: Clapperboard, action: 'show.read', place: 'main' },
  {
    href: '/destinations',
    label: 'Destinations',
    icon: RadioTower,
    action: 'destination.read',
    place: 'main',
  },
  { href: '/media', label: 'Media', icon: Images, action: 'asset.read', place: 'main' },
  { href: '/recordings', label: 'Recordings', icon: Disc, action: 'recording.read', place: 'main' },
  { href: '/team', label: 'Team', icon: Users, action: 'team.read', place: 'main' },
  { href: '/activity', label: 'Activity', icon: Activity, action: 'audit.read', place: 'main' },
  { href: '/doctor', label: 'Doctor', icon: Stethoscope, action: 'doctor.read', place: 'foot' },
  { href: '/settings', label: 'Settings', icon: Settings, action: 'account.read', place: 'foot' },
];

/** What this role may open. */
export function navItemsFor(role: Role): NavItem[] {
  return NAV_ITEMS.filter((item) => can(role, item.action));
}

export function isCurrent(item: NavItem, pathname: string): boolean {
  return pathname === item.href || pathname.startsWith(`${item.href}/`);
}
