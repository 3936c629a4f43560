/** `POST /api/editor`: opens a file of the project at a line, in the editor of whoever started the server. */
import { statSync } from 'node:fs';
import { Done, EditorBody } from '@killrate/shared/api';
import type { App } from '../contract.ts';
import type { Dashboard } from '../dashboard.ts';
import { Refusal } from '../workbench.ts';
import { addWrite } from './route.ts';

export function addEditorRoute(app: App, dashboard: Dashboard): void {
  addWrite(app, dashboard, {
    method: 'POST',
    url: '/api/editor',
    summary: 'Opens a file of the project at a line',
    body: EditorBody,
    reply: Done,
    act: async (workbench, { body }) => {
      const path = dashboard.sources.resolve(body.file);
      if (path === null || !statSync(path, { throwIfNoEntry: false })?.isFile())
        throw new Refusal(`${body.file.slice(0, 200)} is no file of this project`, 404);
      await workbench.openEditor(path, body.line);
      return { done: true as const };
    },
  });
}
