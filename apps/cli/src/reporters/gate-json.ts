import type { GateReport } from '../gate.ts';
import { checkJson } from './check-json.ts';
import { noteJson, scanJson } from './scan-json.ts';
import { testJson } from './test-json.ts';

/** The gate as JSON shows it: the four commands' own JSON and the verdict. What did not run is `null`. */
export function gateJson(report: GateReport, ms: number): unknown {
  const { verdict, reasons, base, check, test, diff, notCompared, unmet, scan, blind } = report;
  return {
    verdict,
    reasons,
    base,
    check: checkJson(check),
    test: test === undefined ? null : testJson(test),
    diff: diff === undefined ? null : { ...diff, unmet },
    ...(notCompared !== undefined && { notCompared }),
    scan: scan === undefined ? null : scanJson(scan, ms),
    ...(blind.length > 0 && { blind: blind.map(noteJson) }),
  };
}
