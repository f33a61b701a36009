export {
  enforcementOf,
  type ClauseEnforcement,
  type Enforcement,
  type Status,
} from './enforcement.ts';
export type { Evidence, Mechanism } from './mechanism.ts';
export { runtimeMechanisms } from './runtime-mechanisms.ts';
