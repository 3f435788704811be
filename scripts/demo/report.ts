/** What one demonstration measured. Shape of `--json`. */
export interface DemoReport {
  guests: number;
  seconds: number;
  /** From the start command until every destination receives the program. */
  secondsToOnAir: number;
  /** From the start command until the product is healthy. */
  secondsToHealthy: number;
  /** From the click on *Go live*, with its countdown, until every destination receives the program. */
  secondsFromGoLive: number;
  programFps: number;
  programFpsHidden: number;
  /** What the producer's page itself said while hidden. */
  visibilityWhileHidden: string;
  width: number;
  height: number;
  resolutionChanges: number;
  videoCodec: string;
  audioCodec: string;
  audioRate: number;
  keyframeIntervalMax: number;
  avSkewMs: number;
  avSkewBeeps: number;
  /** As the studio says it; null: it does not. */
  avSkewShownMs: number | null;
  /** From what the sync guest shows until an RTMP reader has decoded it: by pixels, and as the studio says it. */
  glassMs: number;
  glassShownMs: number | null;
  nonMonotonic: number;
  gapMaxMs: number;
  latencyMsP50: number;
  latencyCuts: number;
  destinations: { name: string; connects: number; bytes: number; fps: number; gapMaxMs: number }[];
  gatewayCpuPercent: number;
  gatewayRssMb: number;
  sfuCpuPercent: number;
  /** Of the producer's browser, all of its processes, while its page is painted; 100 is one core. */
  producerCpuPercent: number;
  /** Of it, the renderer: the studio page, its compositor and its mixer. */
  producerRendererCpuPercent: number;
  /** Of it, the graphics process: putting the page's layers together, in software where there is no card. */
  producerGpuCpuPercent: number;
  producerCpuPercentHidden: number;
  recordingSeconds: number;
  pictures: { guest: string; distance: number; nearestOther: number }[];
  sounds: { guest: string; prominenceDb: number }[];
  failures: string[];
}

/** One line per figure, as people read it. */
export function formatReport(report: DemoReport): string {
  const rows: [string, string][] = [
    [
      'on air after the start command',
      `${report.secondsToOnAir.toFixed(1)} s (healthy after ${report.secondsToHealthy.toFixed(1)} s)`,
    ],
    ['on air after Go live, with countdown', `${report.secondsFromGoLive.toFixed(1)} s`],
    [
      'program',
      `${report.width}x${report.height}, ${report.programFps.toFixed(1)} fps, ${report.resolutionChanges} changes of resolution`,
    ],
    [
      'program with the page hidden',
      `${report.programFpsHidden.toFixed(1)} fps (page said: ${report.visibilityWhileHidden})`,
    ],
    ['codecs', `${report.videoCodec} + ${report.audioCodec} ${report.audioRate} Hz`],
    ['key frames', `every ${report.keyframeIntervalMax.toFixed(2)} s at most`],
    [
      'sound against picture',
      `${report.avSkewMs.toFixed(0)} ms (${report.avSkewBeeps} beeps; the studio says ${report.avSkewShownMs ?? 'nothing'})`,
    ],
    [
      'camera to RTMP reader',
      `${report.glassMs.toFixed(0)} ms (the studio says ${report.glassShownMs ?? 'nothing'}, to its connection)`,
    ],
    ['timestamps that did not rise', String(report.nonMonotonic)],
    ['largest gap between frames', `${report.gapMaxMs.toFixed(0)} ms`],
    [
      'program canvas to RTMP reader',
      `${report.latencyMsP50.toFixed(0)} ms (median of ${report.latencyCuts} cuts)`,
    ],
    ...report.destinations.map((one): [string, string] => [
      `destination ${one.name}`,
      `${one.connects} connect, ${(one.bytes / 1e6).toFixed(1)} MB, ${one.fps.toFixed(1)} fps, gap ${one.gapMaxMs.toFixed(0)} ms`,
    ]),
    ['gateway', `${report.gatewayCpuPercent.toFixed(1)} % of a core, ${report.gatewayRssMb.toFixed(0)} MB`],
    [
      "producer's browser",
      `${report.producerCpuPercent.toFixed(0)} % of a core (renderer ${report.producerRendererCpuPercent.toFixed(0)}, graphics ${report.producerGpuCpuPercent.toFixed(0)}), hidden ${report.producerCpuPercentHidden.toFixed(0)} %`,
    ],
    ['SFU', `${report.sfuCpuPercent.toFixed(1)} % of a core`],
    ['recording', `${report.recordingSeconds.toFixed(1)} s`],
    ...report.pictures.map((one): [string, string] => [
      `picture of ${one.guest}`,
      `distance ${one.distance.toFixed(1)} (others ${one.nearestOther.toFixed(1)})`,
    ]),
    ...report.sounds.map((one): [string, string] => [
      `sound of ${one.guest}`,
      `${one.prominenceDb.toFixed(0)} dB over its surroundings`,
    ]),
  ];
  const width = Math.max(...rows.map(([label]) => label.length));
  return rows.map(([label, value]) => `${label.padEnd(width)}  ${value}`).join('\n');
}
