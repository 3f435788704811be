import { describe, expect, it, vi } from 'vitest';
import type { DoctorProbe } from './ports';
import { reportHealth } from './report-health';

const probe = (id: string, look: DoctorProbe['look']): DoctorProbe => ({
  ...{ id, label: `Label of ${id}`, remedyOnFailure: `Start ${id}.` },
  look,
});

describe('reportHealth', () => {
  it('reports in order, and turns what breaks into a remedy without its secrets', async () => {
    const probes = [
      probe('database', () => Promise.reject(new Error('postgresql://user:secret@host'))),
      probe('disk', () => Promise.resolve({ status: 'warning', detail: '1 GB free.', remedy: 'Make room.' })),
      probe('gateway', () => Promise.resolve({ status: 'ok', detail: 'Answers.' })),
    ];
    expect(await reportHealth({ probes, nowMs: () => 5_000 })).toEqual({
      at: new Date(5_000),
      findings: [
        {
          id: 'database',
          label: 'Label of database',
          status: 'failed',
          detail: 'No answer.',
          remedy: 'Start database.',
        },
        { id: 'disk', label: 'Label of disk', status: 'warning', detail: '1 GB free.', remedy: 'Make room.' },
        { id: 'gateway', label: 'Label of gateway', status: 'ok', detail: 'Answers.' },
      ],
    });
  });

  it('does not wait for what never answers', async () => {
    const late = new AbortController();
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(late.signal);
    const report = reportHealth({
      probes: [probe('sfu', () => new Promise(() => undefined))],
      nowMs: () => 0,
    });
    late.abort();
    expect((await report).findings).toMatchObject([{ status: 'failed', remedy: 'Start sfu.' }]);
    timeout.mockRestore();
  });
});
