'use client';

import { Check } from 'lucide-react';
import { classNames } from '@/components/ui/class-names';
import { MenuItem } from '@/components/ui/dropdown-menu';
import type { SceneView } from '@/lib/core/contract/show-state';
import { useShow } from './studio-context';

export interface SceneChecksProps {
  isWith: (scene: SceneView) => boolean;
  onToggle: (scene: SceneView) => void;
}

/** In a menu: the scenes that something comes with. Several may be chosen, so that the menu stays open. */
export function SceneChecks({ isWith, onToggle }: SceneChecksProps) {
  const { scenes } = useShow();
  return (
    <div className="max-h-48 overflow-y-auto">
      {scenes.map((scene) => (
        <MenuItem
          key={scene.sceneId}
          role="menuitemcheckbox"
          aria-checked={isWith(scene)}
          onSelect={(event) => {
            event.preventDefault();
            onToggle(scene);
          }}
        >
          <Check className={classNames(!isWith(scene) && 'invisible')} />
          <span className="truncate">{scene.name}</span>
        </MenuItem>
      ))}
    </div>
  );
}
