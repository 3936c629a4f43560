// Options of Stryker itself would go here; none is needed.
export default {};

// What killrate measures: each module is a set of files, and the kill rate it must reach.
export const killrate = {
  modules: [
    // Other people's money: 'critical' is 90 %.
    { name: 'wallet', files: ['src/wallet/**'], target: 'critical' },
    // Pure arithmetic, easy to test well: 'production' is 90 % too.
    { name: 'fees', files: ['src/fees/**'], target: 'production' },
    // Glue that calls the two others and logs: a number of one's own is fine.
    { name: 'desk', files: ['src/desk/**'], target: 60 },
  ],
};
