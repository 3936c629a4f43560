import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Mutant } from '@killrate/shared/model';
import { type Database, openDatabase } from '@killrate/shared/store/open';
