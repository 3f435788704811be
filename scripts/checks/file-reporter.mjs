import { writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * What Vitest's own JSON leaves out: loading and hooks, where a file that starts processes spends its time, and the tests
 * that passed only when tried again.
 */
export default class FileReporter {
  onTestRunEnd(testModules) {
    const files = testModules.map((testModule) => {
      const { collectDuration, duration, environmentSetupDuration, prepareDuration, setupDuration } =
        testModule.diagnostic();
      const file = path.relative(process.cwd(), testModule.moduleId);
      return {
        file,
        seconds:
          (collectDuration + duration + environmentSetupDuration + prepareDuration + setupDuration) / 1_000,
        flaky: [...testModule.children.allTests()]
          .filter((test) => test.diagnostic()?.flaky === true)
          .map((test) => `${file}: ${test.fullName}: ${test.result().errors?.[0]?.message ?? ''}`),
      };
    });
    writeFileSync(process.env.FILE_REPORT, JSON.stringify(files));
  }
}
