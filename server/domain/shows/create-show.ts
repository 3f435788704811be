import { ok, refuse, type Result } from '@/lib/core/contract/error-codes';
import { sceneTemplate } from '@/lib/core/scene/scene-template';
import { createShowState } from '@/lib/core/show/create-show-state';
import type { Actor } from '../actor';
import { recordAudit } from '../audit/record-audit';
import type { ShowDeps, ShowTemplate } from './ports';
import { slugCandidates } from './show-slug';

/** Far above any real workspace; keeps a script that runs wild from filling the disk. */
const SHOWS_MAX = 5_000;

export interface CreateShowInput {
  title: string;
  template: ShowTemplate;
  scheduledAt: Date | null;
}

/** Creates a show with the scenes of its template, ready for the studio. */
export async function createShow(
  deps: ShowDeps,
  actor: Actor,
  input: CreateShowInput,
): Promise<Result<{ showId: string; slug: string }>> {
  const showId = deps.newId();
  const [first, ...others] = sceneTemplate(input.template).map((scene) => ({
    sceneId: deps.newId(),
    ...scene,
  }));
  if (first === undefined) throw new Error(`template ${input.template} has no scenes`);
  return deps.atomically(async ({ shows, brands, audit }) => {
    if ((await shows.count(actor.workspaceId)) >= SHOWS_MAX) {
      return refuse('limit-reached', `A workspace holds at most ${SHOWS_MAX} shows.`);
    }
    const brand = await brands.find(actor.workspaceId);
    for (const slug of slugCandidates(input.title, deps.newId)) {
      const snapshot = createShowState({
        ...{ showId, title: input.title, slug, ...(brand && { brand }) },
        scenes: [first, ...others],
      });
      const outcome = await shows.insert({
        ...input,
        showId,
        slug,
        workspaceId: actor.workspaceId,
        snapshot,
      });
      if (outcome === 'slug-taken') continue;
      await recordAudit(audit, deps, actor, {
        action: 'show.create',
        showId,
        detail: { title: input.title, template: input.template },
      });
      return ok({ showId, slug });
    }
    return refuse('conflict', 'That title is taken. Choose another, then try again.');
  });
}
