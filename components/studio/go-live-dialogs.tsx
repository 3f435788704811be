'use client';

import { AlertDialog } from '@/components/ui/alert-dialog';
import { CheckPanel } from './check-panel';
import { useSend, useShow } from './studio-context';

export type OnAirQuestion = 'go-live' | 'end-show' | null;

/** The two acts that viewers notice ask first, and say what they will do. */
export function GoLiveDialogs({ question, onClose }: { question: OnAirQuestion; onClose: () => void }) {
  const state = useShow();
  const send = useSend();
  const enabled = state.destinations.filter((destination) => destination.enabled).map(({ name }) => name);
  const recording = state.recording.enabled ? ' and recorded' : '';
  return (
    <>
      <AlertDialog
        isOpen={question === 'go-live'}
        onOpenChange={(isOpen) => !isOpen && onClose()}
        title="Go live?"
        description={
          enabled.length === 0
            ? `No destination is on. The show will only be on its watch page${recording}.`
            : `After a countdown of 5 seconds the program is sent to ${listNames(enabled)}${recording}.`
        }
        confirmLabel="Go live"
        cancelLabel="Not yet"
        onConfirm={() => {
          send({ type: 'show.goLive' });
          onClose();
        }}
      >
        <CheckPanel />
      </AlertDialog>
      <AlertDialog
        isOpen={question === 'end-show'}
        onOpenChange={(isOpen) => !isOpen && onClose()}
        title="End the show?"
        description="All destinations are disconnected and the recording is finished. Guests stay in the studio."
        confirmLabel="End show for everyone"
        cancelLabel="Stay live"
        onConfirm={() => {
          send({ type: 'show.endShow' });
          onClose();
        }}
      />
    </>
  );
}

function listNames(names: readonly string[]): string {
  return new Intl.ListFormat('en', { type: 'conjunction' }).format(names);
}
