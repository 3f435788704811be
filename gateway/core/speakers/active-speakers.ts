/** A speaker as LiveKit reports it: level 0..1, linear. */
export interface Speaker {
  id: string;
  level: number;
  isActive: boolean;
}

interface Voice {
  loudPackets: number;
  packets: number;
  levelDbovSum: number;
  smoothed: number;
  wasActive: boolean;
}

/** RFC 6464: 0 is full scale, 127 silence. 40 below full scale is a quiet voice near a microphone. */
const LOUD_DBOV = 40;
/** Share of packets in an interval that must be loud: speech has pauses, a knock is short. */
const LOUD_SHARE = 0.3;
/** 20 ms packets: fewer than this in an interval is a track that is not being sent. */
const PACKETS_MIN = 3;
const SMOOTHING = 0.5;
/** Levels are sent in steps, so that a steady voice is not news. */
const LEVEL_STEPS = 16;

/** Decides who speaks from audio level header extensions (RFC 6464). Pure: the caller polls every 400 ms or so. */
export class ActiveSpeakers {
  readonly #voices = new Map<string, Voice>();
  readonly #reported = new Map<string, number>();

  observe(id: string, levelDbov: number): void {
    let voice = this.#voices.get(id);
    if (voice === undefined) {
      voice = { loudPackets: 0, packets: 0, levelDbovSum: 0, smoothed: 0, wasActive: false };
      this.#voices.set(id, voice);
    }
    voice.packets += 1;
    if (levelDbov > LOUD_DBOV) return;
    voice.loudPackets += 1;
    voice.levelDbovSum += levelDbov;
  }

  /** @returns those whose state or level changed; who stopped comes once with level 0. */
  poll(): Speaker[] {
    const changes: Speaker[] = [];
    for (const [id, voice] of this.#voices) {
      const isLoud = voice.packets >= PACKETS_MIN && voice.loudPackets / voice.packets >= LOUD_SHARE;
      const level = isLoud ? 10 ** (-(voice.levelDbovSum / voice.loudPackets) / 20) : 0;
      voice.smoothed += (level - voice.smoothed) * SMOOTHING;
      const isActive = isLoud || voice.smoothed > 0.5 / LEVEL_STEPS;
      const step = isActive ? Math.max(1, Math.round(voice.smoothed * LEVEL_STEPS)) : 0;
      if (step !== (this.#reported.get(id) ?? 0)) changes.push({ id, level: step / LEVEL_STEPS, isActive });
      this.#reported.set(id, step);
      voice.packets = 0;
      voice.loudPackets = 0;
      voice.levelDbovSum = 0;
    }
    return changes;
  }

  /** @returns the last word on somebody who left or was muted, null when they were silent. */
  remove(id: string): Speaker | null {
    this.#voices.delete(id);
    const reported = this.#reported.get(id) ?? 0;
    this.#reported.delete(id);
    return reported > 0 ? { id, level: 0, isActive: false } : null;
  }
}
