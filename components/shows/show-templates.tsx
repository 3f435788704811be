import { classNames } from '@/components/ui/class-names';
import type { ShowTemplate } from './show-types';

export interface TemplateChoice {
  id: ShowTemplate;
  name: string;
  text: string;
  /** Boxes of the drawn picture: left, top, width, height in percent. */
  boxes: readonly (readonly [number, number, number, number])[];
}

export const TEMPLATES: readonly TemplateChoice[] = [
  {
    id: 'interview',
    name: 'Interview',
    text: 'Two people side by side',
    boxes: [
      [6, 20, 42, 60],
      [52, 20, 42, 60],
    ],
  },
  {
    id: 'panel',
    name: 'Panel',
    text: 'A grid of up to twelve',
    boxes: [
      [8, 10, 40, 37],
      [52, 10, 40, 37],
      [8, 53, 40, 37],
      [52, 53, 40, 37],
    ],
  },
  { id: 'solo', name: 'Solo', text: 'One person, full picture', boxes: [[16, 14, 68, 72]] },
  {
    id: 'presentation',
    name: 'Presentation',
    text: 'A screen with the speaker beside it',
    boxes: [
      [6, 14, 62, 72],
      [72, 14, 22, 34],
    ],
  },
];

/** A drawn layout; decoration beside a name. */
export function TemplatePicture({ template, className }: { template: TemplateChoice; className?: string }) {
  return (
    <span
      aria-hidden
      className={classNames('stage-ground relative block aspect-video overflow-hidden rounded-sm', className)}
    >
      {template.boxes.map(([left, top, width, height]) => (
        <span
          key={`${left}-${top}`}
          className="absolute rounded-[3px] bg-accent-text/45"
          style={{ left: `${left}%`, top: `${top}%`, width: `${width}%`, height: `${height}%` }}
        />
      ))}
    </span>
  );
}
