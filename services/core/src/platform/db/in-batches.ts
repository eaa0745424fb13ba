/** How many rows one statement touches: short locks, short transactions. */
const BATCH = 500;

/** Repeats a statement that touches up to `size` rows until it finds no more; returns how many they were. */
export async function inBatches(statement: (size: number) => Promise<number>, size = BATCH): Promise<number> {
  for (let total = 0; ; ) {
    const touched = await statement(size);
    total += touched;
    if (touched < size) return total;
  }
}
