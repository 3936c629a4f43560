import options, { configOf } from '../../stryker.conf.mjs';

export default options;
export const killrate = configOf('shared');
