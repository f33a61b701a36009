export { byCover, type Covered } from './cover.ts';
export { differ, isMaterial, listed, type Difference, type Direction } from './difference.ts';
export {
  demanded,
  fewerIsTighter,
  higherIsTighter,
  incomparable,
  lowerIsTighter,
  moreIsTighter,
  opposite,
  reserved,
  together,
  type Comparison,
  type Order,
} from './order.ts';
export { unorderedDifferences } from './unordered.ts';
export { shorterIsTighter } from './window.ts';
