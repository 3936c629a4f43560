/** The plugins that killrate brings to Stryker: a reporter, a test runner around vitest-runner, and an ignorer. */
import { readFileSync } from 'node:fs';
import { declareClassPlugin, declareFactoryPlugin, declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';
import { createIgnorer } from '../vitest/ignorer.ts';
import { createObservingRunner } from './observing-runner.ts';
import { PLUGIN_NAME, REQUEST_VARIABLE, type Request } from './protocol.ts';
import { StreamingReporter } from './streaming-reporter.ts';

const request = JSON.parse(readFileSync(process.env[REQUEST_VARIABLE] ?? '', 'utf8')) as Request;

export const strykerPlugins = [
  declareClassPlugin(PluginKind.Reporter, PLUGIN_NAME, StreamingReporter),
  declareFactoryPlugin(PluginKind.TestRunner, PLUGIN_NAME, createObservingRunner(request)),
  declareValuePlugin(PluginKind.Ignore, PLUGIN_NAME, createIgnorer(request.loggingCallees)),
];
