import { expect, it } from 'vitest';
import { createFelt } from '../../../../models/players/crowd.ts';
import { createSessions, freeRow, STAGE, takeRow } from '../../../../models/players/sessions.ts';

function bytesOf(table: object, rows: number): number {
  const columns = Object.values(table).filter((column) => ArrayBuffer.isView(column));
  return columns.reduce((sum, column) => sum + column.byteLength, 0) / rows;
}

// docs/calibration/players.md says so: a million players fit into 121 MB, 177 with what they feel.
it('a session takes 121 bytes, and 56 more for what it feels', () => {
  expect(bytesOf(createSessions(1024), 1024)).toBe(121);
  expect(bytesOf(createFelt(1024), 1024)).toBe(56);
});

it('rows are used again, and a free one belongs to nobody', () => {
  const sessions = createSessions(2);
  const rows = [takeRow(sessions), takeRow(sessions), takeRow(sessions)];
  expect(rows).toEqual([0, 1, 2]);
  sessions.stage[1] = STAGE.thinking;
  freeRow(sessions, 1);
  expect(sessions.stage[1]).toBe(STAGE.free);
  expect(takeRow(sessions)).toBe(1);
});
