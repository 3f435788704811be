import { opendir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

/** What the server notes of an upload when it begins; nothing of it is the client's word but name and size. */
export const uploadNotesSchema = z.object({
  workspaceId: z.string(),
  userId: z.string(),
  userName: z.string(),
  fileName: z.string(),
});
export type UploadNotes = z.infer<typeof uploadNotesSchema>;

const storedSchema = z.object({ size: z.number(), metadata: uploadNotesSchema });

/** How many uploads of a workspace have not ended, and the bytes that they declared together. */
export async function readUploads(
  uploadsPath: string,
  workspaceId: string,
): Promise<{ uploads: number; uploadBytes: number }> {
  const sum = { uploads: 0, uploadBytes: 0 };
  for await (const entry of await opendir(uploadsPath)) {
    if (!entry.isFile() || !entry.name.endsWith('.json')) continue;
    const stored = storedSchema.safeParse(await readNotes(path.join(uploadsPath, entry.name)));
    if (!stored.success || stored.data.metadata.workspaceId !== workspaceId) continue;
    sum.uploads++;
    sum.uploadBytes += stored.data.size;
  }
  return sum;
}

/** null: it ended since the folder was read, or a process died while writing it. */
async function readNotes(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as unknown;
  } catch {
    return null;
  }
}
