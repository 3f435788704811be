import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const GUARDED = path.join(process.cwd(), 'app', '(app)');
const pages = readdirSync(GUARDED, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('page.tsx'),
);

it.each(pages)('%s asks who is there before it renders', (file) => {
  expect(readFileSync(path.join(GUARDED, file), 'utf8')).toMatch(/await requireViewer\(/);
});
