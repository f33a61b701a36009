import type { CompiledPolicy } from '@troth/compiler';
import { printStyle } from './style/print.ts';
import { screenStyle } from './style/screen.ts';

/** The one style sheet: no font, image or script is fetched. */
export function styleSheet(policy: CompiledPolicy): string {
  return `${screenStyle}${printStyle(policy)}`;
}
