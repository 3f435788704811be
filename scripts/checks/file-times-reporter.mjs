import { writeFileSync } from 'node:fs';
import path from 'node:path';

/** Vitest's own JSON leaves out loading and hooks, where a file that starts processes spends its time. */
export default class FileTimesReporter {
  onTestRunEnd(testModules) {
    const times = testModules.map((testModule) => {
      const { collectDuration, duration, environmentSetupDuration, prepareDuration, setupDuration } =
        testModule.diagnostic();
      return {
        file: path.relative(process.cwd(), testModule.moduleId),
        seconds:
          (collectDuration + duration + environmentSetupDuration + prepareDuration + setupDuration) / 1_000,
      };
    });
    writeFileSync(process.env.FILE_TIMES, JSON.stringify(times));
  }
}
