'use client';

import { SendHorizontal } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '@/components/ui/icon-button';
import { Input } from '@/components/ui/input';
import { LIMITS } from '@/lib/core/contract/limits';

/** Shown from here on, so that nobody types into a wall. */
const LEFT_SHOWN = 80;

/** @param onSay - resolves with why it was not sent, or null. The words stay until then. */
export function ChatForm({
  label,
  onSay,
}: {
  label: string;
  onSay: (text: string) => Promise<string | null>;
}) {
  const [text, setText] = useState('');
  const [error, setError] = useState<string | null>(null);
  const left = LIMITS.chatChars - text.length;
  async function submit(): Promise<void> {
    const words = text.trim();
    if (words === '') return;
    setText('');
    setError(null);
    const refusal = await onSay(words);
    if (refusal === null) return;
    setError(refusal);
    // Unless something new is being written already.
    setText((now) => (now === '' ? words : now));
  }
  return (
    <form
      className="flex flex-col gap-1"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <div className="flex gap-2">
        <Input
          aria-label={label}
          placeholder={label}
          value={text}
          maxLength={LIMITS.chatChars}
          autoComplete="off"
          onChange={(event) => setText(event.target.value)}
        />
        <IconButton
          type="submit"
          label="Send"
          icon={<SendHorizontal />}
          reason={text.trim() === '' ? 'Write something first.' : null}
          className="h-9 touch:h-12"
        />
      </div>
      {error !== null && (
        <p role="alert" className="text-sm text-air-text">
          {error}
        </p>
      )}
      {left <= LEFT_SHOWN && <p className="text-sm text-ink-3">{left} characters left</p>}
    </form>
  );
}
