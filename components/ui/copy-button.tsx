'use client';

import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button, type ButtonProps } from './button';
import { toast } from './toast';

const CONFIRM_MS = 2_000;

export type CopyButtonProps = Omit<ButtonProps, 'onClick' | 'children'> & {
  text: string;
  label?: string;
};

/** Copies `text` and says so; where the browser refuses it asks the person to copy by hand. */
export function CopyButton({ text, label = 'Copy', ...props }: CopyButtonProps) {
  const [isCopied, setIsCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setIsCopied(false), CONFIRM_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);

  async function copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      setIsCopied(true);
    } catch {
      // Clipboard access needs a secure page and permission; neither is ours to give.
      toast.error('The browser did not allow copying', {
        description: 'Select the text and copy it by hand.',
      });
    }
  }

  return (
    <Button {...props} onClick={() => void copy()}>
      {isCopied ? <Check aria-hidden className="text-preview" /> : <Copy aria-hidden />}
      <span aria-live="polite">{isCopied ? 'Copied' : label}</span>
    </Button>
  );
}
