import Link from 'next/link';
import { EntryFrame } from '@/components/shared/entry-frame';
import { Button } from '@/components/ui/button';

export default function NotFound() {
  return (
    <EntryFrame
      title="There is nothing at this address"
      text="The link may be incomplete, or what it led to was removed."
    >
      <Button asChild variant="primary" className="h-11">
        <Link href="/">Go to the start page</Link>
      </Button>
    </EntryFrame>
  );
}
