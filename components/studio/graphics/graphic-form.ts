import { zodResolver } from '@hookform/resolvers/zod';
import { useForm, type UseFormReturn } from 'react-hook-form';
import * as z from 'zod';
import { graphicSpecSchema, type GraphicKind, type GraphicSpecOf } from '@/lib/core/contract/graphic';
import { LIMITS } from '@/lib/core/contract/limits';
import { missingPart } from '../model/graphic-kinds';

const schema = z
  .object({
    name: z.string().trim().max(LIMITS.nameChars, `Use at most ${LIMITS.nameChars} characters.`),
    spec: graphicSpecSchema,
  })
  .superRefine(({ spec }, context) => {
    const missing = missingPart(spec);
    if (missing) {
      context.addIssue({ code: 'custom', path: ['spec', missing.path], message: missing.text });
    }
  });

/** What an editor holds of one kind of graphic. */
export interface GraphicValues<Kind extends GraphicKind = GraphicKind> {
  /** Empty: a name is made of what the graphic says. */
  name: string;
  spec: GraphicSpecOf<Kind>;
}

export function useGraphicForm(defaultValues: GraphicValues): UseFormReturn<GraphicValues> {
  return useForm<GraphicValues>({ resolver: zodResolver(schema), defaultValues });
}
