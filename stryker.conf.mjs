// Stryker's own options, and what killrate asks of each package of this repository; the packages' configs take theirs from here.
export default {};

/** A package's config: its modules, measured with `killrate run -C packages/NAME`. */
const packages = {
  // The language everything else speaks: every mutant of it is killed.
  shared: {
    modules: [
      { name: 'gate', files: ['src/gate/**'], target: 100 },
      { name: 'store', files: ['src/store/**'], target: 100 },
    ],
    target: 100,
  },
};

/** The export `killrate` of a package's config. */
export function configOf(name) {
  return packages[name];
}
