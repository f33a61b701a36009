/**
 * A human length of time. Hours and days are exact (a day is 24 hours); months and years are of the
 * calendar and clamp to the earlier day (31 January + 1 month is the last of February).
 */
export interface Duration {
  readonly amount: number;
  readonly unit: 'hour' | 'day' | 'month' | 'year';
}
