/** The names of the report formats, apart from what makes them: the command line lists them before anything is asked for. */
export const REPORT_FORMAT_NAMES = ['json', 'html', 'elements', 'sarif', 'junit', 'markdown', 'github', 'gitlab'] as const;
export type ReportFormat = (typeof REPORT_FORMAT_NAMES)[number];
