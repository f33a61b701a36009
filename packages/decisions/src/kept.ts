/** Up to here a list is smaller and quicker; beyond, most places stay empty. */
const MOST_LISTED = 16;

/** Values by a number below a known size. */
export class Kept<V> {
  readonly #list: (V | undefined)[] | undefined;
  readonly #map: Map<number, V> | undefined;

  constructor(size: number, mostListed: number = MOST_LISTED) {
    // A list that grows in leaps becomes a dictionary, which is slower than both.
    // oxlint-disable-next-line unicorn/no-new-array -- made at its full size, without filling it
    if (size <= mostListed) this.#list = new Array<V | undefined>(size);
    else this.#map = new Map();
  }

  get(number: number): V | undefined {
    return this.#list === undefined ? this.#map?.get(number) : this.#list[number];
  }

  set(number: number, value: V): void {
    if (this.#list === undefined) this.#map?.set(number, value);
    else this.#list[number] = value;
  }
}
