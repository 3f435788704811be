'use client';

import Link from 'next/link';
import { useState } from 'react';
import { EntryFrame } from '@/components/shared/entry-frame';
import { useStartRehearsal } from '@/components/shared/use-start-rehearsal';
import { Button } from '@/components/ui/button';
import { OwnerForm } from './owner-form';

/** First run, in two steps: an owner with a workspace, then the shortest way on air. */
export function SetupFlow() {
  const [workspaceName, setWorkspaceName] = useState<string | null>(null);
  if (workspaceName !== null) return <ReadyStep workspaceName={workspaceName} />;
  return (
    <EntryFrame
      title="Set up your studio"
      text="You become the owner. Everything stays on this machine: accounts, stream keys and recordings."
    >
      <OwnerForm onCreated={setWorkspaceName} />
    </EntryFrame>
  );
}

function ReadyStep({ workspaceName }: { workspaceName: string }) {
  const rehearsal = useStartRehearsal();
  return (
    <EntryFrame
      title={`${workspaceName} is ready`}
      text="See how it feels before you invite anyone: a demo show with two synthetic guests and a test destination on this machine. No stream key needed."
    >
      <ol className="flex flex-col gap-2.5 rounded-lg border border-line bg-surface-1 p-4">
        {[
          'Two guests ask to join: admit them, put them on stage',
          'Press Go live and watch the countdown',
          'End the show and play the recording',
        ].map((step, index) => (
          <li key={step} className="flex items-center gap-3">
            <span
              aria-hidden
              className="grid size-6 shrink-0 place-items-center rounded-full bg-accent-soft text-sm font-[650] text-accent-text tabular-nums"
            >
              {index + 1}
            </span>
            {step}
          </li>
        ))}
      </ol>
      <div className="flex flex-col gap-2.5">
        <Button variant="primary" size="large" isLoading={rehearsal.isStarting} onClick={rehearsal.start}>
          Try a rehearsal
        </Button>
        <Button asChild variant="ghost" className="h-11">
          <Link href="/shows">Go to your shows</Link>
        </Button>
      </div>
    </EntryFrame>
  );
}
