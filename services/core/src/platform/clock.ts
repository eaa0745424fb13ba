/**
 * A clock that goes on from an instant of the database's. The wall clock of this machine may be wrong, or be set meanwhile: it
 * decides nothing, and nothing that others read is dated by it.
 */
export function clockFrom(instant: Date): () => Date {
  const begunAt = performance.now();
  return () => new Date(instant.getTime() + Math.round(performance.now() - begunAt));
}
