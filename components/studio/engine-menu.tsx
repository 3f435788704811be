'use client';

import { MonitorCheck, MonitorPlay } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { DropdownMenu, MenuItem, MenuLabel } from '@/components/ui/dropdown-menu';
import { useStore } from '@/lib/browser/realtime/use-store';
import { useMayNot, useSend, useShow, useShowView, useStudio } from './studio-context';

/** Whose browser draws the program, who stands by, and the way to change it without a gap on air. */
export function EngineMenu() {
  const { lease } = useShow();
  const { presence } = useShowView();
  const { connection, engine } = useStudio();
  const send = useSend();
  const mayNotHandOver = useMayNot('lease.handOver');
  const { hasFailed } = useStore(engine);
  if (lease.status === 'free') return null;
  const isHere = lease.engineId === connection.clientId;
  const standbys = presence.filter(({ isStandby }) => isStandby);
  const others = standbys.filter(({ clientId }) => clientId !== connection.clientId);
  const label = isHere ? 'Drawn here' : `Drawn by ${lease.name}`;
  return (
    <DropdownMenu
      trigger={
        <Button
          variant="ghost"
          size="small"
          data-testid="engine"
          title={label}
          className="max-w-72 max-lg:hidden"
        >
          <MonitorPlay /> <span className="truncate max-xl:sr-only">{label}</span>
          <span className="text-ink-3 max-xl:sr-only">
            · {standbys.length === 0 ? 'no standby' : `${standbys.length} on standby`}
          </span>
        </Button>
      }
    >
      <MenuLabel>
        {standbys.length === 0
          ? 'Nobody stands by. Open the studio in a second browser, and it takes over when this one is lost.'
          : 'A standby takes over within two seconds when the browser that draws the program is lost.'}
      </MenuLabel>
      {!isHere && mayNotHandOver === null && (
        <MenuItem
          reason={hasFailed ? 'The program stopped in this browser. Reload the page first.' : null}
          onSelect={engine.takeOver}
        >
          <MonitorPlay /> Draw it here
        </MenuItem>
      )}
      {others.map(({ clientId, name }) => (
        <MenuItem
          key={clientId}
          reason={mayNotHandOver}
          onSelect={() => send({ type: 'lease.handOver', toEngineId: clientId })}
        >
          <MonitorCheck /> Hand over to {name}
        </MenuItem>
      ))}
    </DropdownMenu>
  );
}
