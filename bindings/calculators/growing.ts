/** Kernels that stop where their record is full. */

/** A call of such a kernel: says how many values it took. */
export type StoppingCall = (
  from: readonly number[],
  to: readonly number[],
  count: number,
) => number;

/** Calls a kernel until it has taken all values; `makeRoom` whenever it stops before. */
export function takeAll(
  from: readonly number[],
  to: readonly number[],
  count: number,
  call: StoppingCall,
  makeRoom: () => void,
): void {
  let done = 0;
  const behind = (address: number) => address + done * 8;
  while (done < count) {
    done += call(from.map(behind), to.map(behind), count - done);
    if (done < count) makeRoom();
  }
}
