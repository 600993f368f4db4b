import type { BundleRequest, ImportOrigin } from './bundle-request.ts';
import type { TraceFiles } from './files.ts';
import { type Imported, refuse } from './problem.ts';
import type { RoleContent } from './shelf.ts';

/** Reads one role from files of a public format; refuses formats that cannot play the role. */
export function importRole(
  role: RoleContent['role'],
  origin: ImportOrigin,
  _request: BundleRequest,
  _files: TraceFiles,
): Imported<RoleContent> {
  return refuse({ file: origin.from, row: 0, found: origin.format, wanted: role });
}
