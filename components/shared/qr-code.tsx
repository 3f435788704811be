import { create } from 'qrcode';
import { classNames } from '@/components/ui/class-names';

/** Light cells around the code, as readers expect them (ISO 18004: four modules). */
const QUIET_CELLS = 4;

/** A QR code as one vector path: sharp at every size, nothing fetched, nothing inlined as data. */
export function QrCode({
  text,
  label,
  className,
}: {
  text: string;
  label: string;
  className?: string | undefined;
}) {
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules;
  let path = '';
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      if (data[row * size + column]) path += `M${column + QUIET_CELLS} ${row + QUIET_CELLS}h1v1h-1z`;
    }
  }
  const side = size + 2 * QUIET_CELLS;
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${side} ${side}`}
      shapeRendering="crispEdges"
      className={classNames('rounded-md bg-white fill-black', className)}
    >
      <path d={path} />
    </svg>
  );
}
